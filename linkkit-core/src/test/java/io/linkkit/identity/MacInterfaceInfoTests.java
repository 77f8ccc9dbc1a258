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
 * Tests for {@link MacInterfaceInfo} (reference §7.9).
 */
class MacInterfaceInfoTests {

	@ParameterizedTest
	@ValueSource(strings = { "03ACDEFF0032", "03acdeff0032", "03:ac:de:ff:00:32", "03-AC-DE-FF-00-32" })
	void macIsBroughtIntoThePlatformsForm(String mac) {
		assertThat(new MacInterfaceInfo(MacInterfaceInfo.Type.ETHERNET, mac).mac()).isEqualTo("03ACDEFF0032");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "03ACDEFF003", "03ACDEFF00321", "03ACDEFF003G", "03:AC:DE:FF:00", "03:AC:DE:FF:00:32:",
			"03 AC DE FF 00 32", "03::AC:DE:FF:00:32", " 03ACDEFF0032" })
	void malformedMacIsRefused(String mac) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new MacInterfaceInfo(MacInterfaceInfo.Type.WIFI, mac))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("device-info.interfaces[].mac"));
	}

	@Test
	void wordTellsTheTypes() {
		assertThat(new MacInterfaceInfo(MacInterfaceInfo.Type.ETHERNET, "03ACDEFF0032").toText())
			.isEqualTo("Eth|03ACDEFF0032");
		assertThat(new MacInterfaceInfo(MacInterfaceInfo.Type.WIFI, "03ACDEFF0031").toText())
			.isEqualTo("WiFi|03ACDEFF0031");
	}

	@Test
	void bytesAreTaken() {
		assertThat(new MacInterfaceInfo(MacInterfaceInfo.Type.ETHERNET, new byte[] { 3, -84, -34, -1, 0, 50 }).mac())
			.isEqualTo("03ACDEFF0032");
	}

}
