/*
 * The yardstick: a socket, one thread, and no more of MQTT than CONNECT, PUBLISH and PUBACK. It writes as many
 * messages at once as the window has room for, and reads as many PUBACKs as have come.
 */
#include "words.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#define OUT_LIMIT (256 * 1024)
#define IN_LIMIT (64 * 1024)

static int connection = -1;
static int window = 1;
static unsigned char out[OUT_LIMIT];
static unsigned char in[IN_LIMIT];
static unsigned next_id;

static int write_all(size_t length) {
	for (size_t done = 0; done < length;) {
		ssize_t written = write(connection, out + done, length - done);
		if (written <= 0) {
			return -1;
		}
		done += (size_t) written;
	}
	return 0;
}

static size_t put_text(unsigned char *at, const char *text) {
	size_t length = strlen(text);
	at[0] = (unsigned char) (length >> 8);
	at[1] = (unsigned char) length;
	memcpy(at + 2, text, length);
	return length + 2;
}

static size_t put_length(unsigned char *at, size_t length) {
	size_t bytes = 0;
	do {
		at[bytes] = (unsigned char) (length % 128);
		length /= 128;
		if (length > 0) {
			at[bytes] |= 128;
		}
		bytes++;
	} while (length > 0);
	return bytes;
}

static size_t put_publish(unsigned char *at, const char *topic, size_t payload, int qos) {
	size_t length = 2 + strlen(topic) + (qos > 0 ? 2 : 0) + payload;
	size_t size = 0;
	at[size++] = (unsigned char) (0x30 | qos << 1);
	size += put_length(at + size, length);
	size += put_text(at + size, topic);
	if (qos > 0) {
		next_id = next_id % 65535 + 1;
		at[size++] = (unsigned char) (next_id >> 8);
		at[size++] = (unsigned char) next_id;
	}
	memset(at + size, 0, payload);
	return size + payload;
}

/* How many PUBACKs have come; they are four bytes each. */
static int read_acknowledgements(void) {
	static size_t rest;
	ssize_t got = read(connection, in, sizeof in);
	if (got <= 0) {
		return -1;
	}
	rest += (size_t) got;
	int count = (int) (rest / 4);
	rest %= 4;
	return count;
}

static void connect_peer(const char *line) {
	double start = wall_seconds();
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short) number(line, "port")) };
	inet_pton(AF_INET, word(line, "host"), &address.sin_addr);
	connection = socket(AF_INET, SOCK_STREAM, 0);
	int yes = 1;
	setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	window = number(line, "window");
	unsigned char body[2048];
	size_t size = put_text(body, "MQTT");
	memcpy(body + size, "\x04\xc2\x01\x2c", 4);
	size += 4;
	size += put_text(body + size, word(line, "clientId"));
	size += put_text(body + size, word(line, "username"));
	size += put_text(body + size, word(line, "password"));
	out[0] = 0x10;
	size_t head = 1 + put_length(out + 1, size);
	memcpy(out + head, body, size);
	if (connect(connection, (struct sockaddr *) &address, sizeof address) != 0 || write_all(head + size) != 0
			|| recv(connection, in, 4, MSG_WAITALL) != 4 || in[3] != 0) {
		printf("error no connection\n");
		return;
	}
	printf("ok millis=%.4f\n", (wall_seconds() - start) * 1e3);
}

static void publish(const char *line) {
	const char *topic = word(line, "topic");
	size_t payload = (size_t) number(line, "bytes");
	int qos = number(line, "qos");
	size_t packet = payload + strlen(topic) + 16;
	double cpu = cpu_seconds();
	double start = wall_seconds();
	double end = start + number(line, "millis") / 1e3;
	long messages = 0;
	int unfinished = 0;
	while (wall_seconds() < end) {
		size_t size = 0;
		int room = qos > 0 ? window - unfinished : window;
		for (; room > 0 && size + packet < OUT_LIMIT; room--) {
			size += put_publish(out + size, topic, payload, qos);
			messages++;
			unfinished += qos;
		}
		if (write_all(size) != 0) {
			printf("error the connection broke\n");
			return;
		}
		if (qos > 0) {
			int acknowledged = read_acknowledgements();
			if (acknowledged < 0) {
				printf("error the connection broke\n");
				return;
			}
			unfinished -= acknowledged;
		}
	}
	if (qos == 0) {
		/* an acknowledgement says that the server has read all that went before */
		write_all(put_publish(out, topic, 1, 1));
		unfinished = 1;
	}
	while (unfinished > 0) {
		int acknowledged = read_acknowledgements();
		if (acknowledged < 0) {
			printf("error the connection broke\n");
			return;
		}
		unfinished -= acknowledged;
	}
	printf("ok messages=%ld seconds=%.6f cpuSeconds=%.6f\n", messages, wall_seconds() - start, cpu_seconds() - cpu);
}

int main(void) {
	char line[LINE_LIMIT];
	setvbuf(stdout, NULL, _IOLBF, 0);
	while (fgets(line, sizeof line, stdin) != NULL) {
		if (is_verb(line, "connect")) {
			connect_peer(line);
		} else if (is_verb(line, "publish")) {
			publish(line);
		} else if (is_verb(line, "disconnect")) {
			double start = wall_seconds();
			memcpy(out, "\xe0\x00", 2);
			write_all(2);
			close(connection);
			printf("ok millis=%.4f\n", (wall_seconds() - start) * 1e3);
		} else {
			printf("error this is but a yardstick\n");
		}
	}
	return 0;
}
