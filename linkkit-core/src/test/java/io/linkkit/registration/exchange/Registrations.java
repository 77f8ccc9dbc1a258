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

import java.nio.charset.StandardCharsets;

import io.linkkit.auth.ProductSecretAuthentication;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The device that tests register, and what the platform would answer for it.
 */
final class Registrations {

	static final DeviceIdentity DEVICE = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	static final String PRODUCT_SECRET = "PsPsPsPs12345678";

	static final String DEVICE_SECRET = "0123456789abcdef0123456789ABCDEF";

	static final String DEVICE_TOKEN = "7f3a9b1c5d8e2f60414a3b2c1d0e9f88";

	static final String CLIENT_ID = "Hx7kQ2mVb9TzRw1c00101";

	static final String SECRET_FIELDS = """
			{"productKey":"a1B2c3D4e5F","deviceName":"sensor_01","deviceSecret":"%s"}""".formatted(DEVICE_SECRET);

	static final String TOKEN_FIELDS = """
			{"productKey":"a1B2c3D4e5F","deviceName":"sensor_01","clientId":"%s","deviceToken":"%s"}"""
		.formatted(CLIENT_ID, DEVICE_TOKEN);

	private Registrations() {
	}

	static ProductSecretAuthentication authentication() {
		return ProductSecretAuthentication.builder(DEVICE, Secret.of(PRODUCT_SECRET)).build();
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Assert that registering fails and that nothing of it shows a secret.
	 * @param reason expected reason
	 * @param attempt what to try
	 * @return why it failed
	 */
	static RegistrationFailure assertFails(RegistrationFailureReason reason, ThrowingCallable attempt) {
		RegistrationException ex = catchThrowableOfType(RegistrationException.class, attempt);
		assertThat(ex).isNotNull();
		for (Throwable thrown = ex; thrown != null; thrown = thrown.getCause()) {
			assertThat(thrown.toString()).doesNotContain(PRODUCT_SECRET, DEVICE_SECRET, DEVICE_TOKEN, "hidden");
		}
		RegistrationFailure failure = ex.getFailure();
		assertThat(failure.reason()).as(failure::toString).isEqualTo(reason);
		return failure;
	}

}
