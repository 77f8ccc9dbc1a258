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

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What is known about where the platform answers, before the {@link Endpoint} is worked
 * out.
 *
 * @param endpoint host name or address, which goes before everything else; {@code null}
 * to derive it
 * @param hostName region id such as {@code cn-shanghai}, or {@code localhost} or
 * {@code 127.0.0.1}; {@code null} if the endpoint or the instance says enough
 * @param port port; {@code null} for the usual one
 * @param transport what carries the MQTT packets
 * @param security whether the connection is encrypted
 */
public record EndpointSettings(@Nullable String endpoint, @Nullable String hostName, @Nullable Integer port,
		Transport transport, TransportSecurity security) {

	private static final int MAX_PORT = 65535;

	private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");

	private static final SettingRule HOST_NAME = SettingRule.of("host-name", "[A-Za-z0-9\\-]{1,63}|127\\.0\\.0\\.1",
			"must be a region id of letters, digits and -, or localhost, or 127.0.0.1",
			"Give the id of the region the product lives in, such as cn-shanghai. "
					+ "Put the name of any other host into 'linkkit.endpoint'.");

	/**
	 * Create the settings.
	 * @throws InvalidSettingException if the endpoint, the host name or the port breaks
	 * its rule
	 */
	public EndpointSettings {
		if (endpoint != null) {
			HostRule.check("endpoint", endpoint);
		}
		if (hostName != null) {
			HOST_NAME.check(hostName);
		}
		if (port != null && (port < 1 || port > MAX_PORT)) {
			throw new InvalidSettingException("port", port.toString(), "must be a number from 1 to " + MAX_PORT,
					"Leave it out for the usual port: 8883 with TLS, 1883 without, 443 for WebSocket.");
		}
	}

	/**
	 * Work out the endpoint of a device. The first that is known of these decides: the
	 * endpoint, a host name that means this machine, the instance, the region (reference
	 * §2.3).
	 * @param identity the device
	 * @return the endpoint
	 * @throws InvalidSettingException if nothing is known, or if the endpoint belongs to
	 * another instance than the device
	 */
	public Endpoint resolve(DeviceIdentity identity) {
		return new Endpoint(host(identity), (this.port != null) ? this.port : usualPort(), this.transport,
				this.security);
	}

	private String host(DeviceIdentity identity) {
		if (this.endpoint != null) {
			refuseOtherInstance(identity, this.endpoint);
			return this.endpoint;
		}
		if (this.hostName != null && THIS_MACHINE.contains(this.hostName)) {
			return this.hostName;
		}
		if (identity.instanceId() != null) {
			return InstanceHost.of(identity.instanceId());
		}
		if (this.hostName != null) {
			return identity.productKey() + ".iot-as-mqtt." + this.hostName + ".aliyuncs.com";
		}
		throw new InvalidSettingException("host-name", null, "is missing",
				"Set it to the region the product lives in, such as cn-shanghai, "
						+ "or set 'linkkit.instance-id' or 'linkkit.endpoint' instead.");
	}

	private static void refuseOtherInstance(DeviceIdentity identity, String endpoint) {
		String named = InstanceHost.instanceIdIn(endpoint);
		if (named != null && identity.instanceId() != null && !named.equalsIgnoreCase(identity.instanceId())) {
			throw new InvalidSettingException("instance-id", identity.instanceId(),
					"must be the instance that 'linkkit.endpoint' names, " + named,
					"Leave 'linkkit.instance-id' out or correct one of the two.");
		}
	}

	private int usualPort() {
		return switch (this.transport) {
			case TCP -> (this.security == TransportSecurity.TLS) ? 8883 : 1883;
			case WEBSOCKET -> 443;
		};
	}

}
