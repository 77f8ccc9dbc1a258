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
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CellularInterfaceInfo} (reference §7.9).
 */
class CellularInterfaceInfoTests {

	@Test
	void allNumbersAreWrittenInTheOrderOfThePlatform() {
		assertThat(new CellularInterfaceInfo("001122", "22334455", "234241", "53212").toText())
			.isEqualTo("Cellular|imei_001122|iccid_22334455|imsi_234241|msisdn_53212");
	}

	@Test
	void unknownNumbersAreLeftOut() {
		assertThat(new CellularInterfaceInfo(null, "22334455", null, null).toText())
			.isEqualTo("Cellular|iccid_22334455");
	}

	@Test
	void iccidMayBeFilledUp() {
		assertThat(new CellularInterfaceInfo(null, "8986012345678901234F", null, null).toText())
			.isEqualTo("Cellular|iccid_8986012345678901234F");
	}

	@Test
	void oneNumberIsNeeded() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new CellularInterfaceInfo(null, null, null, null))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("device-info.interfaces[]"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			imei,   49-015420, -,    -,   -
			iccid,  -,         898G, -,   -
			imsi,   -,         -,    46a, -
			msisdn, -,         -,    -,   +8613
			imei,   '',        1,    2,   3
			""")
	void numberWithOtherCharactersIsRefused(String name, String imei, String iccid, String imsi, String msisdn) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new CellularInterfaceInfo(imei, iccid, imsi, msisdn))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("device-info.interfaces[]." + name));
	}

}
