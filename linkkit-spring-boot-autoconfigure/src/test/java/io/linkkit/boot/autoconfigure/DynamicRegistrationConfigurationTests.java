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

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.LoginParametersCustomizer;
import io.linkkit.auth.Secret;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.registration.CredentialStore;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegisteredAuthentication;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.registration.RegistrationResult.Registered;
import io.linkkit.registration.exchange.HttpsRegistrationExchange;
import io.linkkit.registration.exchange.MqttRegistrationExchange;
import io.linkkit.registration.store.FileCredentialStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link DynamicRegistrationConfiguration}.
 */
class DynamicRegistrationConfigurationTests {

	private static final DeviceIdentity SENSOR = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private static final Endpoint ENDPOINT = new Endpoint("localhost", 8883, Transport.TCP, TransportSecurity.TLS);

	@TempDir
	private Path directory;

	private ApplicationContextRunner without(String... properties) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LinkKitAutoConfiguration.class))
			.withBean(StubSessionFactory.class)
			.withPropertyValues("linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
					"linkkit.auto-connect=false", "linkkit.credentials.directory=" + this.directory)
			.withPropertyValues(properties);
	}

	private ApplicationContextRunner with(String... properties) {
		return without("linkkit.host-name=cn-shanghai", "linkkit.product-secret=PsPsPsPs12345678")
			.withPropertyValues(properties);
	}

	@ParameterizedTest
	@CsvSource({ "linkkit.auth-type=register, REGISTER", "linkkit.auth-type=regnwl, REGNWL",
			"linkkit.authType=REGNWL, REGNWL", "linkkit.enabled=true, REGISTER" })
	void registersAsTheAuthTypeOrTheSecretsSay(String property, RegistrationKind kind) {
		with(property).run((context) -> {
			assertThat(context.getBean(DynamicRegistration.class).kind()).isEqualTo(kind);
			assertThat(context.getBean(DeviceAuthentication.class)).isInstanceOf(RegisteredAuthentication.class);
			assertThat(context.getBean(CredentialStore.class)).isInstanceOf(FileCredentialStore.class)
				.asString()
				.contains(this.directory.toString());
			assertThat(context).hasSingleBean(LinkKitConnection.class);
		});
	}

	@Test
	void doesNotRegisterWithADeviceSecret() {
		without("linkkit.host-name=cn-shanghai", "linkkit.device-secret=0123456789abcdef0123456789ABCDEF")
			.run(DynamicRegistrationConfigurationTests::assertNoRegistration);
	}

	@Test
	void authTypeDecidesBetweenTwoSecrets() {
		with("linkkit.device-secret=0123456789abcdef0123456789ABCDEF", "linkkit.auth-type=device-secret")
			.run(DynamicRegistrationConfigurationTests::assertNoRegistration);
		with("linkkit.device-secret=0123456789abcdef0123456789ABCDEF", "linkkit.auth-type=register")
			.run((context) -> assertThat(context).hasSingleBean(DynamicRegistration.class));
	}

	private static void assertNoRegistration(ApplicationContext context) {
		assertThat(context.getBean(DeviceAuthentication.class)).isInstanceOf(DeviceSecretAuthentication.class);
		assertThat(context.getBeansOfType(DynamicRegistration.class)).isEmpty();
		assertThat(context.getBeansOfType(CredentialStore.class)).isEmpty();
	}

	@Test
	void twoSecretsNeedAnAuthType() {
		with("linkkit.device-secret=0123456789abcdef0123456789ABCDEF")
			.run((context) -> assertThat(failure(context.getStartupFailure()).getSetting()).isEqualTo("auth-type"));
	}

	@Test
	void missingProductSecretIsNamedTogetherWithOtherMissingKeys() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LinkKitAutoConfiguration.class))
			.withPropertyValues("linkkit.auth-type=regnwl")
			.run((context) -> assertThat(failure(context.getStartupFailure()).getSuppressed())
				.filteredOn(InvalidSettingException.class::isInstance)
				.extracting((missing) -> ((InvalidSettingException) missing).getSetting())
				.containsExactlyInAnyOrder("device-name", "product-secret"));
	}

	@Test
	void unknownAuthTypeIsLeftToTheBindingOfProperties() {
		with("linkkit.auth-type=certificate")
			.run((context) -> assertThat(context).getFailure().hasMessageContaining("linkkit"));
	}

	@ParameterizedTest
	@CsvSource({ "linkkit.host-name=cn-shanghai, linkkit.port=8883, HTTPS",
			"linkkit.host-name=cn-shanghai, linkkit.instance-id=iot-06z00abcdefghij, HTTPS",
			"linkkit.host-name=, linkkit.instance-id=iot-06z00abcdefghij, MQTT",
			"linkkit.host-name=cn-shanghai, linkkit.registration.transport=mqtt, MQTT",
			"linkkit.host-name=cn-shanghai, linkkit.auth-type=regnwl, MQTT" })
	void choosesTheTransport(String first, String second, RegistrationProperties.Transport transport) {
		with(first, second).run((context) -> assertThat(context.getBean(RegistrationExchange.class))
			.isInstanceOf((transport == RegistrationProperties.Transport.MQTT) ? MqttRegistrationExchange.class
					: HttpsRegistrationExchange.class));
	}

	@ParameterizedTest
	@CsvSource({ "linkkit.auth-type=regnwl, linkkit.registration.transport=https, registration.transport",
			"linkkit.auth-type=regnwl, linkkit.registration.secure-mode=3, registration.secure-mode",
			"linkkit.auth-type=regnwl, linkkit.secure=NONE, secure",
			"linkkit.auth-type=regnwl, linkkit.login-parameters.timestamp=1, login-parameters.timestamp",
			"linkkit.auth-type=register, linkkit.registration.https-endpoint=http://localhost, registration.https-endpoint",
			"linkkit.auth-type=register, linkkit.registration.https-endpoint=not a url, registration.https-endpoint",
			"linkkit.auth-type=register, linkkit.product-secret=with blank, product-secret",
			"linkkit.auth-type=register, linkkit.credentials.encryption-key=short, credentials.encryption-key" })
	void namesTheKeyThatIsWrong(String first, String second, String setting) {
		with(first, second).run((context) -> {
			InvalidSettingException failure = failure(context.getStartupFailure());
			assertThat(failure.getSetting()).isEqualTo(setting);
			assertThat(failure.getRule()).isNotEmpty();
			assertThat(failure.getRemedy()).isNotEmpty();
			assertThat(failure.getMessage()).doesNotContain("with blank", "short");
		});
	}

	@Test
	void httpsNeedsARegionOrAnEndpoint() {
		without("linkkit.product-secret=PsPsPsPs12345678", "linkkit.endpoint=iot.example.com")
			.run((context) -> assertThat(failure(context.getStartupFailure()).getSetting())
				.isEqualTo("registration.https-endpoint"));
	}

	@Test
	void asksTheRegistrationServiceOfTheRegion() {
		with().run((context) -> assertThat(context.getBean(LinkKitConnectionDetails.class).getRegistrationEndpoints())
			.containsExactly(URI.create("https://iot-auth.cn-shanghai.aliyuncs.com"),
					URI.create("https://iot-auth-x.cn-shanghai.aliyuncs.com")));
		with("linkkit.registration.https-endpoint=https://iot.example.com/platform")
			.run((context) -> assertThat(context.getBean(LinkKitConnectionDetails.class).getRegistrationEndpoints())
				.isEqualTo(List.of(URI.create("https://iot.example.com/platform"))));
	}

	@Test
	void otherStoreAndOtherExchangeAreOneBeanAway() {
		CredentialStore store = mock(CredentialStore.class);
		DeviceToken token = new DeviceToken("Hx7kQ2mVb9TzRw1c00101", Secret.of("7f3a9b1c5d8e2f60414a3b2c1d0e9f88"));
		with("linkkit.auth-type=regnwl").withBean(CredentialStore.class, () -> store)
			.withBean(RegistrationExchange.class, () -> (keeper) -> keeper.accept(token))
			.run((context) -> {
				given(store.isWritable()).willReturn(true);
				assertThat(context.getBean(DynamicRegistration.class).register())
					.isEqualTo(new Registered(token, true, true));
				then(store).should().save(SENSOR, token);
				assertThat(context.getBean(DeviceAuthentication.class).login(ENDPOINT).clientId())
					.startsWith("Hx7kQ2mVb9TzRw1c00101|")
					.contains("authType=connwl");
			});
	}

	@Test
	void customizersAndParametersApplyToEveryKindOfLogin() {
		DeviceToken token = new DeviceToken("Hx7kQ2mVb9TzRw1c00101", Secret.of("7f3a9b1c5d8e2f60414a3b2c1d0e9f88"));
		with("linkkit.login-parameters.mid=board-1", "linkkit.device-info.at-login=true",
				"linkkit.device-info.text=Eth03ACDEFF0032")
			.withBean(LoginParametersCustomizer.class, () -> (parameters) -> parameters.set("extra", "1"))
			.run((context) -> {
				DeviceLogins logins = context.getBean(DeviceLogins.class);
				for (DeviceAuthentication authentication : List.of(logins.by(token),
						logins.by((DeviceCredential) new DeviceSecret(Secret.of("secret"))))) {
					assertThat(authentication.login(ENDPOINT).clientId()).contains("mid=board-1", "extra=1", "sii=");
				}
			});
	}

	@Test
	void ownAuthenticationNeedsNoRegistration() {
		with().withBean(DeviceAuthentication.class, () -> mock(DeviceAuthentication.class))
			.run((context) -> assertThat(context).doesNotHaveBean(DynamicRegistration.class)
				.doesNotHaveBean(CredentialStore.class));
	}

	@Test
	void keepsNoSecretInTheTextOfAnyBean() {
		with("linkkit.credentials.encryption-key=" + "0".repeat(64)).run((context) -> {
			String all = context.getBean(LinkKitProperties.class).toString() + context.getBean(CredentialStore.class)
					+ context.getBean(RegistrationExchange.class);
			assertThat(all).doesNotContain("PsPsPsPs12345678", "0".repeat(64));
		});
	}

	private static InvalidSettingException failure(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof InvalidSettingException)) {
			cause = cause.getCause();
		}
		assertThat(cause).as("in %s", failure).isInstanceOf(InvalidSettingException.class);
		return (InvalidSettingException) cause;
	}

}
