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

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Reads the interfaces of the machine it runs on.
 */
class InterfaceScanner {

	private static final Log logger = LogFactory.getLog(InterfaceScanner.class);

	private static final int MAC_BYTES = 6;

	private static final Pattern WIRELESS_NAME = Pattern.compile("(wl|wifi|ath|ra\\d).*", Pattern.CASE_INSENSITIVE);

	private final Path sysClassNet;

	InterfaceScanner() {
		this(Path.of("/sys/class/net"));
	}

	InterfaceScanner(Path sysClassNet) {
		this.sysClassNet = sysClassNet;
	}

	List<MacInterfaceInfo> scan() {
		try (Stream<NetworkInterface> interfaces = NetworkInterface.networkInterfaces()) {
			return interfaces.sorted(Comparator.comparing(NetworkInterface::getName))
				.flatMap((candidate) -> describe(candidate).stream())
				.toList();
		}
		catch (SocketException ex) {
			logger.warn("Cannot read the network interfaces of this machine, so the platform is not told of them", ex);
			return List.of();
		}
	}

	private Optional<MacInterfaceInfo> describe(NetworkInterface candidate) {
		try {
			byte[] mac = candidate.getHardwareAddress();
			boolean usable = candidate.isUp() && !candidate.isLoopback() && !candidate.isVirtual()
					&& !isMadeBySoftware(candidate.getName());
			return (usable && mac != null && mac.length == MAC_BYTES)
					? Optional.of(new MacInterfaceInfo(typeOf(candidate.getName()), mac)) : Optional.empty();
		}
		catch (SocketException ex) {
			logger.debug("Leaving out network interface " + candidate.getName() + ", which cannot be read", ex);
			return Optional.empty();
		}
	}

	/**
	 * Tell bridges, tunnels and container links, whose addresses are made up at each
	 * start, from hardware. Only Linux shows it; {@link NetworkInterface#isVirtual} means
	 * something else: a further address of an interface.
	 * @param name name of the interface
	 * @return whether no device stands behind it
	 */
	boolean isMadeBySoftware(String name) {
		return Files.isDirectory(this.sysClassNet) && !Files.exists(this.sysClassNet.resolve(name).resolve("device"));
	}

	MacInterfaceInfo.Type typeOf(String name) {
		boolean wireless = Files.exists(this.sysClassNet.resolve(name).resolve("wireless"))
				|| WIRELESS_NAME.matcher(name).matches();
		return wireless ? MacInterfaceInfo.Type.WIFI : MacInterfaceInfo.Type.ETHERNET;
	}

}
