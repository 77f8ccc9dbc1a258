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

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.ProductSecretAuthentication;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.MqttSessionFactory;
import io.linkkit.registration.CredentialStore;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegisteredAuthentication;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.registration.exchange.HttpsRegistrationExchange;
import io.linkkit.registration.exchange.MqttRegistrationExchange;
import io.linkkit.registration.store.FileCredentialStore;
import io.linkkit.tls.SslContextSource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the registration of a device that has nothing but the secret of its product.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OnDynamicRegistrationCondition.class)
@ConditionalOnMissingBean(DeviceAuthentication.class)
@EnableConfigurationProperties(CredentialsProperties.class)
class DynamicRegistrationConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean(CredentialStore.class)
	FileCredentialStore linkKitCredentialStore(CredentialsProperties properties) {
		return properties.toFileCredentialStore();
	}

	@Bean
	@ConditionalOnMissingBean
	RegistrationExchange linkKitRegistrationExchange(DeviceIdentity device, LinkKitConnectionDetails details,
			LinkKitProperties properties, SslContextSource sslContextSource, MqttSessionFactory sessions) {
		ProductSecretAuthentication.Builder authentication = ProductSecretAuthentication
			.builder(device, details.getProductSecret())
			.signMethod(properties.signMethod());
		if (properties.clientId() != null) {
			authentication.clientId(properties.clientId());
		}
		return switch (properties.registrationTransport()) {
			case HTTPS -> new HttpsRegistrationExchange(authentication.build(), details.getRegistrationEndpoints(),
					sslContextSource, properties.connectTimeout(), HttpsRegistrationExchange.DEFAULT_DEADLINE);
			case MQTT -> new MqttRegistrationExchange(authentication.build(), kind(properties),
					properties.registration().toSecureMode(), details.getEndpoint(device), sslContextSource, sessions,
					properties.protocol(), properties.connectTimeout(), MqttRegistrationExchange.DEFAULT_DEADLINE);
		};
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	DynamicRegistration linkKitDynamicRegistration(DeviceIdentity device, LinkKitProperties properties,
			RegistrationExchange exchange, CredentialStore store) {
		return DynamicRegistration.create(device, kind(properties), exchange, store, properties.registration().force());
	}

	@Bean
	RegisteredAuthentication linkKitRegisteredAuthentication(DynamicRegistration registration, DeviceLogins logins) {
		return new RegisteredAuthentication(registration, logins::by);
	}

	private static RegistrationKind kind(LinkKitProperties properties) {
		return (properties.authTypeOrInferred() == AuthType.REGNWL) ? RegistrationKind.REGNWL
				: RegistrationKind.REGISTER;
	}

}
