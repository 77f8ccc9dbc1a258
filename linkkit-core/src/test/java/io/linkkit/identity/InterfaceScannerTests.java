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

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InterfaceScanner}.
 */
class InterfaceScannerTests {

	@TempDir
	private Path sysClassNet;

	@Test
	void onlyHardwareOfThisMachineIsFound() throws SocketException {
		List<String> present = NetworkInterface.networkInterfaces().map(InterfaceScannerTests::mac).toList();
		assertThat(new InterfaceScanner().scan()).extracting(MacInterfaceInfo::mac)
			.isSubsetOf(present)
			.doesNotContain("");
	}

	private static String mac(NetworkInterface networkInterface) {
		try {
			byte[] mac = networkInterface.getHardwareAddress();
			return (mac != null) ? HexFormat.of().withUpperCase().formatHex(mac) : "";
		}
		catch (SocketException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void nothingIsFoundWhereAllIsMadeBySoftware() {
		assertThat(new InterfaceScanner(this.sysClassNet).scan()).isEmpty();
	}

	@Test
	void interfaceWithoutDeviceIsMadeBySoftware() throws IOException {
		Files.createDirectories(this.sysClassNet.resolve("docker0"));
		Files.createDirectories(this.sysClassNet.resolve("eth0/device"));
		InterfaceScanner scanner = new InterfaceScanner(this.sysClassNet);
		assertThat(scanner.isMadeBySoftware("docker0")).isTrue();
		assertThat(scanner.isMadeBySoftware("eth0")).isFalse();
	}

	@Test
	void interfaceIsTakenForHardwareWhereTheSystemDoesNotTell() {
		InterfaceScanner scanner = new InterfaceScanner(this.sysClassNet.resolve("missing"));
		assertThat(scanner.isMadeBySoftware("en0")).isFalse();
	}

	@Test
	void systemTellsWirelessInterfaces() throws IOException {
		Files.createDirectories(this.sysClassNet.resolve("net7/wireless"));
		assertThat(new InterfaceScanner(this.sysClassNet).typeOf("net7")).isEqualTo(MacInterfaceInfo.Type.WIFI);
	}

	@ParameterizedTest
	@CsvSource({ "wlan0, WIFI", "wlp3s0, WIFI", "WiFi, WIFI", "ath0, WIFI", "ra0, WIFI", "eth0, ETHERNET",
			"enp0s3, ETHERNET", "rail, ETHERNET" })
	void nameTellsWirelessInterfaces(String name, MacInterfaceInfo.Type type) {
		assertThat(new InterfaceScanner(this.sysClassNet).typeOf(name)).isEqualTo(type);
	}

}
