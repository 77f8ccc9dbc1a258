/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.linkkit.messaging.alink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.FakeConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AlinkClient} with real threads and a platform played by the test.
 */
class AlinkClientTests {

	private static final String DEVICE = "alink_client";

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String POST = "thing/event/property/post";

	private static final String METHOD = "thing.event.property.post";

	private final FakeConnection connection = new FakeConnection(DEVICE);

	private final AlinkClient client = new AlinkClient(this.connection, new AlinkSettings(TIMEOUT, 3));

	@AfterEach
	void noThreadIsLeft() {
		this.client.close();
		await().untilAsserted(() -> assertThat(threads()).isEmpty());
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.endsWith(DEVICE))
			.collect(Collectors.toSet());
	}

	private CompletableFuture<AlinkReply> request() {
		return this.client.request(POST, METHOD, Map.of("temperature", 21));
	}

	private static AlinkException failureOf(CompletableFuture<?> future) {
		AtomicReference<Throwable> failure = new AtomicReference<>();
		assertThat(future).failsWithin(TIMEOUT)
			.withThrowableOfType(ExecutionException.class)
			.satisfies((ex) -> failure.set(ex.getCause()));
		assertThat(failure.get()).isInstanceOf(AlinkException.class);
		return (AlinkException) failure.get();
	}

	@Test
	void asksOnTheTopicOfTheDeviceAndTakesTheReply() throws Exception {
		CompletableFuture<AlinkReply> reply = request();
		OutgoingMessage message = this.connection.published.get(0);
		assertThat(message.topic()).isEqualTo("/sys/a1B2c3D4e5F/alink_client/thing/event/property/post");
		assertThat(message.qos()).isEqualTo(1);
		JSONAssert.assertEquals("""
				{"id": "%s", "version": "1.0", "method": "thing.event.property.post", "params": {"temperature": 21}}
				""".formatted(this.connection.id(0)), this.connection.json(0).toString(), true);
		this.connection.reply(0, "\"code\":200,\"data\":{\"a\":[1]},\"message\":\"success\"");
		assertThat(reply).succeedsWithin(TIMEOUT).satisfies((found) -> {
			assertThat(found.code()).isEqualTo(AlinkCode.SUCCESS);
			assertThat(found.message()).isEqualTo("success");
			assertThat(found.data().path("a").path(0).intValue()).isEqualTo(1);
		});
		assertThat(this.client.status()).isEqualTo(new AlinkStatus(0, 0, 0));
	}

	@Test
	void takesWholeTopicsAndNoParameters() {
		this.client.request("/ext/${productKey}/${deviceName}/thing", "thing", null);
		assertThat(this.connection.published.get(0).topic()).isEqualTo("/ext/a1B2c3D4e5F/alink_client/thing");
		assertThat(this.connection.json(0).path("params").isObject()).isTrue();
	}

	@Test
	void idsAreDecimalNumbersOf32BitsThatNoOtherOpenRequestHas() {
		request();
		request();
		request();
		assertThat(List.of(this.connection.id(0), this.connection.id(1), this.connection.id(2))).doesNotHaveDuplicates()
			.allSatisfy((id) -> assertThat(Long.parseLong(id)).isBetween(0L, 4294967295L));
	}

	@Test
	void repliesFindTheirRequestsInAnyOrder() {
		CompletableFuture<AlinkReply> first = request();
		CompletableFuture<AlinkReply> second = request();
		this.connection.reply(1, "\"code\":200,\"data\":2");
		this.connection.reply(0, "\"code\":200,\"data\":1");
		assertThat(first).succeedsWithin(TIMEOUT).satisfies((reply) -> assertThat(reply.data().intValue()).isOne());
		assertThat(second).succeedsWithin(TIMEOUT)
			.satisfies((reply) -> assertThat(reply.data().intValue()).isEqualTo(2));
	}

	@Test
	void replyOnTheTopicOfAnotherRequestIsNone() {
		CompletableFuture<AlinkReply> reply = request();
		this.client.prepare("thing/deviceinfo/update");
		this.connection.deliver(this.connection.system("thing/deviceinfo/update_reply"),
				"{\"id\":\"" + this.connection.id(0) + "\",\"code\":200}");
		assertThat(reply).isNotDone();
		assertThat(this.client.status()).isEqualTo(new AlinkStatus(1, 1, 0));
	}

	@Test
	void f32RefusalTellsCodeAndRemedyEvenWithoutMessage() {
		CompletableFuture<AlinkReply> reply = request();
		this.connection.reply(0, "\"code\":\"460\"");
		AlinkException refused = failureOf(reply);
		assertThat(refused.getKind()).isEqualTo(AlinkException.Kind.REFUSED);
		assertThat(refused.getCode()).isEqualTo(AlinkCode.PARAMETER_ERROR);
		assertThat(refused.getReply()).isNotNull();
		assertThat(refused).hasMessageContainingAll(METHOD, "460", AlinkCode.PARAMETER_ERROR.remedy());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "null", "[]", "200", "{\"code\":200}", "{\"id\":\"1\"}", "{", "\u0000",
			"{\"id\":{},\"code\":200}", "{\"id\":\"1\",\"code\":\"ok\"}", "{\"id\":\"1\",\"code\":1e999999}" })
	void f32GarbageIsCountedAndHurtsNobody(String garbage) {
		CompletableFuture<AlinkReply> reply = request();
		this.connection.deliver(this.connection.system(POST + "_reply"), garbage);
		assertThat(this.client.status()).isEqualTo(new AlinkStatus(1, 0, 1));
		this.connection.reply(0, "\"code\":200");
		assertThat(reply).succeedsWithin(TIMEOUT);
	}

	@Test
	void endsWithoutAReplyInTime() {
		CompletableFuture<AlinkReply> reply = this.client.request(POST, METHOD, null, Duration.ofSeconds(1));
		AlinkException timedOut = failureOf(reply);
		assertThat(timedOut.getKind()).isEqualTo(AlinkException.Kind.TIMEOUT);
		assertThat(timedOut).hasMessageContaining("did not reply to " + METHOD + " within 1s");
		assertThat(timedOut.getCode()).isNull();
		this.connection.reply(0, "\"code\":200");
		assertThat(this.client.status()).as("the reply is late").isEqualTo(new AlinkStatus(0, 1, 0));
	}

	@Test
	void whatItsSenderHasGivenUpIsNotSentAnyMore() {
		this.connection.results = (message) -> new CompletableFuture<>();
		CompletableFuture<AlinkReply> reply = this.client.request(POST, METHOD, null, Duration.ofSeconds(2));
		assertThat(this.connection.published.get(0).timeToLive()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(2));
		assertThat(failureOf(reply)).hasMessageContaining("it is not sent any more");
	}

	@Test
	void messageThatExpiresInTheQueueEndsTheRequestAsATimeOut() {
		this.connection.results = (message) -> CompletableFuture
			.completedFuture(new PublishResult.Dropped(PublishResult.DropReason.EXPIRED));
		assertThat(failureOf(request()).getKind()).isEqualTo(AlinkException.Kind.TIMEOUT);
	}

	@Test
	void rejectionEndsTheRequestAtOnceWithTheRule() {
		this.connection.results = (message) -> CompletableFuture
			.completedFuture(new PublishResult.Rejected(PublishResult.RejectReason.QUEUE_FULL, "the queue is full"));
		AlinkException failure = failureOf(request());
		assertThat(failure.getKind()).isEqualTo(AlinkException.Kind.NOT_SENT);
		assertThat(failure).hasMessageContaining("the queue is full");
	}

	@Test
	void dropEndsTheRequestAtOnce() {
		this.connection.results = (message) -> CompletableFuture
			.completedFuture(new PublishResult.Dropped(PublishResult.DropReason.OVERFLOW));
		assertThat(failureOf(request()).getKind()).isEqualTo(AlinkException.Kind.NOT_SENT);
	}

	@Test
	void illegalTopicAndParametersThatAreNoJsonAreNotSent() {
		List<Object> endless = new ArrayList<>();
		endless.add(endless);
		assertThat(failureOf(this.client.request("illegal", METHOD, null))).hasMessageContaining("the rule");
		assertThat(failureOf(this.client.request(POST, METHOD, endless)).getKind())
			.isEqualTo(AlinkException.Kind.NOT_SENT);
		assertThatIllegalArgumentException().isThrownBy(() -> this.client.send(POST, METHOD, endless));
		assertThat(this.connection.published).isEmpty();
		assertThat(this.client.status().openRequests()).isZero();
	}

	@Test
	void holdsNoMoreRequestsOpenThanAllowed() {
		List<CompletableFuture<AlinkReply>> replies = List.of(request(), request(), request());
		assertThat(failureOf(request()).getKind()).isEqualTo(AlinkException.Kind.TOO_MANY);
		assertThat(this.connection.published).hasSize(3);
		replies.get(0).cancel(true);
		CompletableFuture<AlinkReply> next = request();
		assertThat(next).as("cancelling made room").isNotDone();
		this.connection.reply(1, "\"code\":200");
		assertThat(replies.get(1)).succeedsWithin(TIMEOUT);
		await().untilAsserted(() -> assertThat(request()).as("a reply made room").isNotCompletedExceptionally());
	}

	@Test
	void subscribesToRepliesOnceAndSendsNothingBeforeThePlatformKnows() {
		this.connection.settled = new CompletableFuture<>();
		request();
		request();
		assertThat(this.connection.subscribed).containsExactly(this.connection.system(POST + "_reply"));
		assertThat(this.connection.published).isEmpty();
		this.connection.settled.complete(null);
		await().until(() -> this.connection.published.size() == 2);
	}

	@Test
	void keepsTheOrderOfRequestsThatWaitForTheSubscription() {
		try (AlinkClient roomy = new AlinkClient(this.connection, new AlinkSettings(TIMEOUT, 100))) {
			this.connection.settled = new CompletableFuture<>();
			List<Integer> sent = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				roomy.request(POST, METHOD, i);
				sent.add(i);
			}
			this.connection.settled.complete(null);
			await().until(() -> this.connection.published.size() == 50);
			assertThat(sent.stream().map((i) -> this.connection.json(i).path("params").intValue()))
				.containsExactlyElementsOf(sent);
		}
	}

	@Test
	void whatIsPreparedNeedNotWait() {
		this.client.prepare(POST);
		this.connection.settled = new CompletableFuture<>();
		request();
		assertThat(this.connection.published).hasSize(1);
	}

	@Test
	void completesOnThreadsOfItsOwn() {
		CompletableFuture<String> thread = new CompletableFuture<>();
		CompletableFuture<String> failed = new CompletableFuture<>();
		request().thenRun(() -> thread.complete(Thread.currentThread().getName()));
		request().whenComplete((reply, failure) -> failed.complete(Thread.currentThread().getName()));
		this.connection.reply(0, "\"code\":200");
		this.connection.reply(1, "\"code\":500");
		assertThat(thread).succeedsWithin(TIMEOUT).isEqualTo("linkkit-alink-" + DEVICE);
		assertThat(failed).succeedsWithin(TIMEOUT).isEqualTo("linkkit-alink-" + DEVICE);
	}

	@Test
	void stageThatBlocksOrThrowsHoldsUpNobodyElse() throws Exception {
		CountDownLatch released = new CountDownLatch(1);
		CompletableFuture<AlinkReply> blocked = request();
		CompletableFuture<Void> blocking = blocked.thenAccept((reply) -> await().until(() -> released.getCount() == 0));
		CompletableFuture<AlinkReply> throwing = request();
		throwing.thenAccept((reply) -> {
			throw new IllegalStateException("on purpose");
		});
		this.connection.reply(0, "\"code\":200");
		this.connection.reply(1, "\"code\":200");
		assertThat(throwing).succeedsWithin(TIMEOUT);
		CompletableFuture<AlinkReply> after = this.client.request(POST, METHOD, null, Duration.ofMillis(30));
		assertThat(failureOf(after).getKind()).isEqualTo(AlinkException.Kind.TIMEOUT);
		assertThat(blocking).isNotDone();
		released.countDown();
		assertThat(blocking).succeedsWithin(TIMEOUT);
	}

	@Test
	void stageMayWaitForAnotherRequest() {
		CompletableFuture<AlinkReply> both = request().thenApply((reply) -> request().join());
		this.connection.reply(0, "\"code\":200");
		await().until(() -> this.connection.published.size() == 2);
		this.connection.reply(1, "\"code\":200");
		assertThat(both).succeedsWithin(TIMEOUT);
	}

	@Test
	void sendsWithoutAskingForAReply() throws Exception {
		CompletableFuture<PublishResult> result = this.client.send(POST, METHOD, List.of());
		assertThat(result).isCompletedWithValue(new PublishResult.Acknowledged());
		JSONAssert.assertEquals("""
				{"version": "1.0", "sys": {"ack": 0}, "params": [], "method": "thing.event.property.post"}
				""", this.connection.json(0).toString(), false);
		assertThat(this.connection.published.get(0).timeToLive()).isNull();
		assertThat(this.connection.subscribed).isEmpty();
		assertThat(this.client.status().openRequests()).isZero();
	}

	@Test
	void closingEndsEveryRequest() {
		CompletableFuture<AlinkReply> open = request();
		this.client.close();
		assertThat(failureOf(open).getKind()).isEqualTo(AlinkException.Kind.CLOSED);
		assertThat(failureOf(request()).getKind()).isEqualTo(AlinkException.Kind.CLOSED);
		assertThat(this.connection.isHeard(this.connection.system(POST + "_reply"))).isFalse();
	}

	@Test
	void closedConnectionEndsRequestsAsClosed() {
		for (PublishResult result : List.of(new PublishResult.Kept(),
				new PublishResult.Dropped(PublishResult.DropReason.CLOSED),
				new PublishResult.Rejected(PublishResult.RejectReason.CLOSED, "closed"))) {
			this.connection.results = (message) -> CompletableFuture.completedFuture(result);
			assertThat(failureOf(request()).getKind()).isEqualTo(AlinkException.Kind.CLOSED);
			await().until(() -> this.client.status().openRequests() == 0);
		}
	}

}
