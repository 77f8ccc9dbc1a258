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

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Secret}.
 */
class SecretTests {

	private static final String TEXT = "0123456789abcdef0123456789ABCDEF";

	private final Secret secret = Secret.of(TEXT);

	@Test
	void textIsHandedOutOnRequest() {
		assertThat(this.secret.reveal()).isEqualTo(TEXT);
	}

	@ParameterizedTest
	@NullAndEmptySource
	void emptyTextIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(text)).withMessageStartingWith("'value'");
	}

	@Test
	void printsAsAMask() {
		assertThat(this.secret).hasToString("******");
		assertThat("%s".formatted(new MqttLogin("id", "name", this.secret))).contains("******").doesNotContain(TEXT);
	}

	@Test
	void equalsASecretOfTheSameTextOnly() {
		assertThat(this.secret).isEqualTo(Secret.of(TEXT))
			.isNotEqualTo(Secret.of(TEXT.toLowerCase()))
			.isNotEqualTo(Secret.of(TEXT + "0"))
			.isNotEqualTo(Secret.of(TEXT.substring(1)))
			.isNotEqualTo(TEXT)
			.isNotEqualTo(null);
	}

	@Test
	void hashCodeTellsNothing() {
		assertThat(this.secret).hasSameHashCodeAs(Secret.of("other"));
	}

	@Test
	void jsonHoldsTheMask() {
		assertThat(new JsonMapper().writeValueAsString(new MqttLogin("id", "name", this.secret)))
			.isEqualTo("{\"clientId\":\"id\",\"username\":\"name\",\"password\":\"******\"}");
	}

	@Test
	void jsonHoldsTheMaskEvenWhenFieldsAreWritten() {
		JsonMapper mapper = JsonMapper.builder()
			.changeDefaultVisibility((checker) -> checker.withVisibility(PropertyAccessor.ALL, Visibility.ANY))
			.build();
		assertThat(mapper.writeValueAsString(this.secret)).isEqualTo("\"******\"");
	}

}
