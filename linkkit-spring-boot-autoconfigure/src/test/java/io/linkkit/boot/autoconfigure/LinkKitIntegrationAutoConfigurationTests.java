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

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.integration.LinkKitMessageDrivenChannelAdapter;
import io.linkkit.messaging.integration.LinkKitPublishingMessageHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.channel.DirectChannel;
import org.springframework.integration.channel.PublishSubscribeChannel;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.endpoint.EventDrivenConsumer;
import org.springframework.integration.endpoint.MessageProducerSupport;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageDeliveryException;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.support.GenericMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LinkKitIntegrationAutoConfiguration}.
 */
class LinkKitIntegrationAutoConfigurationTests {

	private static final String INBOUND = "linkkit.integration.inbound.";

	private static final String OUTBOUND = "linkkit.integration.outbound.";

	private final ApplicationContextRunner withoutIntegration = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(LinkKitAutoConfiguration.class, LinkKitIntegrationAutoConfiguration.class))
		.withBean(StubSessionFactory.class)
		.withPropertyValues("linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F",
				"linkkit.device-name=sensor_01", "linkkit.device-secret=0123456789abcdef0123456789ABCDEF",
				"linkkit.auto-connect=false");

	private final ApplicationContextRunner contextRunner = this.withoutIntegration
		.withUserConfiguration(Integration.class)
		.withPropertyValues("linkkit.integration.enabled=true");

	private final ApplicationContextRunner bothWays = this.contextRunner.withPropertyValues(
			INBOUND + "topics=/${productKey}/${deviceName}/user/get,/sys/+/set", INBOUND + "channel=fromPlatform",
			OUTBOUND + "channel=toPlatform", OUTBOUND + "topic=/${productKey}/${deviceName}/user/update");

	@Test
	void isInertUnlessEnabled() {
		this.bothWays.withPropertyValues("linkkit.integration.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LinkKitConnection.class)
				.doesNotHaveBean(LinkKitMessageDrivenChannelAdapter.class)
				.doesNotHaveBean("fromPlatform"));
	}

	@Test
	void isInertIfThereIsNoDevice() {
		this.bothWays.withPropertyValues("linkkit.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LinkKitMessageDrivenChannelAdapter.class));
	}

	@Test
	void isInertWhereSpringIntegrationIsNotInForce() {
		this.withoutIntegration.withPropertyValues("linkkit.integration.enabled=true", INBOUND + "topics=/a/b/user/get")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LinkKitIntegrationAutoConfiguration.class));
	}

	@Test
	void isInertWithoutSpringIntegration() {
		this.withoutIntegration.withPropertyValues("linkkit.integration.enabled=true")
			.withClassLoader(new FilteredClassLoader(MessageProducerSupport.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("linkKitInboundChannelAdapter"));
	}

	@Test
	void makesAdaptersAndTheChannelsBetweenThemAndTheFlows() {
		this.bothWays.withPropertyValues("linkkit.integration.error-channel=platformErrors").run((context) -> {
			LinkKitMessageDrivenChannelAdapter adapter = context.getBean("linkKitInboundChannelAdapter",
					LinkKitMessageDrivenChannelAdapter.class);
			assertThat(adapter.getTopicFilters()).containsExactly("/a1B2c3D4e5F/sensor_01/user/get", "/sys/+/set");
			assertThat(adapter.getOutputChannel()).isSameAs(context.getBean("fromPlatform", DirectChannel.class));
			assertThat(adapter.getErrorChannel())
				.isSameAs(context.getBean("platformErrors", PublishSubscribeChannel.class));
			EventDrivenConsumer consumer = context.getBean("linkKitOutboundChannelAdapter", EventDrivenConsumer.class);
			assertThat(consumer.getInputChannel()).isSameAs(context.getBean("toPlatform", DirectChannel.class));
			assertThat(consumer.getHandler()).isSameAs(context.getBean(LinkKitPublishingMessageHandler.class));
		});
	}

	@Test
	void makesAnErrorChannelThatDoesNotSwallowWhatNobodyListensTo() {
		this.bothWays.withPropertyValues("linkkit.integration.error-channel=platformErrors").run((context) -> {
			MessageChannel errors = context.getBean("platformErrors", MessageChannel.class);
			assertThatExceptionOfType(MessageDeliveryException.class)
				.isThrownBy(() -> errors.send(new GenericMessage<>("error")));
		});
	}

	@Test
	void startsToSubscribeBeforeItConnects() {
		this.bothWays.withPropertyValues("linkkit.auto-connect=true")
			.run((context) -> assertThat(context.getBean(LinkKitMessageDrivenChannelAdapter.class).getPhase())
				.isLessThan(context.getBean(ConnectionStarter.class).getPhase()));
	}

	@Test
	void usesTheChannelsOfTheApplication() {
		this.bothWays.withBean("fromPlatform", QueueChannel.class, () -> new QueueChannel(10))
			.run((context) -> assertThat(context.getBean(LinkKitMessageDrivenChannelAdapter.class).getOutputChannel())
				.isInstanceOf(QueueChannel.class));
	}

	@Test
	void makesOnlyTheDirectionThatIsConfigured() {
		this.contextRunner
			.withPropertyValues(OUTBOUND + "channel=toPlatform", INBOUND + "channel=", INBOUND + "topics=")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("linkKitOutboundChannelAdapter")
				.doesNotHaveBean(LinkKitMessageDrivenChannelAdapter.class));
		this.contextRunner.withPropertyValues(INBOUND + "channel=fromPlatform", INBOUND + "topics=/a/b/user/get")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(LinkKitMessageDrivenChannelAdapter.class)
				.doesNotHaveBean("linkKitOutboundChannelAdapter"));
	}

	@Test
	void backsOffFromBeansOfTheSameNamesOnly() {
		LinkKitMessageDrivenChannelAdapter another = mock(LinkKitMessageDrivenChannelAdapter.class);
		MessageHandler handler = (message) -> {
		};
		this.bothWays.withBean("linkKitOutboundChannelAdapter", MessageHandler.class, () -> handler)
			.withBean("another", LinkKitMessageDrivenChannelAdapter.class, () -> another)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LinkKitPublishingMessageHandler.class)
				.hasBean("linkKitInboundChannelAdapter"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			integration.enabled              |                                                  | needs topics
			integration.inbound.channel      | inbound.topics=/a/b/user/get                     | is missing
			integration.inbound.topics       | inbound.channel=fromPlatform                     | is missing
			integration.inbound.topics[1]    | inbound.topics=/a/b/user/get,/a/#/get            | # must come last
			integration.inbound.qos          | inbound.qos=2                                    | must be 0 or 1
			integration.outbound.channel     | outbound.topic=/a/b/user/update                  | is missing
			integration.outbound.topic       | outbound.topic=/a/b/user/+                       | wildcards
			integration.outbound.qos         | outbound.qos=2                                   | must be 0 or 1
			integration.outbound.timeout     | outbound.timeout=0                               | must be positive
			""")
	void saysWhatIsWrong(String setting, String property, String rule) {
		ApplicationContextRunner complete = this.contextRunner;
		if (rule.startsWith("#") || rule.startsWith("w") || rule.startsWith("must")) {
			complete = complete.withPropertyValues(INBOUND + "channel=fromPlatform", INBOUND + "topics=/a/b/user/get",
					OUTBOUND + "channel=toPlatform");
		}
		if (property != null) {
			complete = complete.withPropertyValues("linkkit.integration." + property);
		}
		complete.run((context) -> assertThat(context).getFailure()
			.rootCause()
			.isInstanceOfSatisfying(InvalidSettingException.class, (ex) -> {
				assertThat(ex.getSetting()).isEqualTo(setting);
				assertThat(ex.getRule()).contains(rule);
			}));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableIntegration
	static class Integration {

	}

}
