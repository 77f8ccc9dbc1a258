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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * What a setting that names a host must look like: a host name, an IPv4 or an IPv6
 * address, and nothing around it. Underscores are let pass, since the ids of old
 * enterprise instances hold them (reference §1).
 */
final class HostRule {

	private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

	/** No IPv6 address is longer, and the pattern above takes long for what is. */
	private static final int LONGEST_IPV6_ADDRESS = 45;

	private static final Pattern HOST_AND_PORT = Pattern.compile("[^:]*:\\d*|\\[.*](:\\d*)?");

	private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9\\-_]{0,61}[A-Za-z0-9_])?";

	private HostRule() {
	}

	static void check(String setting, String host) {
		if (host.contains("/")) {
			throw new InvalidSettingException(setting, host, "must be a host name, not a URL",
					"Remove everything but the host name. How to connect is told by 'linkkit.transport', "
							+ "'linkkit.secure' and 'linkkit.port'.");
		}
		if (isIpv6Address(host)) {
			return;
		}
		if (HOST_AND_PORT.matcher(host).matches()) {
			throw new InvalidSettingException(setting, host, "must be a host name without port or brackets",
					"Put the port into 'linkkit.port', and write an IPv6 address without brackets.");
		}
		SettingRule
			.of(setting, LABEL + "(\\." + LABEL + ")*\\.?", "must be a host name or an IP address",
					"Copy the MQTT endpoint of the instance from the IoT Platform console, or leave the setting out.")
			.check(host);
	}

	private static boolean isIpv6Address(String host) {
		try {
			return host.length() <= LONGEST_IPV6_ADDRESS && IPV6_CHARACTERS.matcher(host).matches()
					&& new URI("tcp://[" + host + "]").getHost() != null;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

}
