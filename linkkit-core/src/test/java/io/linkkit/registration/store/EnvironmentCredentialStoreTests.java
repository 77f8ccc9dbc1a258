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

package io.linkkit.registration.store;

import java.util.Map;

import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EnvironmentCredentialStore}.
 */
class EnvironmentCredentialStoreTests {

	private final MockEnvironment environment = new MockEnvironment();

	private final EnvironmentCredentialStore store = new EnvironmentCredentialStore(this.environment, "my.prefix");

	@Test
	void hasNothingWithoutProperties() {
		this.environment.setProperty("my.prefix.device-secret", "");
		assertThat(this.store.load(StoreFixture.DEVICE)).isNull();
	}

	@Test
	void readsADeviceSecret() {
		this.environment.setProperty("my.prefix.device-secret", StoreFixture.OLD_SECRET);
		assertThat(this.store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
	}

	@Test
	void readsADeviceToken() {
		this.environment.setProperty("my.prefix.client-id", "id|securemode=-2,authType=connwl|");
		this.environment.setProperty("my.prefix.device-token", StoreFixture.NEW_SECRET);
		assertThat(this.store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.TOKEN);
	}

	@Test
	void readsEnvironmentVariables() {
		StandardEnvironment variables = new StandardEnvironment();
		variables.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test",
					Map.of("LINKKIT_CREDENTIALS_DEVICE_SECRET", StoreFixture.OLD_SECRET)));
		assertThat(new EnvironmentCredentialStore(variables, "linkkit.credentials").load(StoreFixture.DEVICE))
			.isEqualTo(StoreFixture.OLD);
	}

	@ParameterizedTest
	@CsvSource({ "S, I, T", "S, I,", "S, , T", ", I,", ", , T" })
	void halfOrTwoCredentialsAreAnError(String secret, String id, String token) {
		set("device-secret", secret);
		set("client-id", id);
		set("device-token", token);
		assertThatExceptionOfType(CredentialStoreException.class).isThrownBy(() -> this.store.load(StoreFixture.DEVICE))
			.withMessageContaining("my.prefix.device-secret")
			.withMessageContaining("my.prefix.client-id")
			.withMessageContaining("my.prefix.device-token")
			.withMessageNotContaining("value of")
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.UNREADABLE));
	}

	private void set(String name, String value) {
		if (value != null) {
			this.environment.setProperty("my.prefix." + name, "value of " + value);
		}
	}

	@Test
	void takesNothing() {
		assertThat(this.store.isWritable()).isFalse();
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> this.store.save(StoreFixture.DEVICE, StoreFixture.OLD))
			.withMessageContaining("environment")
			.withMessageNotContaining(StoreFixture.OLD_SECRET)
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.UNWRITABLE));
	}

}
