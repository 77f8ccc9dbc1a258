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

import java.util.HexFormat;
import java.util.Locale;

import org.springframework.util.Assert;

/**
 * An interface that is known by its hardware address.
 *
 * @param type wired or wireless
 * @param mac 12 upper-case hexadecimal digits; may be given in either case and with
 * {@code :} or {@code -} between each two
 */
public record MacInterfaceInfo(Type type, String mac) implements NetworkInterfaceInfo {

	private static final SettingRule MAC = SettingRule.of("device-info.interfaces[].mac",
			"([0-9A-Fa-f]{2}[:\\-]?){5}[0-9A-Fa-f]{2}", "must give each MAC address as 12 hexadecimal digits",
			"Write it like 03:AC:DE:FF:00:32 or 03ACDEFF0032.");

	/**
	 * Create the description of an interface.
	 * @throws InvalidSettingException if the hardware address is malformed
	 */
	public MacInterfaceInfo {
		Assert.notNull(type, "'type' must not be null");
		mac = MAC.check(mac).replaceAll("[:\\-]", "").toUpperCase(Locale.ROOT);
	}

	MacInterfaceInfo(Type type, byte[] mac) {
		this(type, HexFormat.of().withUpperCase().formatHex(mac));
	}

	@Override
	public String toText() {
		return this.type.word + "|" + this.mac;
	}

	/**
	 * Kinds of interfaces that have a hardware address.
	 */
	public enum Type {

		/**
		 * Wired, {@code Eth}.
		 */
		ETHERNET("Eth"),

		/**
		 * Wireless, {@code WiFi}.
		 */
		WIFI("WiFi");

		private final String word;

		Type(String word) {
			this.word = word;
		}

	}

}
