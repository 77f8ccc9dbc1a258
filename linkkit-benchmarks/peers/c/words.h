/* What the C peers share: the lines they are spoken to in, and clocks. See PeerMain.java. */
#ifndef WORDS_H
#define WORDS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LINE_LIMIT 4096

static double wall_seconds(void) {
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static double cpu_seconds(void) {
	struct timespec used;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	return used.tv_sec + used.tv_nsec / 1e9;
}

/* The value of a word in a line "verb word=value word=value", or NULL; good until the next call. */
static const char *word(const char *line, const char *name) {
	static char values[16][512];
	static int next;
	char *value = values[next++ % 16];
	char key[64];
	snprintf(key, sizeof key, " %s=", name);
	const char *found = strstr(line, key);
	if (found == NULL) {
		return NULL;
	}
	found += strlen(key);
	size_t length = strcspn(found, " \n");
	snprintf(value, 512, "%.*s", (int) length, found);
	return value;
}

static int number(const char *line, const char *name) {
	const char *value = word(line, name);
	return value != NULL ? atoi(value) : 0;
}

static int is_verb(const char *line, const char *verb) {
	return strncmp(line, verb, strlen(verb)) == 0;
}

#endif
