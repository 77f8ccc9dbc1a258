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

package io.linkkit.auth;

import io.linkkit.identity.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LoginParameters} (reference §3.2).
 */
class LoginParametersTests {

	private final LoginParameters parameters = new LoginParameters();

	@Test
	void parametersKeepTheirOrder() {
		this.parameters.set("gw", "1").set("_conn", "tcp").set("os", "linux").set("_conn", "tls_17");
		assertThat(this.parameters.toMqttClientId("id")).isEqualTo("id|gw=1,_conn=tls_17,os=linux|");
	}

	@Test
	void parameterIsFoundUntilItIsRemoved() {
		this.parameters.set("gw", "1");
		assertThat(this.parameters.get("gw")).isEqualTo("1");
		assertThat(this.parameters.remove("gw").get("gw")).isNull();
		assertThat(this.parameters.remove("never-there")).hasToString("");
	}

	@Test
	void valueMayBeEmpty() {
		assertThat(this.parameters.set("gw", "")).hasToString("gw=");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a|b", "a,b", "a=b", "a\nb", "\u0000", "a\u007f" })
	void valueThatWouldBreakTheGrammarIsRefused(String value) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.parameters.set("os", value))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("login-parameters.os");
				assertThat(ex.getValue()).isEqualTo(value);
			});
		assertThat(this.parameters).hasToString("");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a|b", "a,b", "a=b", "a\nb" })
	void keyThatWouldBreakTheGrammarIsRefused(String key) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.parameters.set(key, "1"))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("login-parameters");
				assertThat(ex.getValue()).isEqualTo(key);
			});
	}

	@Test
	void interfacesMayHoldBars() {
		this.parameters.set("sii", "Eth|03ACDEFF0032|Eth|03ACDEFF0031").set("gw", "1");
		assertThat(PlatformClientId.parse(this.parameters.toMqttClientId("id")).parameters())
			.containsEntry("sii", "Eth|03ACDEFF0032|Eth|03ACDEFF0031")
			.containsEntry("gw", "1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Eth|03AC,gw=1", "Eth=03AC", "Eth\n" })
	void interfacesMustNotHoldOtherSeparators(String value) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.parameters.set("sii", value));
	}

	@ParameterizedTest
	@ValueSource(strings = { "securemode", "signmethod", "timestamp", "authType", "random" })
	void parameterThatDecidesTheLoginIsLeftAlone(String key) {
		this.parameters.put(key, "1");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.parameters.set(key, "2"))
			.satisfies((ex) -> assertThat(ex.getRule()).isEqualTo("must not be changed"));
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.parameters.remove(key));
		assertThat(this.parameters.get(key)).isEqualTo("1");
	}

}
