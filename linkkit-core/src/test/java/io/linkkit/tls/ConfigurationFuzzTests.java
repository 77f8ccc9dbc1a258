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

package io.linkkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.linkkit.Fuzz;
import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.Secret;
import io.linkkit.identity.CellularInterfaceInfo;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.EndpointSettings;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.MacInterfaceInfo;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.registration.store.CredentialCipher;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz tests for texts of the configuration: a setting, or an
 * {@link InvalidSettingException} that a person can read.
 */
class ConfigurationFuzzTests {

	private static final String[] WORDS = { ".", "-", ":", "/", "[", "]", "\u00a0", "\u200b", "\0", "\n", "a" };

	private static final DeviceIdentity DEVICE = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	@Test
	void identities() {
		Fuzz.examples("a1B2c3D4e5F", "sensor_01", "iot-06z00abcdefghij", "cold-room:1@x.y")
			.words(WORDS)
			.check((input) -> assertReadable(
					() -> new DeviceIdentity(text(input), text(input), text(input)).username()));
	}

	@Test
	void endpoints() {
		Fuzz.examples("iot-06z00abcdefghij.mqtt.iothub.aliyuncs.com",
				"a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com", "::1", "2001:db8::1", "192.0.2.7", "localhost:1883",
				"cn-shanghai")
			.words(WORDS)
			.check((input) -> {
				assertReadable(() -> resolve(text(input), null));
				assertReadable(() -> resolve(null, text(input)));
			});
	}

	private static String resolve(String endpoint, String hostName) {
		return new EndpointSettings(endpoint, hostName, null, Transport.TCP, TransportSecurity.TLS).resolve(DEVICE)
			.toUri()
			.toString();
	}

	@Test
	void interfaces() {
		Fuzz.examples("Eth|03ACDEFF0032", "03:AC:DE:FF:00:32", "imei_001122").words(WORDS).check((input) -> {
			assertReadable(() -> new DeviceInterfaces(text(input)).text());
			assertReadable(
					() -> DeviceInterfaces.of(List.of(new MacInterfaceInfo(MacInterfaceInfo.Type.WIFI, text(input))))
						.text());
			assertReadable(
					() -> new CellularInterfaceInfo(text(input), text(input), text(input), text(input)).toText());
		});
	}

	@Test
	void secrets() {
		Fuzz.examples("0123456789abcdef0123456789ABCDEF", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
				"0".repeat(64))
			.words(WORDS)
			.check((input) -> {
				String secret = text(input);
				if (secret.length() > 12) {
					assertHidden(secret, () -> DeviceSecretAuthentication.builder(DEVICE, Secret.of(secret)));
					assertHidden(secret, () -> CredentialCipher.withKey(Secret.of(secret)));
				}
			});
	}

	@Test
	void certificates() throws IOException {
		try (InputStream stream = PemCertificates.class.getResourceAsStream("aliyun-iot-root-ca.pem")) {
			String root = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
			Fuzz.examples(root, "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n")
				.words("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----", "-----BEGIN ", "\n", "=", "MIIB")
				.rarely(5)
				.check((input) -> assertReadable(() -> PemCertificates.parse(text(input)).toString()));
		}
	}

	private static String text(byte[] input) {
		return new String(input, StandardCharsets.UTF_8);
	}

	private static void assertHidden(String secret, Setting use) {
		try {
			use.read();
		}
		catch (InvalidSettingException ex) {
			assertThat(ex.toString()).doesNotContain(secret);
			assertThat(ex.getValue()).isNull();
			assertThat(ex.getCause()).isNull();
		}
	}

	private static void assertReadable(Setting setting) {
		try {
			assertThat(setting.read()).isNotNull();
		}
		catch (InvalidSettingException ex) {
			assertThat(ex.getMessage()).startsWith("'linkkit.").doesNotContainPattern("\\p{Cntrl}");
			assertThat(ex.getRemedy()).isNotEmpty();
		}
	}

	/**
	 * Makes something of a text.
	 */
	private interface Setting {

		Object read();

	}

}
