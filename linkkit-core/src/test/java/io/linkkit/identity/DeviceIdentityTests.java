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

package io.linkkit.identity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeviceIdentity} (reference §1).
 */
class DeviceIdentityTests {

	@Test
	void usernameIsDeviceNameThenProductKey() {
		assertThat(new DeviceIdentity("a1B2c3D4e5F", "sensor_01").username()).isEqualTo("sensor_01&a1B2c3D4e5F");
	}

	@ParameterizedTest
	@ValueSource(strings = { "p", "pk", "a1B2c3D4e5F", "a1B2c3D4e5F678901234" })
	void productKeyOfLettersAndDigitsIsAccepted(String productKey) {
		assertThat(new DeviceIdentity(productKey, "device").productKey()).isEqualTo(productKey);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a1B2c3D4e5F6789012345", "a1B2_3", "a1B2&c3", "a1/B2", "a1 B2", "产品" })
	void anyOtherProductKeyIsRefused(String productKey) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new DeviceIdentity(productKey, "device"))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("product-key");
				assertThat(ex.getValue()).isEqualTo(productKey);
				assertThat(ex.getRule()).isEqualTo("must consist of 1 to 20 letters and digits");
				assertThat(ex.getRemedy())
					.endsWith("Copy the ProductKey from the device's page in the IoT Platform console.");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "abcd", "sensor_01", "a-b_c@d.e:f", "12345678901234567890123456789012" })
	void deviceNameOfAllowedCharactersIsAccepted(String deviceName) {
		assertThat(new DeviceIdentity("pk", deviceName).deviceName()).isEqualTo(deviceName);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "123456789012345678901234567890123", "sensor/01", "sensor&01", "sensor|01",
			"sensor+1", "冷库01" })
	void anyOtherDeviceNameIsRefused(String deviceName) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new DeviceIdentity("pk", deviceName))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("device-name");
				assertThat(ex.getRule()).startsWith("must consist of 4 to 32 characters");
			});
	}

	@Test
	void missingPartIsNamed() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new DeviceIdentity(null, "device"))
			.withMessageStartingWith("'linkkit.product-key' is missing");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new DeviceIdentity("pk", null))
			.withMessageStartingWith("'linkkit.device-name' is missing");
	}

	@Test
	void everythingThatIsWrongIsToldAtOnce() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new DeviceIdentity(null, "s", "not an id"))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("product-key"))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).extracting("setting")
				.containsExactly("device-name", "instance-id"));
	}

	@Test
	void blankAtTheEndIsNamed() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new DeviceIdentity("a1B2c3D4e5F", "sensor_01 "))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("device-name");
				assertThat(ex.getRemedy()).isEqualTo("Remove the blank at its end.");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "iot-06z00abcdefghij", "iot-cn-6ja1b2c3d4e", "iot_instc_pu_sg_n6w1abcdefg" })
	void instanceIdOfOldAndNewFormIsAccepted(String instanceId) {
		assertThat(new DeviceIdentity("pk", "device", instanceId).instanceId()).isEqualTo(instanceId);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "iot-06z00.mqtt.iothub.aliyuncs.com", "iot 06z00",
			"iot-567890123456789012345678901234567890123456789012345678901234" })
	void anyOtherInstanceIdIsRefused(String instanceId) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new DeviceIdentity("pk", "device", instanceId))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("instance-id"));
	}

	@Test
	void instanceIsTakenFromTheEndpointWhenNoneIsKnown() {
		DeviceIdentity identity = new DeviceIdentity("pk", "device");
		assertThat(identity.withInstanceOf(endpoint("iot-06z00abcdefghij.mqtt.iothub.aliyuncs.com")))
			.isEqualTo(new DeviceIdentity("pk", "device", "iot-06z00abcdefghij"));
	}

	@Test
	void knownInstanceIsKept() {
		DeviceIdentity identity = new DeviceIdentity("pk", "device", "iot-mine");
		assertThat(identity.withInstanceOf(endpoint("iot-other.mqtt.iothub.aliyuncs.com"))).isSameAs(identity);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mqtt.example.com", "mqtt.iothub.aliyuncs.com", ".mqtt.iothub.aliyuncs.com",
			"a.b.mqtt.iothub.aliyuncs.com", "pk.iot-as-mqtt.cn-shanghai.aliyuncs.com" })
	void otherEndpointsNameNoInstance(String host) {
		DeviceIdentity identity = new DeviceIdentity("pk", "device");
		assertThat(identity.withInstanceOf(endpoint(host))).isSameAs(identity);
	}

	private static Endpoint endpoint(String host) {
		return new Endpoint(host, 8883, Transport.TCP, TransportSecurity.TLS);
	}

}
