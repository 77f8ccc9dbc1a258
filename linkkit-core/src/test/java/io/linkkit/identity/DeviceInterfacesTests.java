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

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeviceInterfaces} (reference §7.9).
 */
class DeviceInterfacesTests {

	private final MacInterfaceInfo ethernet = new MacInterfaceInfo(MacInterfaceInfo.Type.ETHERNET, "03ACDEFF0032");

	@Test
	void interfacesAreJoinedByBars() {
		assertThat(DeviceInterfaces
			.of(List.of(this.ethernet, new MacInterfaceInfo(MacInterfaceInfo.Type.ETHERNET, "03ACDEFF0031")))
			.text()).isEqualTo("Eth|03ACDEFF0032|Eth|03ACDEFF0031");
	}

	@Test
	void kindsOfInterfacesMayBeMixed() {
		assertThat(DeviceInterfaces.of(List.of(this.ethernet, new CellularInterfaceInfo("001122", null, null, null)))
			.text()).isEqualTo("Eth|03ACDEFF0032|Cellular|imei_001122");
	}

	@Test
	void noInterfaceIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> DeviceInterfaces.of(List.of()))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("device-info"));
	}

	@Test
	void moreInterfacesThanFitAreRefused() {
		assertThat(DeviceInterfaces.of(Collections.nCopies(9, this.ethernet)).text()).hasSize(152);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> DeviceInterfaces.of(Collections.nCopies(10, this.ethernet)))
			.satisfies((ex) -> assertThat(ex.getRule()).contains("160 characters"));
	}

	@Test
	void textMayHaveAsManyCharactersAsThePlatformTakes() {
		assertThat(new DeviceInterfaces("x".repeat(160)).text()).hasSize(160);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Eth|03AC\n", "Eth|\u000003AC" })
	void emptyTextAndControlCharactersAreRefused(String text) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new DeviceInterfaces(text))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("device-info.text"));
	}

	@Test
	void longerTextIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> new DeviceInterfaces("x".repeat(161)))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("device-info.text"));
	}

	@Test
	void interfacesThatWereFoundAreCutWhereTheyNoLongerFit() {
		assertThat(DeviceInterfaces.asManyAsFit(Collections.nCopies(12, this.ethernet)))
			.contains(DeviceInterfaces.of(Collections.nCopies(9, this.ethernet)));
	}

	@Test
	void nothingFoundIsNothingSaid() {
		assertThat(DeviceInterfaces.asManyAsFit(List.of())).isEmpty();
	}

	@Test
	void thisMachineIsDescribedTheSameWayTwice() {
		assertThat(DeviceInterfaces.ofThisMachine()).isEqualTo(DeviceInterfaces.ofThisMachine());
	}

}
