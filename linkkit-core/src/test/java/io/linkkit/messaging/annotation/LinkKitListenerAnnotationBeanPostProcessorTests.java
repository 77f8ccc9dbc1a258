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

package io.linkkit.messaging.annotation;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

import io.linkkit.messaging.LinkKitHeaders;
import io.linkkit.messaging.LinkKitTemplate;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.messaging.listener.InvalidListenerException;
import io.linkkit.messaging.listener.LinkKitListenerContainer;
import io.linkkit.messaging.listener.LinkKitListenerContainerFactory;
import io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry;
import io.linkkit.messaging.listener.LinkKitListenerErrorHandler;
import io.linkkit.messaging.listener.LinkKitMessageHandlerMethodFactory;
import io.linkkit.messaging.listener.ListenerSettings;
import io.linkkit.messaging.listener.RecordingConnection;
import io.linkkit.mqtt.InboundMessage;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LinkKitListenerAnnotationBeanPostProcessor}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LinkKitListenerAnnotationBeanPostProcessorTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final String USER = "/a1B2c3D4e5F/sensor_01/user/";

	private final RecordingConnection connection = new RecordingConnection();

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	@AfterEach
	void close() {
		this.context.close();
	}

	private <T> T start(Class<T> type, Supplier<T> bean, Class<?>... more) {
		this.context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("place", "indoor")));
		this.context.registerBean(RecordingConnection.class, () -> this.connection);
		this.context.registerBean("bean", type, bean);
		this.context.register(Listening.class);
		if (more.length > 0) {
			this.context.register(more);
		}
		this.context.refresh();
		return this.context.getBean("bean", type);
	}

	private LinkKitListenerEndpointRegistry registry() {
		return this.context.getBean(LinkKitListenerEndpointRegistry.class);
	}

	private CompletionStage<?> deliver(String name, String payload) {
		return this.connection.deliver(USER + name, USER + name, payload);
	}

	private static void awaitDone(CompletionStage<?> stage) {
		stage.toCompletableFuture().handle((result, failure) -> "done").join();
	}

	@Test
	void methodsTakeWhatTheyAskFor() {
		Arguments bean = start(Arguments.class, Arguments::new);
		List.of("bytes", "text", "json", "headers", "message", "inbound")
			.forEach((name) -> awaitDone(deliver(name, "{\"degrees\":21}")));
		assertThat(bean.heard).containsExactly("bytes {\"degrees\":21}", "text {\"degrees\":21}", "json 21",
				"headers " + USER + "headers 1 false", "message 21 " + USER + "message",
				"inbound " + USER + "inbound {\"degrees\":21} 7");
	}

	@Test
	void oneMethodMayListenSeveralTimes() {
		Repeated bean = start(Repeated.class, Repeated::new);
		assertThat(registry().getListenerContainers()).extracting(LinkKitListenerContainer::getId)
			.containsExactlyInAnyOrder("first", "bean.on", "bean.on#2");
		List.of("a", "b", "c", "d").forEach((name) -> awaitDone(deliver(name, name)));
		assertThat(bean.heard).containsExactly("a", "b", "c", "d");
	}

	@Test
	void textsMayHoldPlaceholdersAndExpressions() {
		start(Placeholders.class, Placeholders::new);
		assertThat(this.connection.handlers).containsOnlyKeys(USER + "indoor", USER + "sum3");
	}

	@Test
	void returnValuesArePublished() {
		start(Replying.class, Replying::new);
		awaitDone(deliver("now", "x"));
		awaitDone(deliver("later", "y"));
		awaitDone(deliver("nothing", "z"));
		assertThat(this.connection.texts()).containsExactly(USER + "reply {\"degrees\":1}", USER + "reply later y");
	}

	@Test
	void methodsOfProxiesAreCalledThroughTheProxy() {
		List<String> intercepted = new CopyOnWriteArrayList<>();
		this.context.registerBean("counted", Repeated.class, () -> {
			ProxyFactory factory = new ProxyFactory(new Repeated());
			factory.setProxyTargetClass(true);
			factory.addAdvice((MethodInterceptor) (call) -> {
				intercepted.add(call.getMethod().getName());
				return call.proceed();
			});
			return (Repeated) factory.getProxy();
		});
		start(Object.class, Object::new);
		awaitDone(deliver("a", "a"));
		assertThat(intercepted).contains("on");
	}

	@Test
	void failuresAreLoggedWithoutPayload(CapturedOutput output) {
		start(Failing.class, Failing::new);
		assertThat(deliver("json", "{\"degrees\": SECRET}").toCompletableFuture()).failsWithin(TIMEOUT);
		awaitDone(deliver("valid", "{\"degrees\": 666}"));
		awaitDone(deliver("throwing", "SECRET"));
		assertThat(output).contains("bean.onJson")
			.contains("line 1, column")
			.contains("degrees breaks too-hot")
			.contains("IllegalStateException: on purpose")
			.doesNotContain("SECRET")
			.doesNotContain("666");
	}

	@Test
	void theErrorHandlerIsTold(CapturedOutput output) {
		start(Handled.class, Handled::new, ErrorHandling.class);
		awaitDone(deliver("handled", "x"));
		assertThat(this.context.getBean(ErrorHandling.class).heard)
			.containsExactly("bean.on " + USER + "handled on purpose");
		assertThat(output).doesNotContain("on purpose");
	}

	@Test
	void listenersMayBeStoppedAndStartedAtRunTime() {
		Repeated bean = start(Repeated.class, Repeated::new);
		LinkKitListenerContainer container = registry().getListenerContainer("first");
		container.stop();
		container.stop();
		assertThat(this.connection.unsubscribed).containsExactly(USER + "a", USER + "b");
		assertThat(deliver("a", "refused").toCompletableFuture()).failsWithin(TIMEOUT)
			.withThrowableThat()
			.withCauseInstanceOf(RejectedExecutionException.class);
		container.start();
		awaitDone(deliver("a", "taken"));
		assertThat(bean.heard).containsExactly("taken");
	}

	@Test
	void listenersStaySubscribedWhenTheApplicationStops() {
		start(Repeated.class, Repeated::new);
		this.context.stop();
		assertThat(this.connection.unsubscribed).isEmpty();
		assertThat(registry().getListenerContainers()).noneMatch(LinkKitListenerContainer::isRunning);
		assertThat(deliver("a", "refused").toCompletableFuture()).isCompletedExceptionally();
		this.context.start();
		awaitDone(deliver("a", "taken"));
		assertThat(this.context.getBean(Repeated.class).heard).containsExactly("taken");
	}

	@Test
	void listenersThatAreNotToStartDoNot() {
		start(Waiting.class, Waiting::new);
		assertThat(this.connection.handlers).isEmpty();
		registry().getListenerContainer("waiting").start();
		assertThat(this.connection.handlers).containsOnlyKeys(USER + "waiting");
	}

	@Test
	void listenersOfBeansThatComeLaterStartAtOnce() {
		start(Object.class, Object::new);
		this.context.registerBean("late", Repeated.class, Repeated::new);
		this.context.getBean("late");
		assertThat(this.connection.handlers).containsKey(USER + "a");
	}

	@Test
	void requestsAreAnswered() {
		start(Answering.class, Answering::new);
		String system = "/sys/a1B2c3D4e5F/sensor_01/rrpc/request/";
		String custom = "/ext/rrpc/+" + USER + "ask";
		awaitDone(this.connection.deliver(system + "+", system + "1", "ping"));
		awaitDone(this.connection.deliver(custom, "/ext/rrpc/2" + USER + "ask", "ping"));
		assertThat(this.connection.texts()).containsExactly("/sys/a1B2c3D4e5F/sensor_01/rrpc/response/1 system ping",
				"/ext/rrpc/2" + USER + "ask custom ping");
		assertThat(registry().rrpc().answered()).isEqualTo(2);
	}

	@Test
	void wrongAnnotationsFailAtStart() {
		assertInvalid(new Object() {

			@LinkKitListener
			void on() {
			}

		}, "on()", "at least one topic");
		assertInvalid(new Object() {

			@LinkKitListener("/a/#/b")
			void on() {
			}

		}, "on()", "'/a/#/b' is not legal: the wildcard # must come last");
		assertInvalid(new Object() {

			@LinkKitListener("/a/${nobody.knows}")
			void on() {
			}

		}, "on()", "${nobody.knows}");
		assertInvalid(new Object() {

			@LinkKitListener(topics = "/a", qos = 2)
			void on() {
			}

		}, "on()", "must be 0 or 1");
		assertInvalid(new Object() {

			@LinkKitListener(topics = "/a", replyTopic = "/b")
			void on() {
			}

		}, "on()", "it must return what is to be published to '/b'");
		assertInvalid(new Object() {

			@LinkKitListener(topics = "/a", replyTopic = "/b/+")
			String on() {
				return "";
			}

		}, "on()", "'/b/+' is not legal");
		assertInvalid(new Object() {

			@LinkKitListener("/a")
			String on(String payload) {
				return payload;
			}

		}, "on(String)", "must name a reply topic");
		assertInvalid(new Object() {

			@LinkKitListener(topics = "/a", concurrency = "0")
			void on() {
			}

		}, "on()", "concurrency '0'");
		assertInvalid(new Object() {

			@LinkKitListener(topics = "/a", errorHandler = "nobody")
			void on() {
			}

		}, "on()", "error handler 'nobody'");
		assertInvalid(new Object() {

			@LinkKitRrpcHandler
			void on() {
			}

		}, "on()", "must return the answer");
		assertInvalid(new Object() {

			@LinkKitRrpcHandler(topic = "/ext/rrpc/+/a")
			String on() {
				return "";
			}

		}, "on()", "without /ext/rrpc/{id}");
	}

	private static void assertInvalid(Object bean, String method, String rule) {
		try (AnnotationConfigApplicationContext invalid = new AnnotationConfigApplicationContext()) {
			invalid.registerBean(RecordingConnection.class);
			invalid.registerBean("bean", Object.class, () -> bean);
			invalid.register(Listening.class);
			assertThatExceptionOfType(InvalidListenerException.class).isThrownBy(invalid::refresh)
				.withMessageStartingWith("Method " + bean.getClass().getName() + "." + method)
				.withMessageContaining(rule);
		}
	}

	@Test
	void idsAndAnswersMustBeUnique() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> start(AnsweringTwice.class, AnsweringTwice::new))
			.withMessageContaining("first()")
			.withMessageContaining("second()");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableLinkKitListeners
	static class Listening {

		@Bean
		LinkKitMessageHandlerMethodFactory methods() {
			return new LinkKitMessageHandlerMethodFactory(new PayloadConverter(List.of(), JsonMapper::shared),
					new ReadingValidator());
		}

		@Bean
		LinkKitListenerContainerFactory containers(RecordingConnection connection,
				LinkKitMessageHandlerMethodFactory methods) {
			return new LinkKitListenerContainerFactory(connection.get(), new LinkKitTemplate(connection.get()), methods,
					ListenerSettings.defaults());
		}

	}

	record Reading(int degrees) {

	}

	static class ReadingValidator implements Validator {

		@Override
		public boolean supports(Class<?> type) {
			return type == Reading.class;
		}

		@Override
		public void validate(Object target, Errors errors) {
			if (((Reading) target).degrees() > 100) {
				errors.rejectValue("degrees", "too-hot");
			}
		}

	}

	static class Arguments {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@LinkKitListener("/${productKey}/${deviceName}/user/bytes")
		void onBytes(byte[] payload) {
			this.heard.add("bytes " + new String(payload));
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/text")
		void onText(String payload) {
			this.heard.add("text " + payload);
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/json")
		void onJson(@Payload Reading payload) {
			this.heard.add("json " + payload.degrees());
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/headers")
		void onHeaders(@Header(MqttHeaders.RECEIVED_TOPIC) String topic, @Header(MqttHeaders.RECEIVED_QOS) int qos,
				@Header(MqttHeaders.DUPLICATE) boolean duplicate, @Header(LinkKitHeaders.RECEIVED_TIME) Instant time) {
			assertThat(time).isBeforeOrEqualTo(Instant.now());
			this.heard.add("headers " + topic + " " + qos + " " + duplicate);
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/message")
		void onMessage(Message<Reading> message) {
			this.heard.add("message " + message.getPayload().degrees() + " "
					+ message.getHeaders().get(MqttHeaders.RECEIVED_TOPIC));
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/inbound")
		void onInbound(InboundMessage message) {
			this.heard
				.add("inbound " + message.topic() + " " + new String(message.payload()) + " " + message.packetId());
		}

	}

	static class Repeated {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@LinkKitListener(id = "first",
				topics = { "/${productKey}/${deviceName}/user/a", "/${productKey}/${deviceName}/user/b" })
		@LinkKitListener("/${productKey}/${deviceName}/user/c")
		@Own("/${productKey}/${deviceName}/user/d")
		void on(String payload) {
			this.heard.add(payload);
		}

	}

	@LinkKitListener(qos = 0)
	@Retention(RetentionPolicy.RUNTIME)
	@interface Own {

		@AliasFor(annotation = LinkKitListener.class, attribute = "topics")
		String[] value();

	}

	static class Placeholders {

		@LinkKitListener({ "/${productKey}/${deviceName}/user/${place}",
				"/${productKey}/${deviceName}/user/sum#{1 + 2}" })
		void on(String payload) {
		}

	}

	static class Replying {

		@LinkKitListener(topics = "/${productKey}/${deviceName}/user/now",
				replyTopic = "/${productKey}/${deviceName}/user/reply")
		Reading now(String payload) {
			return new Reading(payload.length());
		}

		@LinkKitListener(topics = "/${productKey}/${deviceName}/user/later",
				replyTopic = "/${productKey}/${deviceName}/user/reply")
		CompletableFuture<String> later(String payload) {
			return CompletableFuture.supplyAsync(() -> "later " + payload);
		}

		@LinkKitListener(topics = "/${productKey}/${deviceName}/user/nothing",
				replyTopic = "/${productKey}/${deviceName}/user/reply")
		String nothing(String payload) {
			return null;
		}

	}

	static class Failing {

		@LinkKitListener("/${productKey}/${deviceName}/user/json")
		void onJson(Reading payload) {
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/valid")
		void onValid(@Validated Reading payload) {
		}

		@LinkKitListener("/${productKey}/${deviceName}/user/throwing")
		void onThrowing(String payload) {
			throw new IllegalStateException("on purpose");
		}

	}

	static class Handled {

		@LinkKitListener(topics = "/${productKey}/${deviceName}/user/handled", errorHandler = "errors")
		void on(String payload) {
			throw new IllegalStateException("on purpose");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ErrorHandling {

		private final List<String> heard = new ArrayList<>();

		@Bean
		LinkKitListenerErrorHandler errors() {
			return (message, failure) -> this.heard
				.add(failure.getListenerId() + " " + message.topic() + " " + failure.getCause().getMessage());
		}

	}

	static class Waiting {

		@LinkKitListener(id = "waiting", topics = "/${productKey}/${deviceName}/user/waiting", autoStartup = "false")
		void on(String payload) {
		}

	}

	static class Answering {

		@LinkKitRrpcHandler
		String system(String question) {
			return "system " + question;
		}

		@LinkKitRrpcHandler(topic = "/${productKey}/${deviceName}/user/ask")
		CompletableFuture<String> custom(String question) {
			return CompletableFuture.completedFuture("custom " + question);
		}

	}

	static class AnsweringTwice {

		@LinkKitRrpcHandler
		String first() {
			return "first";
		}

		@LinkKitRrpcHandler
		String second() {
			return "second";
		}

	}

}
