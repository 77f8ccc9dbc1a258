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

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.linkkit.auth.Secret;
import io.linkkit.auth.SignMethod;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.ProtocolVersion;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LinkKitProperties}.
 */
class LinkKitPropertiesTests {

	private static final String SECRET = "0123456789abcdef0123456789ABCDEF";

	@Test
	void hasTheDefaultsOfTheSeed() {
		LinkKitProperties properties = bind(Map.of());
		assertThat(properties.enabled()).isTrue();
		assertThat(properties.autoConnect()).isTrue();
		assertThat(properties.port()).isNull();
		assertThat(properties.protocol()).isEqualTo(ProtocolVersion.MQTTv311);
		assertThat(properties.transport()).isEqualTo(Transport.TCP);
		assertThat(properties.secure()).isEqualTo(TransportSecurity.TLS);
		assertThat(properties.keepAlive()).hasSeconds(60);
		assertThat(properties.cleanSession()).isTrue();
		assertThat(properties.maxInflightMessage()).isEqualTo(20);
		assertThat(properties.maxQueuedMessage()).isEqualTo(1000);
		assertThat(properties.reconnect().min()).hasSeconds(1);
		assertThat(properties.reconnect().max()).hasSeconds(60);
		assertThat(properties.reconnect().stableAfter()).hasSeconds(60);
		assertThat(properties.reconnect().maxPerMinute()).isEqualTo(5);
		assertThat(properties.shutdownTimeout()).hasSeconds(5);
		assertThat(properties.connectTimeout()).hasSeconds(10);
		assertThat(properties.connackTimeout()).hasSeconds(10);
		assertThat(properties.queue().maxSize()).isEqualTo(DataSize.ofMegabytes(16));
		assertThat(properties.signMethod()).isEqualTo(SignMethod.HMACSHA256);
		assertThat(properties.deviceInfo().enabled()).isTrue();
		assertThat(properties.deviceInfo().toInterfaces()).isEmpty();
	}

	@Test
	void hasDefaultsThatAreValid() {
		assertThat(bind(Map.of()).toConnectionSettings().keepAlive()).hasSeconds(60);
	}

	@Test
	void takesPlainNumbersAsSecondsAndUnitsAsTheyAre() {
		LinkKitProperties properties = bind(
				Map.of("linkkit.keep-alive", 90, "linkkit.reconnect.min", "1500ms", "linkkit.reconnect.max", "2m"));
		assertThat(properties.keepAlive()).hasSeconds(90);
		assertThat(properties.reconnect().min()).isEqualTo(Duration.ofMillis(1500));
		assertThat(properties.reconnect().max()).isEqualTo(Duration.ofMinutes(2));
	}

	@Test
	void takesConstantsInAnySpelling() {
		LinkKitProperties properties = bind(Map.of("linkkit.protocol", "mqttv31", "linkkit.transport", "websocket",
				"linkkit.secure", "none", "linkkit.sign-method", "hmac-md5"));
		assertThat(properties.protocol()).isEqualTo(ProtocolVersion.MQTTv31);
		assertThat(properties.transport()).isEqualTo(Transport.WEBSOCKET);
		assertThat(properties.secure()).isEqualTo(TransportSecurity.NONE);
		assertThat(properties.signMethod()).isEqualTo(SignMethod.HMACMD5);
	}

	@Test
	void bindsEnvironmentVariables() {
		LinkKitProperties properties = runWith((runner) -> runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("systemEnvironment",
					Map.of("LINKKIT_PRODUCTKEY", "a1B2c3D4e5F", "LINKKIT_DEVICESECRET", SECRET, "LINKKIT_RECONNECT_MAX",
							"30", "LINKKIT_DEVICEINFO_INTERFACES_0_TYPE", "wifi", "LINKKIT_DEVICEINFO_INTERFACES_0_MAC",
							"03ACDEFF0032")))));
		assertThat(properties.productKey()).isEqualTo("a1B2c3D4e5F");
		assertThat(properties.deviceSecret()).isEqualTo(Secret.of(SECRET));
		assertThat(properties.reconnect().max()).hasSeconds(30);
		assertThat(properties.deviceInfo().toInterfaces()).contains(new DeviceInterfaces("WiFi|03ACDEFF0032"));
	}

	@Test
	void takesEmptyTextsForMissingOnes() {
		LinkKitProperties properties = bind(
				Map.of("linkkit.product-key", "", "linkkit.device-secret", "", "linkkit.endpoint", "",
						"linkkit.ssl.bundle", "", "linkkit.ca-certificates", "", "linkkit.device-info.text", ""));
		assertThat(properties.productKey()).isNull();
		assertThat(properties.deviceSecret()).isNull();
		assertThat(properties.endpoint()).isNull();
		assertThat(properties.ssl().bundle()).isNull();
		assertThat(properties.caCertificates()).isNull();
		assertThat(properties.deviceInfo().text()).isNull();
	}

	@Test
	void takesASecretThatLooksLikeANumber() {
		assertThat(bind(Map.of("linkkit.device-secret", 12345678)).deviceSecret()).isEqualTo(Secret.of("12345678"));
	}

	@Test
	void neverPrintsASecret() {
		assertThat(bind(Map.of("linkkit.device-secret", SECRET)).toString()).contains("deviceSecret=******")
			.doesNotContain(SECRET);
	}

	@Test
	void keepsLoginParametersByTheirNames() {
		assertThat(bind(Map.of("linkkit.login-parameters.gw", "1", "linkkit.login-parameters.[_my]", "x"))
			.loginParameters()).containsOnly(Map.entry("gw", "1"), Map.entry("_my", "x"));
	}

	@Test
	void describesTypedInterfaces() {
		DeviceInfoProperties deviceInfo = bind(Map.of("linkkit.device-info.interfaces[0].type", "ethernet",
				"linkkit.device-info.interfaces[0].mac", "03:ac:de:ff:00:32", "linkkit.device-info.interfaces[1].type",
				"cellular", "linkkit.device-info.interfaces[1].imei", "001122"))
			.deviceInfo();
		assertThat(deviceInfo.toInterfaces()).contains(new DeviceInterfaces("Eth|03ACDEFF0032|Cellular|imei_001122"));
	}

	@Test
	void namesTheInterfaceThatIsMalformed() {
		DeviceInfoProperties deviceInfo = bind(Map.of("linkkit.device-info.interfaces[0].type", "ethernet",
				"linkkit.device-info.interfaces[0].mac", "03ACDEFF0032", "linkkit.device-info.interfaces[1].type",
				"wifi", "linkkit.device-info.interfaces[1].mac", "nonsense"))
			.deviceInfo();
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(deviceInfo::toInterfaces)
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("device-info.interfaces[1].mac"))
			.satisfies((ex) -> assertThat(ex.getValue()).isEqualTo("nonsense"));
	}

	@Test
	void wantsToKnowTheKindOfAnInterface() {
		DeviceInfoProperties deviceInfo = bind(Map.of("linkkit.device-info.interfaces[0].mac", "03ACDEFF0032"))
			.deviceInfo();
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(deviceInfo::toInterfaces)
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("device-info.interfaces[0].type"));
	}

	private static LinkKitProperties bind(Map<String, Object> values) {
		return runWith((runner) -> runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", new HashMap<>(values)))));
	}

	private static LinkKitProperties runWith(UnaryOperator<ApplicationContextRunner> customizer) {
		List<LinkKitProperties> bound = new ArrayList<>();
		customizer.apply(new ApplicationContextRunner().withUserConfiguration(PropertiesConfiguration.class))
			.run((context) -> bound.add(context.getBean(LinkKitProperties.class)));
		return bound.get(0);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(LinkKitProperties.class)
	@Import(SecretConverter.class)
	static class PropertiesConfiguration {

	}

}
