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

package io.linkkit.doctor;

import java.time.Duration;
import java.util.List;

import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SettingsExamination}.
 */
class SettingsExaminationTests {

	private static final String SECRET = "0123456789abcdef0123456789ABCDEF";

	private DeviceIdentity device = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private String host = "a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com";

	private int port = 8883;

	private Transport transport = Transport.TCP;

	private TransportSecurity security = TransportSecurity.TLS;

	private String region = "cn-shanghai";

	private String secret = SECRET;

	private List<Doubt> doubts() {
		return SettingsExamination
			.doubts(new DoctorSettings(this.device, new Endpoint(this.host, this.port, this.transport, this.security),
					this.region, Secret.of(this.secret), Duration.ofSeconds(10), Duration.ofSeconds(10)));
	}

	private void assertDoubt(Advice advice, FailureReason explained) {
		assertThat(doubts()).extracting(Doubt::advice).containsExactly(advice);
		assertThat(Doubt.adviceFor(explained, doubts())).isEqualTo(advice);
		assertThat(doubts().toString()).doesNotContain(this.secret);
	}

	@Test
	void usualSettingsAreNotDoubted() {
		assertThat(doubts()).isEmpty();
		this.region = "localhost";
		this.host = "localhost";
		assertThat(doubts()).isEmpty();
	}

	@Test
	void keysThatAreSwapped() {
		this.device = new DeviceIdentity("sensor01", "a1B2c3D4e5F");
		this.host = "localhost";
		assertDoubt(Advice.SWAP_KEYS, FailureReason.BAD_CREDENTIALS);
	}

	@Test
	void deviceNameMayLookLikeAProductKeyIfTheProductKeyDoes() {
		this.device = new DeviceIdentity("a1B2c3D4e5F", "g2B2c3D4e5F");
		assertThat(doubts()).isEmpty();
	}

	@Test
	void productKeyThatLooksLikeNone() {
		this.device = new DeviceIdentity("product", "sensor_01");
		this.host = "localhost";
		assertDoubt(Advice.CHECK_PRODUCT_KEY, FailureReason.BAD_CREDENTIALS);
	}

	@ParameterizedTest
	@CsvSource({ "16, USE_DEVICE_SECRET", "31, COPY_SECRET_WHOLE", "33, COPY_SECRET_WHOLE" })
	void secretOfAnUnusualLength(int length, Advice advice) {
		this.secret = "s".repeat(length);
		assertDoubt(advice, FailureReason.BAD_CREDENTIALS);
	}

	@ParameterizedTest
	@CsvSource({ "cn-shanghia, cn-shanghai", "cn_shanghai, cn-shanghai", "us-west1, us-west-1",
			"eu-centrl-1, eu-central-1" })
	void regionThatIsMisspelt(String misspelt, String meant) {
		this.region = misspelt;
		assertDoubt(Advice.CHECK_REGION, FailureReason.DNS);
		assertThat(doubts().get(0).observation()).contains("did you mean " + meant + "?");
	}

	@Test
	void regionThatIsNewIsNotTakenForAnother() {
		this.region = "me-central-77";
		assertDoubt(Advice.CHECK_REGION, FailureReason.DNS);
		assertThat(doubts().get(0).observation()).doesNotContain("did you mean");
	}

	@Test
	void endpointThatIsAnInstanceId() {
		this.host = "iot-06z00abcdefghij";
		assertDoubt(Advice.MOVE_TO_INSTANCE_ID, FailureReason.DNS);
	}

	@Test
	void endpointThatIsARegion() {
		this.host = "cn-beijing";
		assertDoubt(Advice.MOVE_TO_HOST_NAME, FailureReason.DNS);
	}

	@Test
	void endpointOfAnotherProduct() {
		this.host = "g2ZZZZZZZZZ.iot-as-mqtt.cn-shanghai.aliyuncs.com";
		assertDoubt(Advice.USE_ENDPOINT_OF_PRODUCT, FailureReason.BAD_CREDENTIALS);
	}

	@Test
	void endpointOfThePublicInstanceForADeviceOfAnother() {
		this.device = new DeviceIdentity("a1B2c3D4e5F", "sensor_01", "iot-06z00abcdefghij");
		assertDoubt(Advice.USE_ENDPOINT_OF_INSTANCE, FailureReason.NOT_AUTHORIZED);
	}

	@Test
	void endpointOfAnInstanceNeedsNoInstanceId() {
		this.host = "iot-06z00abcdefghij.mqtt.iothub.aliyuncs.com";
		assertThat(doubts()).isEmpty();
	}

	@Test
	void port1883WithTls() {
		this.port = 1883;
		assertDoubt(Advice.MATCH_PORT_AND_ROOT, FailureReason.TLS_UNKNOWN_CA);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8883, 443 })
	void portOfTlsWithoutTls(int portOfTls) {
		this.port = portOfTls;
		this.security = TransportSecurity.NONE;
		assertDoubt(Advice.USE_TLS, FailureReason.CLOSED_BEFORE_CONNACK);
	}

	@Test
	void webSocketHasOnePortForBoth() {
		this.port = 443;
		this.transport = Transport.WEBSOCKET;
		this.security = TransportSecurity.NONE;
		assertThat(doubts()).extracting(Doubt::advice).containsExactly(Advice.ENCRYPT);
	}

	@Test
	void plainTcpExplainsNoFailure() {
		this.port = 1883;
		this.security = TransportSecurity.NONE;
		assertThat(doubts()).extracting(Doubt::advice).containsExactly(Advice.ENCRYPT);
		for (FailureReason reason : FailureReason.values()) {
			assertThat(Doubt.adviceFor(reason, doubts())).isEqualTo(Remedies.of(reason));
		}
	}

}
