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

import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * A modem and its SIM card. Every number is optional, but one must be known; each
 * consists of digits.
 *
 * @param imei number of the modem
 * @param iccid number of the SIM card, which may end with an {@code F} that fills it up
 * @param imsi number of the subscriber
 * @param msisdn telephone number, without {@code +}
 */
public record CellularInterfaceInfo(@Nullable String imei, @Nullable String iccid, @Nullable String imsi,
		@Nullable String msisdn) implements NetworkInterfaceInfo {

	/**
	 * Create the description of a modem.
	 * @throws InvalidSettingException if no number is given or one is malformed
	 */
	public CellularInterfaceInfo {
		if (imei == null && iccid == null && imsi == null && msisdn == null) {
			throw new InvalidSettingException("device-info.interfaces[]", null,
					"must give at least one of imei, iccid, imsi and msisdn",
					"Add a number the modem reports, or leave the entry out.");
		}
		check("imei", imei, "\\d+");
		check("iccid", iccid, "\\d+[Ff]?");
		check("imsi", imsi, "\\d+");
		check("msisdn", msisdn, "\\d+");
	}

	private static void check(String name, @Nullable String number, String regex) {
		if (number != null) {
			SettingRule
				.of("device-info.interfaces[]." + name, regex, "must consist of digits",
						"Write the number without signs between the digits.")
				.check(number);
		}
	}

	@Override
	public String toText() {
		StringJoiner text = new StringJoiner("|");
		text.add("Cellular");
		add(text, "imei_", this.imei);
		add(text, "iccid_", this.iccid);
		add(text, "imsi_", this.imsi);
		add(text, "msisdn_", this.msisdn);
		return text.toString();
	}

	private static void add(StringJoiner text, String prefix, @Nullable String number) {
		if (number != null) {
			text.add(prefix + number);
		}
	}

}
