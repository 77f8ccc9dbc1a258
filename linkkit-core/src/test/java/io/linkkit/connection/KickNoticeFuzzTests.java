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

package io.linkkit.connection;

import io.linkkit.Fuzz;
import io.linkkit.mqtt.InboundMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz tests for {@link KickNotice}.
 */
class KickNoticeFuzzTests {

	@Test
	void f18NoticesOfEveryShapeAreReadOrIgnored() {
		Fuzz.examples("{\"id\":\"1\",\"code\":427,\"message\":\"kicked\"}", "kick")
			.words("kick", "KICK", "\u0130", "\0", "[")
			.check((input) -> {
				KickNotice.is(new InboundMessage("/ext/notify", input, 0, false, 0));
				assertThat(KickNotice.is(new InboundMessage("/ext/other", input, 0, false, 0))).isFalse();
			});
	}

}
