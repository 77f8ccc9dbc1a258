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

package io.linkkit.messaging.listener;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.LinkKitTemplate;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.mqtt.InboundMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RrpcListener} in virtual time.
 */
@ExtendWith(OutputCaptureExtension.class)
class RrpcListenerTests {

	private static final String SYSTEM = "/sys/a1B2c3D4e5F/sensor_01/rrpc/request/42";

	private final RecordingConnection connection = new RecordingConnection();

	private final AtomicLong now = new AtomicLong();

	private final Handler handler = new Handler();

	private final RrpcListener listener = new RrpcListener(new ListenerMethod(invocable()),
			new LinkKitTemplate(this.connection.get()), this.now::get);

	private InvocableHandlerMethod invocable() {
		LinkKitMessageHandlerMethodFactory factory = new LinkKitMessageHandlerMethodFactory(
				new PayloadConverter(List.of(), JsonMapper::shared), null);
		factory.afterPropertiesSet();
		Method method = ReflectionUtils.findMethod(Handler.class, "answer", String.class);
		return factory.createInvocableHandlerMethod(this.handler, method);
	}

	private CompletionStage<?> ask(String topic, String question) {
		return this.listener.onMessage(new Reception(
				new InboundMessage(topic, question.getBytes(StandardCharsets.UTF_8), 0, false, 0), Instant.EPOCH, 0));
	}

	@Test
	void answersTheSystemsRequestsOnTheTopicForAnswers() {
		ask(SYSTEM, "ping");
		this.handler.answer.complete("pong");
		assertThat(this.connection.texts()).containsExactly("/sys/a1B2c3D4e5F/sensor_01/rrpc/response/42 pong");
		assertThat(this.connection.published.get(0).qos()).isZero();
		assertThat(this.listener.status()).isEqualTo(new RrpcStatus(1, 0, 0));
	}

	@Test
	void answersOtherRequestsOnTheSameTopic() {
		String topic = "/ext/rrpc/42/a1B2c3D4e5F/sensor_01/user/rrpc/request/x";
		ask(topic, "ping");
		this.handler.answer.complete("pong");
		assertThat(this.connection.texts()).containsExactly(topic + " pong");
	}

	@Test
	void answersNothingByNothing() {
		ask(SYSTEM, "ping");
		this.handler.answer.complete(null);
		assertThat(this.connection.published.get(0).payload()).isEmpty();
	}

	@Test
	void anAnswerMayWaitOnlyAsLongAsTheCallerDoes() {
		ask(SYSTEM, "ping");
		this.now.set(Duration.ofSeconds(3).toNanos());
		this.handler.answer.complete("pong");
		assertThat(this.connection.published.get(0).timeToLive()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void doesNotSendALateAnswerAndWarnsOnce(CapturedOutput output) {
		ask(SYSTEM, "ping");
		ask(SYSTEM, "ping");
		this.now.set(Duration.ofSeconds(8).toNanos());
		this.handler.answer.complete("pong");
		assertThat(this.connection.published).isEmpty();
		assertThat(this.listener.status()).isEqualTo(new RrpcStatus(0, 2, 0));
		assertThat(output).containsOnlyOnce("WARN").contains(Handler.class.getName() + ".answer(String)");
	}

	@Test
	void doesNotHandleWhatNobodyWaitsForAnyMore() {
		this.now.set(Duration.ofSeconds(8).toNanos());
		assertThat(ask(SYSTEM, "ping").toCompletableFuture()).isCompleted();
		assertThat(this.handler.calls).hasValue(0);
		assertThat(this.listener.status()).isEqualTo(new RrpcStatus(0, 1, 0));
	}

	@Test
	void countsAnAnswerThatWaitedTooLongInTheQueue() {
		this.connection.result = new PublishResult.Dropped(PublishResult.DropReason.EXPIRED);
		ask(SYSTEM, "ping");
		this.handler.answer.complete("pong");
		assertThat(this.listener.status()).isEqualTo(new RrpcStatus(0, 1, 0));
	}

	@Test
	void countsAnAnswerThatCannotBePublished() {
		this.connection.result = new PublishResult.Dropped(PublishResult.DropReason.CONNECTION_LOST);
		ask(SYSTEM, "ping");
		this.handler.answer.complete("pong");
		assertThat(this.listener.status()).isEqualTo(new RrpcStatus(0, 0, 1));
	}

	@Test
	void doesNotAnswerWhenTheHandlerFails() {
		CompletionStage<?> asked = ask(SYSTEM, "ping");
		this.handler.answer.completeExceptionally(new IllegalStateException("on purpose"));
		assertThat(asked.toCompletableFuture()).isCompletedExceptionally();
		assertThat(this.connection.published).isEmpty();
		assertThat(this.listener.status()).isEqualTo(new RrpcStatus(0, 0, 1));
	}

	static class Handler {

		private final CompletableFuture<@Nullable String> answer = new CompletableFuture<>();

		private final AtomicInteger calls = new AtomicInteger();

		CompletableFuture<@Nullable String> answer(String question) {
			this.calls.incrementAndGet();
			return this.answer;
		}

	}

}
