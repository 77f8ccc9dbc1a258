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

package io.linkkit.mqtt;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SocketOpener}, row F9 of the fault matrix.
 */
class SocketOpenerTests {

	private static final byte[] HERE = { 127, 0, 0, 1 };

	private static final byte[] NOBODY = { 127, 0, 0, 2 };

	private final List<byte[]> addresses = new ArrayList<>();

	private InetAddress[] resolve(String host) throws UnknownHostException {
		if (this.addresses.isEmpty()) {
			throw new UnknownHostException(host);
		}
		InetAddress[] resolved = new InetAddress[this.addresses.size()];
		for (int i = 0; i < resolved.length; i++) {
			resolved[i] = InetAddress.getByAddress(host, this.addresses.get(i));
		}
		return resolved;
	}

	private Socket open(Endpoint endpoint) throws IOException {
		return new SocketOpener(endpoint, null, Duration.ofSeconds(10), this::resolve).open();
	}

	@Test
	void f9ResolvesTheHostAnewForEachAttempt() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(HERE))) {
			Endpoint endpoint = new Endpoint("iot.example.com", server.getLocalPort(), Transport.TCP,
					TransportSecurity.NONE);
			assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> open(endpoint));
			this.addresses.add(NOBODY);
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> open(endpoint));
			this.addresses.set(0, HERE);
			try (Socket socket = open(endpoint)) {
				assertThat(socket.getInetAddress().getAddress()).isEqualTo(HERE);
			}
		}
	}

	@Test
	void f9TriesEachAddressOfTheHost() throws IOException {
		this.addresses.add(NOBODY);
		this.addresses.add(HERE);
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(HERE));
				Socket socket = open(new Endpoint("iot.example.com", server.getLocalPort(), Transport.TCP,
						TransportSecurity.NONE))) {
			assertThat(socket.getInetAddress().getAddress()).isEqualTo(HERE);
		}
	}

}
