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

package io.linkkit.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.linkkit.identity.CellularInterfaceInfo;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.MacInterfaceInfo;
import io.linkkit.identity.NetworkInterfaceInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties of what the platform is told about the machine (reference
 * §7.9). The network interfaces are given in one way at most.
 *
 * @param enabled Whether to tell the platform after each login which SDK the device runs
 * and, if given, which network interfaces it has.
 * @param atLogin Whether to send the network interfaces in the client ID as well, as
 * parameter sii.
 * @param text Network interfaces in the platform's notation, such as Eth|03ACDEFF0032, at
 * most 160 characters.
 * @param interfaces Network interfaces of the machine.
 * @param automatic Whether to read the network interfaces of the machine the application
 * runs on.
 */
public record DeviceInfoProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean atLogin,
		@Nullable String text, @DefaultValue List<Interface> interfaces, @DefaultValue("false") boolean automatic) {

	public DeviceInfoProperties {
		text = LinkKitProperties.textOrNull(text);
		interfaces = List.copyOf(interfaces);
	}

	/**
	 * Describe the network interfaces by a bean of the application, or else in the way
	 * that was chosen.
	 * @param bean what the application may bring
	 * @return their description, or nothing if no way was chosen or the machine has none
	 * @throws InvalidSettingException if two ways are chosen or an interface is malformed
	 */
	Optional<DeviceInterfaces> toInterfaces(ObjectProvider<DeviceInterfaces> bean) {
		return Optional.ofNullable(bean.getIfAvailable()).or(this::toInterfaces);
	}

	/**
	 * Describe the network interfaces in the way that was chosen.
	 * @return their description, or nothing if no way was chosen or the machine has none
	 * @throws InvalidSettingException if two ways are chosen or an interface is malformed
	 */
	Optional<DeviceInterfaces> toInterfaces() {
		refuseSeveralWays();
		if (this.automatic) {
			return DeviceInterfaces.ofThisMachine();
		}
		if (!this.interfaces.isEmpty()) {
			return Optional.of(DeviceInterfaces.of(describeInterfaces()));
		}
		return Optional.ofNullable(this.text).map(DeviceInterfaces::new);
	}

	private void refuseSeveralWays() {
		List<String> chosen = new ArrayList<>();
		if (this.text != null) {
			chosen.add("'linkkit.device-info.text'");
		}
		if (!this.interfaces.isEmpty()) {
			chosen.add("'linkkit.device-info.interfaces'");
		}
		if (this.automatic) {
			chosen.add("'linkkit.device-info.automatic'");
		}
		if (chosen.size() > 1) {
			throw new InvalidSettingException("device-info", null,
					"must give the network interfaces in one way, not by " + String.join(" and ", chosen),
					"Keep one of them and remove the others.");
		}
	}

	private List<NetworkInterfaceInfo> describeInterfaces() {
		List<NetworkInterfaceInfo> described = new ArrayList<>();
		for (Interface entry : this.interfaces) {
			try {
				described.add(entry.describe());
			}
			catch (InvalidSettingException ex) {
				throw new InvalidSettingException(ex.getSetting().replace("[]", "[" + described.size() + "]"),
						ex.getValue(), ex.getRule(), ex.getRemedy());
			}
		}
		return described;
	}

	/**
	 * One network interface.
	 *
	 * @param type Kind of the interface.
	 * @param mac Hardware address of a wired or wireless interface, 12 hexadecimal
	 * digits.
	 * @param imei Number of the modem.
	 * @param iccid Number of the SIM card.
	 * @param imsi Number of the subscriber.
	 * @param msisdn Telephone number, without +.
	 */
	public record Interface(@Nullable InterfaceType type, @Nullable String mac, @Nullable String imei,
			@Nullable String iccid, @Nullable String imsi, @Nullable String msisdn) {

		public Interface {
			mac = LinkKitProperties.textOrNull(mac);
			imei = LinkKitProperties.textOrNull(imei);
			iccid = LinkKitProperties.textOrNull(iccid);
			imsi = LinkKitProperties.textOrNull(imsi);
			msisdn = LinkKitProperties.textOrNull(msisdn);
		}

		NetworkInterfaceInfo describe() {
			if (this.type == null) {
				throw new InvalidSettingException("device-info.interfaces[].type", null, "is missing",
						"Set it to ethernet, wifi or cellular.");
			}
			return switch (this.type) {
				case ETHERNET -> describe(MacInterfaceInfo.Type.ETHERNET);
				case WIFI -> describe(MacInterfaceInfo.Type.WIFI);
				case CELLULAR -> new CellularInterfaceInfo(this.imei, this.iccid, this.imsi, this.msisdn);
			};
		}

		private MacInterfaceInfo describe(MacInterfaceInfo.Type macType) {
			return new MacInterfaceInfo(macType, Objects.requireNonNullElse(this.mac, ""));
		}

	}

	/**
	 * Kinds of network interfaces.
	 */
	public enum InterfaceType {

		/**
		 * Wired, known by its hardware address.
		 */
		ETHERNET,

		/**
		 * Wireless, known by its hardware address.
		 */
		WIFI,

		/**
		 * Modem, known by the numbers of the modem and its SIM card.
		 */
		CELLULAR

	}

}
