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

import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.DeviceTopics;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.messaging.integration.LinkKitMessageDrivenChannelAdapter;
import io.linkkit.messaging.integration.LinkKitPublishingMessageHandler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.integration.config.ConsumerEndpointFactoryBean;
import org.springframework.integration.context.IntegrationContextUtils;
import org.springframework.integration.endpoint.MessageProducerSupport;

/**
 * Auto-configuration that connects topics with channels of Spring Integration, so that
 * flows start from what the platform sends and end at topics. Inert unless
 * {@code linkkit.integration.enabled} is set and Spring Integration is in force.
 * <p>
 * The adapters are LinkKit's own, since only those queue while the device is offline and
 * acknowledge a message after its flow. Beans of their names take their place; further
 * adapters, Spring Integration's included, work beside them.
 */
@AutoConfiguration(after = { LinkKitAutoConfiguration.class, LinkKitMessagingAutoConfiguration.class },
		afterName = "org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration")
@ConditionalOnClass({ LinkKitConnection.class, MessageProducerSupport.class })
@ConditionalOnBooleanProperty("linkkit.integration.enabled")
@ConditionalOnBean(value = LinkKitConnection.class,
		name = IntegrationContextUtils.INTEGRATION_CONFIGURATION_POST_PROCESSOR_BEAN_NAME)
@EnableConfigurationProperties(IntegrationProperties.class)
@Import(IntegrationChannelsRegistrar.class)
public final class LinkKitIntegrationAutoConfiguration {

	static final String INBOUND_ADAPTER = "linkKitInboundChannelAdapter";

	static final String OUTBOUND_ADAPTER = "linkKitOutboundChannelAdapter";

	private final IntegrationProperties properties;

	LinkKitIntegrationAutoConfiguration(IntegrationProperties properties, DeviceIdentity device) {
		this.properties = properties;
		this.properties.check(new DeviceTopics(device));
	}

	@Bean(INBOUND_ADAPTER)
	@ConditionalOnMissingBean(name = INBOUND_ADAPTER)
	@Conditional(OnInboundChannel.class)
	LinkKitMessageDrivenChannelAdapter linkKitInboundChannelAdapter(LinkKitConnection connection,
			ConnectionSettings settings, ObjectProvider<PayloadConverter> converter) {
		IntegrationProperties.Inbound inbound = this.properties.inbound();
		LinkKitMessageDrivenChannelAdapter adapter = new LinkKitMessageDrivenChannelAdapter(connection,
				inbound.topics().toArray(String[]::new));
		adapter.setOutputChannelName(inbound.requiredChannel());
		adapter.setErrorChannelName(this.properties.errorChannel());
		adapter.setQos(inbound.qos());
		adapter.setUnsubscribeOnStop(settings.cleanSession());
		converter.ifAvailable(adapter::setPayloadConverter);
		if (inbound.payloadType() != null) {
			adapter.setPayloadType(inbound.payloadType());
		}
		return adapter;
	}

	@Bean
	@ConditionalOnMissingBean(name = OUTBOUND_ADAPTER)
	@Conditional(OnOutboundChannel.class)
	LinkKitPublishingMessageHandler linkKitPublishingMessageHandler(LinkKitConnection connection,
			ObjectProvider<PayloadConverter> converter) {
		IntegrationProperties.Outbound outbound = this.properties.outbound();
		LinkKitPublishingMessageHandler handler = new LinkKitPublishingMessageHandler(connection);
		if (outbound.topic() != null) {
			handler.setDefaultTopic(outbound.topic());
		}
		handler.setDefaultQos(outbound.qos());
		handler.setSync(outbound.sync());
		handler.setTimeout(outbound.timeout());
		handler.setErrorChannelName(this.properties.errorChannel());
		converter.ifAvailable(handler::setPayloadConverter);
		return handler;
	}

	@Bean(OUTBOUND_ADAPTER)
	@ConditionalOnMissingBean(name = OUTBOUND_ADAPTER)
	@Conditional(OnOutboundChannel.class)
	ConsumerEndpointFactoryBean linkKitOutboundChannelAdapter(
			@Qualifier("linkKitPublishingMessageHandler") LinkKitPublishingMessageHandler handler) {
		ConsumerEndpointFactoryBean endpoint = new ConsumerEndpointFactoryBean();
		endpoint.setHandler(handler);
		endpoint.setInputChannelName(this.properties.outbound().requiredChannel());
		return endpoint;
	}

	private static final class OnInboundChannel extends OnTextCondition {

		OnInboundChannel() {
			super("linkkit.integration.inbound.channel");
		}

	}

	private static final class OnOutboundChannel extends OnTextCondition {

		OnOutboundChannel() {
			super("linkkit.integration.outbound.channel");
		}

	}

}
