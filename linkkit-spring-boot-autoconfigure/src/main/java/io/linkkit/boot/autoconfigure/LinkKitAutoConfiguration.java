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

import java.util.ArrayList;
import java.util.List;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.LoginParametersCustomizer;
import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.DeviceSessionRequestFactory;
import io.linkkit.connection.LinkKitClientManager;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.SessionRequestCustomizer;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.mqtt.MqttSessionFactory;
import io.linkkit.mqtt.PahoSessionFactory;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.thread.ThreadKind;
import io.linkkit.tls.SslContextSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.thread.Threading;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration that puts a device online on Alibaba Cloud IoT Platform. Inert
 * unless a {@code linkkit.*} property is set or {@link LinkKitConnectionDetails} are
 * provided.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass(LinkKitConnection.class)
@ConditionalOnBooleanProperty(name = "linkkit.enabled", matchIfMissing = true)
@Conditional(OnDeviceCondition.class)
@EnableConfigurationProperties(LinkKitProperties.class)
@Import({ SecretConverter.class, DynamicRegistrationConfiguration.class })
public final class LinkKitAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(LinkKitConnectionDetails.class)
	PropertiesLinkKitConnectionDetails linkKitConnectionDetails(LinkKitProperties properties,
			ObjectProvider<SslBundles> sslBundles, ResourceLoader resourceLoader) {
		return new PropertiesLinkKitConnectionDetails(properties, sslBundles.getIfAvailable(),
				ApplicationResourceLoader.get(resourceLoader, true));
	}

	@Bean
	@ConditionalOnMissingBean
	DeviceIdentity linkKitDeviceIdentity(LinkKitConnectionDetails details) {
		return details.getDeviceIdentity();
	}

	@Bean
	DeviceLogins linkKitDeviceLogins(DeviceIdentity device, LinkKitProperties properties,
			ObjectProvider<DeviceInterfaces> interfaces, ObjectProvider<LoginParametersCustomizer> customizers) {
		List<LoginParametersCustomizer> all = new ArrayList<>();
		if (properties.deviceInfo().atLogin()) {
			properties.deviceInfo()
				.toInterfaces(interfaces)
				.map(LoginParametersCustomizer::interfaces)
				.ifPresent(all::add);
		}
		properties.loginParameters().forEach((key, value) -> all.add(LoginParametersCustomizer.parameter(key, value)));
		customizers.orderedStream().forEach(all::add);
		return new DeviceLogins(device, properties.signMethod(), properties.clientId(), List.copyOf(all));
	}

	@Bean
	@ConditionalOnMissingBean(DeviceAuthentication.class)
	DeviceSecretAuthentication linkKitDeviceAuthentication(LinkKitConnectionDetails details, DeviceLogins logins) {
		return logins.by(new DeviceSecret(details.getDeviceSecret()));
	}

	@Bean
	@ConditionalOnMissingBean
	SslContextSource linkKitSslContextSource(LinkKitConnectionDetails details) {
		return details.getSslContextSource();
	}

	@Bean
	@ConditionalOnMissingBean
	ConnectionSettings linkKitConnectionSettings(LinkKitProperties properties) {
		return properties.toConnectionSettings();
	}

	@Bean
	@ConditionalOnMissingBean(MqttSessionFactory.class)
	PahoSessionFactory linkKitSessionFactory(Environment environment) {
		return new PahoSessionFactory(threads(environment));
	}

	@Bean
	@ConditionalOnMissingBean(SessionRequestFactory.class)
	DeviceSessionRequestFactory linkKitSessionRequestFactory(DeviceIdentity device, LinkKitConnectionDetails details,
			DeviceAuthentication authentication, SslContextSource sslContextSource, ConnectionSettings settings,
			ObjectProvider<SessionRequestCustomizer> customizers) {
		return new DeviceSessionRequestFactory(details.getEndpoint(device), authentication, sslContextSource, settings,
				customizers.orderedStream().toList());
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	LinkKitConnection linkKitConnection(DeviceIdentity device, ConnectionSettings settings,
			SessionRequestFactory requests, MqttSessionFactory sessions,
			ObjectProvider<DynamicRegistration> registration, ApplicationEventPublisher events,
			Environment environment) {
		return LinkKitConnection.create(device, settings, requests, sessions, registration.getIfAvailable(), events,
				threads(environment));
	}

	private static ThreadKind threads(Environment environment) {
		return ThreadKind.virtualIf(Threading.VIRTUAL.isActive(environment));
	}

	@Bean
	@ConditionalOnMissingBean
	LinkKitClientManager linkKitClientManager(LinkKitConnection connection, SessionRequestFactory requests,
			LinkKitProperties properties, ConnectionSettings settings) {
		LinkKitClientManager manager = new LinkKitClientManager(connection, requests.endpoint().toString(),
				properties.shutdownTimeout());
		manager.setCleanSession(settings.cleanSession());
		return manager;
	}

	@Bean
	SslBundleUpdateReconnector linkKitSslBundleUpdateReconnector(SslContextSource sslContextSource,
			LinkKitConnection connection) {
		return new SslBundleUpdateReconnector(sslContextSource, connection);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "linkkit.auto-connect", matchIfMissing = true)
	ConnectionStarter linkKitConnectionStarter(LinkKitConnection connection) {
		return new ConnectionStarter(connection);
	}

}
