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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import io.linkkit.messaging.LinkKitTemplate;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.messaging.observation.LinkKitObservations;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ListenerObservation}, by listeners as applications have them.
 */
class ListenerObservationTests {

	private static final String PROCESS = "linkkit.message.process";

	private static final String PUBLISH = "linkkit.message.publish";

	private static final String USER = "/a1B2c3D4e5F/sensor_01/user/";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final LinkKitObservations observations = new LinkKitObservations(this.registry, null, null);

	private final RecordingConnection connection = new RecordingConnection();

	private final Listeners bean = new Listeners();

	private final AtomicReference<@Nullable Observation> seenByErrorHandler = new AtomicReference<>();

	private @Nullable LinkKitListenerContainer container;

	@AfterEach
	void stop() {
		if (this.container != null) {
			this.container.stop();
		}
	}

	private LinkKitListenerContainerFactory factory() {
		PayloadConverter converter = new PayloadConverter(List.of(), JsonMapper::shared);
		LinkKitMessageHandlerMethodFactory methods = new LinkKitMessageHandlerMethodFactory(converter, null);
		methods.afterPropertiesSet();
		return new LinkKitListenerContainerFactory(this.connection.get(),
				new LinkKitTemplate(this.connection.get(), converter, 1, this.observations), methods,
				ListenerSettings.defaults(), this.observations);
	}

	private void listen(String method, @Nullable String replyTopic) {
		ListenerOptions options = new ListenerOptions(null, null,
				(message, failure) -> this.seenByErrorHandler.set(this.registry.getCurrentObservation()));
		this.container = factory().create(new ListenerEndpoint("orders", this.bean, find(method),
				List.of(USER + "get/+"), 1, replyTopic, options));
		this.container.start();
	}

	private static Method find(String name) {
		Method method = ReflectionUtils.findMethod(Listeners.class, name, String.class);
		assertThat(method).isNotNull();
		return method;
	}

	private CompletableFuture<?> deliver(String text) {
		return this.connection.deliver(USER + "get/+", USER + "get/1", text)
			.toCompletableFuture()
			.handle((result, failure) -> "done");
	}

	@Test
	void itTellsWhatIsDocumented() {
		listen("on", null);
		deliver("four").join();
		assertThat(this.registry).hasObservationWithNameEqualTo(PROCESS)
			.that()
			.hasBeenStopped()
			.doesNotHaveError()
			.hasContextualNameEqualTo("process /${productKey}/${deviceName}/user/get/+")
			.hasLowCardinalityKeyValue("messaging.system", "mqtt")
			.hasLowCardinalityKeyValue("messaging.operation", "process")
			.hasLowCardinalityKeyValue("messaging.destination.template", "/${productKey}/${deviceName}/user/get/+")
			.hasLowCardinalityKeyValue("listener.id", "orders")
			.hasLowCardinalityKeyValue("product.key", "a1B2c3D4e5F")
			.hasLowCardinalityKeyValue("device.name", "sensor_01")
			.hasLowCardinalityKeyValue("qos", "1")
			.hasLowCardinalityKeyValue("outcome", "handled")
			.hasHighCardinalityKeyValue("messaging.destination.name", USER + "get/1")
			.hasHighCardinalityKeyValue("messaging.message.body.size", "4")
			.hasKeyValuesCount(10);
	}

	@Test
	void theMethodRunsInScope() {
		listen("on", null);
		deliver("x").join();
		assertThat(this.bean.seen).isNotNull();
		assertThat(this.bean.seen.getContext().getName()).isEqualTo(PROCESS);
	}

	@Test
	void aFailureIsAnErrorAndItsHandlerRunsInScope() {
		listen("fail", null);
		deliver("x").join();
		assertThat(this.registry).hasObservationWithNameEqualTo(PROCESS)
			.that()
			.hasBeenStopped()
			.hasError(this.bean.failure)
			.hasLowCardinalityKeyValue("outcome", "failed");
		assertThat(this.seenByErrorHandler.get()).isNotNull();
	}

	@Test
	void whatCompletesLaterIsObservedUntilThen() {
		listen("later", null);
		CompletableFuture<?> done = deliver("x");
		this.bean.called.join();
		assertThat(this.registry).hasObservationWithNameEqualTo(PROCESS).that().isNotStopped();
		this.bean.later.completeExceptionally(this.bean.failure);
		done.join();
		assertThat(this.registry).hasObservationWithNameEqualTo(PROCESS)
			.that()
			.hasBeenStopped()
			.hasError(this.bean.failure);
		assertThat(this.seenByErrorHandler.get()).isNotNull();
		assertThat(this.registry).doesNotHaveAnyRemainingCurrentObservation();
	}

	@Test
	void aReplyIsAChildAlsoOfWhatCompletesLater() {
		listen("later", USER + "update");
		CompletableFuture<?> done = deliver("x");
		this.bean.called.join();
		this.bean.later.complete("reply");
		done.join();
		assertThat(this.registry).hasObservationWithNameEqualTo(PUBLISH)
			.that()
			.hasParentObservationContextMatching((parent) -> PROCESS.equals(parent.getName()));
		assertThat(this.registry).hasObservationWithNameEqualTo(PROCESS).that().hasBeenStopped();
	}

	@Test
	void anAnswerByRrpcIsAChild() {
		this.container = factory()
			.create(new RrpcEndpoint("answers", this.bean, find("answer"), null, ListenerOptions.DEFAULTS));
		this.container.start();
		String topic = "/sys/a1B2c3D4e5F/sensor_01/rrpc/request/";
		this.connection.deliver(topic + "+", topic + "42", "x").toCompletableFuture().join();
		assertThat(this.registry).hasObservationWithNameEqualTo(PROCESS)
			.that()
			.hasLowCardinalityKeyValue("messaging.destination.template",
					"/sys/${productKey}/${deviceName}/rrpc/request/+")
			.hasLowCardinalityKeyValue("outcome", "handled");
		assertThat(this.registry).hasObservationWithNameEqualTo(PUBLISH)
			.that()
			.hasParentObservationContextMatching((parent) -> PROCESS.equals(parent.getName()));
	}

	/**
	 * Methods that listen.
	 */
	class Listeners {

		private final IllegalStateException failure = new IllegalStateException("on purpose");

		private final CompletableFuture<Void> called = new CompletableFuture<>();

		private final CompletableFuture<String> later = new CompletableFuture<>();

		private volatile @Nullable Observation seen;

		void on(String payload) {
			this.seen = ListenerObservationTests.this.registry.getCurrentObservation();
		}

		void fail(String payload) {
			throw this.failure;
		}

		CompletionStage<String> later(String payload) {
			this.called.complete(null);
			return this.later;
		}

		String answer(String payload) {
			return "pong";
		}

	}

}
