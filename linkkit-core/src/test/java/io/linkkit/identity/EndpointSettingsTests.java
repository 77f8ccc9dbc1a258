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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EndpointSettings} (reference §2).
 */
class EndpointSettingsTests {

	static final List<Region> REGIONS = Region.KNOWN;

	private final DeviceIdentity legacy = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private final DeviceIdentity onInstance = new DeviceIdentity("a1B2c3D4e5F", "sensor_01", "iot-06z00abcdefghij");

	@Test
	void endpointGoesBeforeEverything() {
		assertThat(tls("mqtt.example.com", "localhost").resolve(this.onInstance).host()).isEqualTo("mqtt.example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "127.0.0.1" })
	void thisMachineGoesBeforeTheInstance(String hostName) {
		assertThat(tls(null, hostName).resolve(this.onInstance).host()).isEqualTo(hostName);
	}

	@Test
	void instanceGoesBeforeTheRegion() {
		assertThat(tls(null, "cn-shanghai").resolve(this.onInstance).host())
			.isEqualTo("iot-06z00abcdefghij.mqtt.iothub.aliyuncs.com");
	}

	@Test
	void regionIsLast() {
		assertThat(tls(null, "cn-shanghai").resolve(this.legacy).host())
			.isEqualTo("a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com");
	}

	@Test
	void instanceAloneIsEnough() {
		assertThat(tls(null, null).resolve(this.onInstance).host())
			.isEqualTo("iot-06z00abcdefghij.mqtt.iothub.aliyuncs.com");
	}

	@Test
	void nothingKnownIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> tls(null, null).resolve(this.legacy))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("host-name");
				assertThat(ex.getValue()).isNull();
				assertThat(ex.getRemedy()).contains("cn-shanghai", "'linkkit.instance-id'", "'linkkit.endpoint'");
			});
	}

	@Test
	void endpointOfTheSameInstanceIsAccepted() {
		assertThat(tls("IOT-06z00abcdefghij.mqtt.iothub.aliyuncs.com", null).resolve(this.onInstance).host())
			.isEqualTo("IOT-06z00abcdefghij.mqtt.iothub.aliyuncs.com");
	}

	@Test
	void endpointOfAnotherInstanceIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> tls("iot-other.mqtt.iothub.aliyuncs.com", null).resolve(this.onInstance))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("instance-id");
				assertThat(ex.getRule()).endsWith("iot-other");
			});
	}

	@ParameterizedTest
	@CsvSource({ "TCP, TLS, 8883", "TCP, NONE, 1883", "WEBSOCKET, TLS, 443", "WEBSOCKET, NONE, 443" })
	void usualPortFollowsTransportAndSecurity(Transport transport, TransportSecurity security, int port) {
		EndpointSettings settings = new EndpointSettings(null, "cn-shanghai", null, transport, security);
		assertThat(settings.resolve(this.legacy))
			.isEqualTo(new Endpoint("a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com", port, transport, security));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 443, 65535 })
	void givenPortIsTaken(int port) {
		EndpointSettings settings = new EndpointSettings(null, "localhost", port, Transport.TCP, TransportSecurity.TLS);
		assertThat(settings.resolve(this.legacy).port()).isEqualTo(port);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 65536 })
	void portOutOfRangeIsRefused(int port) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new EndpointSettings(null, null, port, Transport.TCP, TransportSecurity.TLS))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("port");
				assertThat(ex.getValue()).isEqualTo(Integer.toString(port));
			});
	}

	@ParameterizedTest
	@FieldSource("REGIONS")
	void knownRegionIsAccepted(Region region) {
		assertThat(tls(null, region.id()).resolve(this.legacy).host()).contains("." + region.id() + ".");
	}

	@Test
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void longTextOfColonsIsRefusedInShortTime() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(
				() -> new EndpointSettings(":".repeat(20_000) + "x", null, null, Transport.TCP, TransportSecurity.TLS));
	}

	@Test
	void unknownRegionIsAccepted() {
		assertThat(tls(null, "mars-north-7").resolve(this.legacy).host())
			.isEqualTo("a1B2c3D4e5F.iot-as-mqtt.mars-north-7.aliyuncs.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cn_shanghai", "mqtt.example.com", "127.0.0.2", "cn-shanghai:8883", "上海" })
	void hostNameThatIsNoRegionIsRefused(String hostName) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> tls(null, hostName))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("host-name");
				assertThat(ex.getRemedy()).contains("'linkkit.endpoint'");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "mqtt.example.com", "localhost", "192.0.2.7", "2001:db8::7", "::1", "::ffff:192.0.2.7",
			"iot_instc_pu.mqtt.iothub.aliyuncs.com", "example.com." })
	void hostNameOrAddressIsAcceptedAsEndpoint(String endpoint) {
		assertThat(tls(endpoint, null).resolve(this.legacy).host()).isEqualTo(endpoint);
	}

	@ParameterizedTest
	@ValueSource(strings = { "mqtts://mqtt.example.com", "tcp://mqtt.example.com:1883", "mqtt.example.com/mqtt",
			"https://example.com/" })
	void urlIsRefusedAsEndpoint(String endpoint) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> tls(endpoint, null))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("endpoint");
				assertThat(ex.getRule()).isEqualTo("must be a host name, not a URL");
				assertThat(ex.getRemedy()).contains("'linkkit.transport'", "'linkkit.port'");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "mqtt.example.com:1883", "mqtt.example.com:", "[::1]", "[2001:db8::7]:8883" })
	void portIsRefusedInEndpoint(String endpoint) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> tls(endpoint, null))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("endpoint");
				assertThat(ex.getRule()).isEqualTo("must be a host name without port or brackets");
				assertThat(ex.getRemedy()).contains("'linkkit.port'");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " mqtt.example.com", "mqtt.example.com\n", "mqtt..example.com", "-mqtt.example.com",
			"mqtt example com", "a:b:c" })
	void anythingElseIsRefusedAsEndpoint(String endpoint) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> tls(endpoint, null))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("endpoint"));
	}

	private static EndpointSettings tls(@Nullable String endpoint, @Nullable String hostName) {
		return new EndpointSettings(endpoint, hostName, null, Transport.TCP, TransportSecurity.TLS);
	}

}
