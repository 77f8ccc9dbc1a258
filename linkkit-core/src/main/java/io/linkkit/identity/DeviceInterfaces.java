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

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The network interfaces of the device in the platform's notation, such as
 * {@code Eth|03ACDEFF0032|Eth|03ACDEFF0031} or
 * {@code Cellular|imei_001122|iccid_22334455|imsi_234241|msisdn_53212}. The platform
 * shows them to tell machines apart that use one identity by mistake (reference §7.9).
 *
 * @param text the interfaces, 1 to {@value #MAX_LENGTH} characters
 */
public record DeviceInterfaces(String text) {

	/**
	 * Most characters the platform takes.
	 */
	public static final int MAX_LENGTH = 160;

	private static final SettingRule TEXT = SettingRule.of("device-info.text", "[^\\p{Cntrl}]{1," + MAX_LENGTH + "}",
			"must have at most " + MAX_LENGTH + " characters and no control characters",
			"Write interfaces like Eth|03ACDEFF0032 or Cellular|imei_001122, separated by bars.");

	/**
	 * Take a text that is in the platform's notation already.
	 * @throws InvalidSettingException if it is empty, too long or holds control
	 * characters
	 */
	public DeviceInterfaces {
		TEXT.check(text);
	}

	/**
	 * Describe interfaces.
	 * @param interfaces the interfaces, at least one
	 * @return their description, in the given order
	 * @throws InvalidSettingException if there is none, or if the text becomes too long
	 */
	public static DeviceInterfaces of(List<? extends NetworkInterfaceInfo> interfaces) {
		String text = join(interfaces);
		if (text.isEmpty() || text.length() > MAX_LENGTH) {
			throw new InvalidSettingException("device-info", text,
					"must describe at least one interface in at most " + MAX_LENGTH + " characters",
					"Name only the interfaces by which the device shall be told apart.");
		}
		return new DeviceInterfaces(text);
	}

	/**
	 * Describe the machine this program runs on: its Ethernet and Wi-Fi interfaces that
	 * are up and not virtual, ordered by name, as many as fit.
	 * @return their description, or nothing if there is none or they cannot be read
	 */
	public static Optional<DeviceInterfaces> ofThisMachine() {
		return asManyAsFit(new InterfaceScanner().scan());
	}

	static Optional<DeviceInterfaces> asManyAsFit(List<? extends NetworkInterfaceInfo> interfaces) {
		int count = interfaces.size();
		while (join(interfaces.subList(0, count)).length() > MAX_LENGTH) {
			count--;
		}
		return (count > 0) ? Optional.of(of(interfaces.subList(0, count))) : Optional.empty();
	}

	private static String join(List<? extends NetworkInterfaceInfo> interfaces) {
		return interfaces.stream().map(NetworkInterfaceInfo::toText).collect(Collectors.joining("|"));
	}

}
