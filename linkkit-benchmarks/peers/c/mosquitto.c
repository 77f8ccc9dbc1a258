/* mosquitto's C client, with its own thread. */
#include "words.h"

#include <mosquitto.h>
#include <semaphore.h>

static struct mosquitto *client;
static int window = 1;
static sem_t connected;
static sem_t unfinished;
static sem_t fence;
static sem_t subscribed;
static sem_t arrived;
static volatile int counting;

/* Nothing takes that long; the process that started this one gives up then, too. */
static int acquire(sem_t *semaphore) {
	struct timespec limit;
	clock_gettime(CLOCK_REALTIME, &limit);
	limit.tv_sec += 20;
	return sem_timedwait(semaphore, &limit);
}

static void on_connect(struct mosquitto *from, void *data, int code) {
	(void) from;
	(void) data;
	if (code == 0) {
		sem_post(&connected);
	}
}

static void on_publish(struct mosquitto *from, void *data, int id) {
	(void) from;
	(void) data;
	(void) id;
	sem_post(counting ? &unfinished : &fence);
}

static void on_subscribe(struct mosquitto *from, void *data, int id, int count, const int *granted) {
	(void) from;
	(void) data;
	(void) id;
	(void) count;
	(void) granted;
	sem_post(&subscribed);
}

static void on_message(struct mosquitto *from, void *data, const struct mosquitto_message *message) {
	(void) from;
	(void) data;
	(void) message;
	sem_post(&arrived);
}

static void connect_peer(const char *line) {
	double start = wall_seconds();
	window = number(line, "window");
	client = mosquitto_new(word(line, "clientId"), true, NULL);
	mosquitto_username_pw_set(client, word(line, "username"), word(line, "password"));
	mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1);
	mosquitto_max_inflight_messages_set(client, (unsigned) window);
	mosquitto_connect_callback_set(client, on_connect);
	mosquitto_publish_callback_set(client, on_publish);
	mosquitto_subscribe_callback_set(client, on_subscribe);
	mosquitto_message_callback_set(client, on_message);
	const char *certificate = word(line, "certificate");
	if (certificate != NULL) {
		mosquitto_tls_set(client, certificate, NULL, NULL, NULL, NULL);
	}
	sem_init(&connected, 0, 0);
	int code = mosquitto_connect(client, word(line, "host"), number(line, "port"), 300);
	if (code == 0) {
		code = mosquitto_loop_start(client);
	}
	if (code != 0 || acquire(&connected) != 0) {
		printf("error %s\n", mosquitto_strerror(code));
		return;
	}
	printf("ok millis=%.4f\n", (wall_seconds() - start) * 1e3);
}

static void publish(const char *line) {
	char topic[512];
	snprintf(topic, sizeof topic, "%s", word(line, "topic"));
	int bytes = number(line, "bytes");
	int qos = number(line, "qos");
	char *payload = calloc((size_t) bytes, 1);
	sem_init(&unfinished, 0, (unsigned) window);
	counting = 1;
	double cpu = cpu_seconds();
	double start = wall_seconds();
	double end = start + number(line, "millis") / 1e3;
	long messages = 0;
	int failed = 0;
	while (!failed && wall_seconds() < end) {
		failed = acquire(&unfinished) != 0 || mosquitto_publish(client, NULL, topic, bytes, payload, qos, false) != 0;
		messages++;
	}
	for (int i = 0; !failed && i < window; i++) {
		failed = acquire(&unfinished) != 0;
	}
	if (!failed && qos == 0) {
		/* an acknowledgement says that the server has read all that went before */
		sem_init(&fence, 0, 0);
		counting = 0;
		failed = mosquitto_publish(client, NULL, topic, 1, payload, 1, false) != 0 || acquire(&fence) != 0;
	}
	free(payload);
	if (failed) {
		printf("error nothing is acknowledged any more\n");
		return;
	}
	printf("ok messages=%ld seconds=%.6f cpuSeconds=%.6f\n", messages, wall_seconds() - start, cpu_seconds() - cpu);
}

static void subscribe(const char *line) {
	sem_init(&subscribed, 0, 0);
	sem_init(&arrived, 0, 0);
	int failed = mosquitto_subscribe(client, NULL, word(line, "topic"), number(line, "qos")) != 0
			|| acquire(&subscribed) != 0;
	printf(failed ? "error no SUBACK\n" : "ok\n");
}

static int by_value(const void *a, const void *b) {
	double difference = *(const double *) a - *(const double *) b;
	return (difference > 0) - (difference < 0);
}

static void round_trip(const char *line) {
	char topic[512];
	snprintf(topic, sizeof topic, "%s", word(line, "topic"));
	int bytes = number(line, "bytes");
	int qos = number(line, "qos");
	int count = number(line, "count");
	char *payload = calloc((size_t) bytes, 1);
	double *times = calloc((size_t) count, sizeof *times);
	int failed = 0;
	double end = wall_seconds() + number(line, "millis") / 1e3;
	int wanted = count;
	count = 0;
	for (int i = 0; !failed && i < wanted && wall_seconds() < end; i++) {
		double start = wall_seconds();
		failed = mosquitto_publish(client, NULL, topic, bytes, payload, qos, false) != 0 || acquire(&arrived) != 0;
		times[i] = (wall_seconds() - start) * 1e6;
		count++;
	}
	qsort(times, (size_t) count, sizeof *times, by_value);
	if (failed) {
		printf("error no answer\n");
	} else {
		printf("ok p50=%.2f p99=%.2f p999=%.2f\n", times[(count + 1) / 2 - 1], times[(int) (0.99 * count + 0.999) - 1],
				times[(int) (0.999 * count + 0.999) - 1]);
	}
	free(payload);
	free(times);
}

static void disconnect_peer(void) {
	double start = wall_seconds();
	mosquitto_disconnect(client);
	mosquitto_loop_stop(client, false);
	mosquitto_destroy(client);
	printf("ok millis=%.4f\n", (wall_seconds() - start) * 1e3);
}

int main(void) {
	char line[LINE_LIMIT];
	setvbuf(stdout, NULL, _IOLBF, 0);
	mosquitto_lib_init();
	while (fgets(line, sizeof line, stdin) != NULL) {
		if (is_verb(line, "connect")) {
			connect_peer(line);
		} else if (is_verb(line, "publish")) {
			publish(line);
		} else if (is_verb(line, "subscribe")) {
			subscribe(line);
		} else if (is_verb(line, "roundtrip")) {
			round_trip(line);
		} else if (is_verb(line, "disconnect")) {
			disconnect_peer();
		} else {
			printf("error there is no such command\n");
		}
	}
	return 0;
}
