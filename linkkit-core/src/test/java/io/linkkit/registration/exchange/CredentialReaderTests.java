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

package io.linkkit.registration.exchange;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.Secret;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CredentialReader}.
 */
class CredentialReaderTests {

	private final CredentialReader reader = new CredentialReader(Registrations.DEVICE);

	@Test
	void deviceSecretIsRead() {
		assertThat(read(Registrations.SECRET_FIELDS))
			.isEqualTo(new DeviceSecret(Secret.of(Registrations.DEVICE_SECRET)));
	}

	@Test
	void deviceTokenIsRead() {
		assertThat(read(Registrations.TOKEN_FIELDS))
			.isEqualTo(new DeviceToken(Registrations.CLIENT_ID, Secret.of(Registrations.DEVICE_TOKEN)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'deviceSecret':'s'}", "{'productKey':null,'deviceName':null,'deviceSecret':'s'}",
			"{'deviceSecret':'s','extra':[{}],'id':1}", "\n{ 'deviceSecret' : 's' }\n" })
	void fieldsMayBeAbsentOrUnknown(String json) {
		assertThat(read(quoted(json))).isEqualTo(new DeviceSecret(Secret.of("s")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "'hidden'", "hidden", "{", "{'deviceSecret':'hidden", "{}",
			"{'deviceSecret':null}", "{'deviceSecret':''}", "{'deviceSecret':{'hidden':1}}",
			"{'deviceSecret':['hidden']}", "{'deviceSecret':123}", "{'clientId':'id'}", "{'deviceToken':'hidden'}",
			"{'clientId':'','deviceToken':'hidden'}", "{'clientId':'id','deviceToken':''}",
			"{'clientId':'i|d','deviceToken':'hidden'}", "{'clientId':'id','deviceToken':'hidden\\n'}",
			"{'deviceSecret':'hidden '}", "{'deviceSecret':'hidden\\u00e9'}", "{'deviceSecret':'hid den'}",
			"{'deviceSecret':'hidden7890123456789012345678901234567890123456789012345678901234x'}" })
	void answerWithoutUsableCredentialIsMalformed(String json) {
		Registrations.assertFails(RegistrationFailureReason.MALFORMED_ANSWER, () -> read(quoted(json)));
	}

	@Test
	void answerNestedWithoutEndIsMalformed() {
		Registrations.assertFails(RegistrationFailureReason.MALFORMED_ANSWER, () -> read("[".repeat(60_000)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'productKey':'a1B2c3D4e5F','deviceName':'sensor_02','deviceSecret':'hidden'}",
			"{'productKey':'A1B2c3D4e5F','deviceName':'sensor_01','deviceSecret':'hidden'}",
			"{'deviceName':'','deviceSecret':'hidden'}",
			"{'deviceName':'sensor_02','clientId':'id','deviceToken':'hidden'}" })
	void answerForAnotherDeviceIsRefused(String json) {
		RegistrationFailure failure = Registrations.assertFails(RegistrationFailureReason.OTHER_DEVICE,
				() -> read(quoted(json)));
		assertThat(failure.message()).containsAnyOf("sensor_01", "a1B2c3D4e5F");
	}

	private DeviceCredential read(String json) {
		return this.reader.read(CredentialReader.parse(Registrations.bytes(json)));
	}

	private static String quoted(String json) {
		return json.replace('\'', '"');
	}

}
