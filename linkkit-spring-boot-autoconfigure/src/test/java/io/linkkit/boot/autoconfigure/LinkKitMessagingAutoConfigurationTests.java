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

package io.linkkit.boot.autoconfigure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.LinkKitOperations;
import io.linkkit.messaging.LinkKitTemplate;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.messaging.annotation.EnableLinkKitListeners;
import io.linkkit.messaging.annotation.LinkKitListener;
import io.linkkit.messaging.annotation.LinkKitListenerAnnotationBeanPostProcessor;
import io.linkkit.messaging.listener.InvalidListenerException;
import io.linkkit.messaging.listener.LinkKitListenerContainer;
import io.linkkit.messaging.listener.LinkKitListenerContainerFactory;
import io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry;
import io.linkkit.messaging.listener.ListenerSettings;
import io.linkkit.messaging.observation.DefaultLinkKitProcessObservationConvention;
import io.linkkit.messaging.observation.DefaultLinkKitPublishObservationConvention;
import io.linkkit.messaging.observation.LinkKitObservations;
import io.linkkit.messaging.observation.LinkKitProcessObservationConvention;
import io.linkkit.messaging.observation.LinkKitPublishObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.support.GenericMessage;
import org.springframework.util.MimeTypeUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LinkKitMessagingAutoConfiguration}.
 */
class LinkKitMessagingAutoConfigurationTests {

	private static final String FLOW_CONVERTER = "integrationArgumentResolverMessageConverter";

	private final ApplicationContextRunner withoutDevice = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, LinkKitAutoConfiguration.class,
				LinkKitMessagingAutoConfiguration.class))
		.withBean(StubSessionFactory.class);

	private final ApplicationContextRunner contextRunner = this.withoutDevice.withPropertyValues(
			"linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
			"linkkit.device-secret=0123456789abcdef0123456789ABCDEF");

	@Test
	void isInertWithoutADevice() {
		this.withoutDevice.withBean(Listening.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LinkKitOperations.class)
				.doesNotHaveBean(LinkKitListenerEndpointRegistry.class));
	}

	@Test
	void isInertWithoutTheCore() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.linkkit.messaging"))
			.run((context) -> assertThat(context).doesNotHaveBean("linkKitTemplate"));
	}

	@Test
	void providesWhatAnApplicationPublishesAndListensWith() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(LinkKitTemplate.class)
			.hasSingleBean(PayloadConverter.class)
			.hasSingleBean(LinkKitListenerContainerFactory.class)
			.hasSingleBean(LinkKitListenerEndpointRegistry.class)
			.hasSingleBean(LinkKitListenerAnnotationBeanPostProcessor.class));
	}

	@Test
	void backsOff() {
		this.contextRunner.withBean(LinkKitOperations.class, () -> mock())
			.withBean(ListenerSettings.class, ListenerSettings::defaults)
			.withUserConfiguration(Enabling.class)
			.run((context) -> assertThat(context).hasSingleBean(LinkKitOperations.class)
				.doesNotHaveBean(LinkKitTemplate.class)
				.hasSingleBean(ListenerSettings.class)
				.hasSingleBean(LinkKitListenerEndpointRegistry.class));
	}

	@Test
	void doesNotLoadWhatConvertsForMethodsOfAFlowUnlessThereAreSome() {
		this.contextRunner.withUserConfiguration(Integration.class).run((context) -> {
			ConfigurableListableBeanFactory beans = context.getBeanFactory();
			assertThat(beans.containsBeanDefinition(FLOW_CONVERTER)).isTrue();
			assertThat(beans.containsSingleton(FLOW_CONVERTER)).isFalse();
		});
	}

	@Test
	void methodsOfAFlowGetWhatTheyAskFor() {
		this.contextRunner.withUserConfiguration(Integration.class).withBean(Flow.class).run((context) -> {
			context.getBean("readings", MessageChannel.class)
				.send(new GenericMessage<>("{\"roomDegrees\":21}".getBytes(StandardCharsets.UTF_8),
						Map.of(MessageHeaders.CONTENT_TYPE, MimeTypeUtils.APPLICATION_JSON)));
			assertThat(context.getBean(Flow.class).taken).containsExactly(new Reading(21));
		});
	}

	@Test
	void observesNothingWithoutAnObservationRegistry() {
		this.contextRunner.run((context) -> assertThat(context.getBean(LinkKitObservations.class).isNoop()).isTrue());
	}

	@Test
	void observesByTheRegistryAndTheConventionsOfTheApplication() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		LinkKitPublishObservationConvention publish = new DefaultLinkKitPublishObservationConvention();
		LinkKitProcessObservationConvention process = new DefaultLinkKitProcessObservationConvention();
		this.contextRunner.withBean(ObservationRegistry.class, () -> registry)
			.withBean(LinkKitPublishObservationConvention.class, () -> publish)
			.withBean(LinkKitProcessObservationConvention.class, () -> process)
			.run((context) -> {
				assertThat(context.getBean(LinkKitObservations.class))
					.isEqualTo(new LinkKitObservations(registry, publish, process));
				context.getBean(LinkKitOperations.class).publish("/${productKey}/${deviceName}/user/update", "x");
				assertThat(registry).hasObservationWithNameEqualTo("linkkit.message.publish");
			});
	}

	@Test
	void takesItsSettings() {
		this.contextRunner
			.withPropertyValues("linkkit.listener.concurrency=4", "linkkit.listener.queue-capacity=50",
					"linkkit.listener.auto-startup=false", "linkkit.listener.shutdown-timeout=3")
			.run((context) -> assertThat(context.getBean(ListenerSettings.class))
				.isEqualTo(new ListenerSettings(4, 50, false, false, Duration.ofSeconds(3))));
	}

	@Test
	void settingsHaveDefaults() {
		this.contextRunner.run((context) -> assertThat(context.getBean(ListenerSettings.class))
			.isEqualTo(ListenerSettings.defaults()));
	}

	@Test
	void listenersRunOnVirtualThreadsIfTheApplicationDoes() {
		this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context.getBean(ListenerSettings.class).virtualThreads())
				.isEqualTo(Runtime.version().feature() >= 21));
	}

	@Test
	void refusesSettingsThatCannotBe() {
		assertRefused("linkkit.template.qos=2", "template.qos");
		assertRefused("linkkit.listener.concurrency=0", "listener.concurrency");
		assertRefused("linkkit.listener.queue-capacity=0", "listener.queue-capacity");
		assertRefused("linkkit.listener.shutdown-timeout=-1s", "listener.shutdown-timeout");
	}

	private void assertRefused(String property, String setting) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.getSetting()).isEqualTo(setting)));
	}

	@Test
	void asksTheApplicationsConvertersAndJsonMapper() {
		JsonMapper snakes = JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
		this.contextRunner.withBean(JsonMapper.class, () -> snakes)
			.withBean(MessageConverter.class, NumberConverter::new)
			.withBean("brokerMessageConverter", CompositeMessageConverter.class,
					() -> new CompositeMessageConverter(List.of(new NumberConverter())))
			.run((context) -> {
				PayloadConverter converter = context.getBean(PayloadConverter.class);
				assertThat(payload(converter, 1)).isEqualTo("number 1");
				assertThat(payload(converter, new Reading(21))).isEqualTo("{\"room_degrees\":21}".getBytes());
			});
	}

	private static @Nullable Object payload(PayloadConverter converter, Object object) {
		Message<?> message = converter.toMessageConverter().toMessage(object, null);
		return (message != null) ? message.getPayload() : null;
	}

	@Test
	void startsListeners() {
		this.contextRunner.withBean(Listening.class).run((context) -> {
			LinkKitListenerContainer listener = context.getBean(LinkKitListenerEndpointRegistry.class)
				.getListenerContainer("get");
			assertThat(listener).isNotNull();
			assertThat(listener.isRunning()).isTrue();
			assertThat(listener.getTopicFilters()).containsExactly("/a1B2c3D4e5F/sensor_01/user/get");
		});
	}

	@Test
	void listenersStartBeforeTheConnection() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(LinkKitListenerEndpointRegistry.class).getPhase()).isPositive()
				.isLessThan(ConnectionStarter.PHASE);
			assertThat(context).hasSingleBean(LinkKitConnection.class);
		});
	}

	@Test
	void wrongListenersFailTheStart() {
		this.contextRunner.withBean(Wrong.class)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOf(InvalidListenerException.class)
				.hasMessageContaining("Wrong.on(String)"));
	}

	static class Listening {

		@LinkKitListener(id = "get", topics = "/${productKey}/${deviceName}/user/get")
		void on(String payload) {
		}

	}

	static class Wrong {

		@LinkKitListener("/a/#/b")
		void on(String payload) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableLinkKitListeners
	static class Enabling {

	}

	record Reading(int roomDegrees) {

	}

	private static final class NumberConverter implements MessageConverter {

		@Override
		public @Nullable Object fromMessage(Message<?> message, Class<?> targetClass) {
			return null;
		}

		@Override
		public @Nullable Message<?> toMessage(Object payload, @Nullable MessageHeaders headers) {
			return (payload instanceof Integer number) ? new GenericMessage<>("number " + number) : null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Integration {

	}

	static final class Flow {

		private final List<Reading> taken = new ArrayList<>();

		@ServiceActivator(inputChannel = "readings")
		void take(Reading reading) {
			this.taken.add(reading);
		}

	}

}
