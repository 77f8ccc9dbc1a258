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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.linkkit.identity.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Opens a TCP connection, encrypted if need be. {@link #abort} ends whatever it is
 * waiting for, except for the name server: a look-up cannot be interrupted.
 */
final class SocketOpener {

	private static final List<String> TLS_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

	private final Endpoint endpoint;

	private final @Nullable SSLContext sslContext;

	private final NameService names;

	private final long deadline;

	private volatile ConnectPhase phase = ConnectPhase.NAME_LOOKUP;

	private @Nullable Socket socket;

	private boolean aborted;

	SocketOpener(Endpoint endpoint, @Nullable SSLContext sslContext, Duration timeout) {
		this(endpoint, sslContext, timeout, InetAddress::getAllByName);
	}

	SocketOpener(Endpoint endpoint, @Nullable SSLContext sslContext, Duration timeout, NameService names) {
		this.names = names;
		this.endpoint = endpoint;
		this.sslContext = sslContext;
		this.deadline = System.nanoTime() + timeout.toNanos();
	}

	ConnectPhase phase() {
		return this.phase;
	}

	Socket open() throws IOException {
		Socket connected = connect(lookUp());
		SSLContext context = this.sslContext;
		return (context != null) ? encrypt(connected, context) : connected;
	}

	InetAddress[] lookUp() throws UnknownHostException {
		return this.names.addressesOf(this.endpoint.host());
	}

	/**
	 * Connect to the first address that answers.
	 */
	Socket connect(InetAddress[] addresses) throws IOException {
		this.phase = ConnectPhase.TCP;
		for (int i = 0; i < addresses.length - 1; i++) {
			try {
				return connect(addresses[i], addresses.length - i);
			}
			catch (IOException ex) {
				throwIfAborted();
			}
		}
		return connect(addresses[addresses.length - 1], 1);
	}

	private Socket connect(InetAddress address, int addressesLeft) throws IOException {
		Socket candidate = new Socket();
		use(candidate);
		try {
			candidate.setTcpNoDelay(true);
			candidate.setKeepAlive(true);
			candidate.connect(new InetSocketAddress(address, this.endpoint.port()), millisFor(addressesLeft));
			return candidate;
		}
		catch (IOException ex) {
			candidate.close();
			throw ex;
		}
	}

	private int millisFor(int addressesLeft) throws SocketTimeoutException {
		long remaining = (this.deadline - System.nanoTime()) / 1_000_000;
		if (remaining <= 0) {
			throw new SocketTimeoutException("No time left to connect");
		}
		return (int) Math.max(1, Math.min(Integer.MAX_VALUE, remaining / addressesLeft));
	}

	SSLSocket encrypt(Socket plain, SSLContext context) throws IOException {
		this.phase = ConnectPhase.TLS;
		String host = this.endpoint.host();
		SSLSocket encrypted = (SSLSocket) context.getSocketFactory()
			.createSocket(plain, host, this.endpoint.port(), true);
		SSLParameters parameters = encrypted.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		parameters.setProtocols(protocols(encrypted));
		if (!isAddress(host)) {
			parameters.setServerNames(List.of(new SNIHostName(host)));
		}
		encrypted.setSSLParameters(parameters);
		encrypted.startHandshake();
		return encrypted;
	}

	private static String[] protocols(SSLSocket encrypted) {
		List<String> supported = List.of(encrypted.getSupportedProtocols());
		return TLS_PROTOCOLS.stream().filter(supported::contains).toArray(String[]::new);
	}

	private static boolean isAddress(String host) {
		return host.indexOf(':') >= 0 || Stream.of(host.split("\\.", -1)).allMatch((part) -> part.matches("\\d+"));
	}

	void enter(ConnectPhase next) {
		this.phase = next;
	}

	private synchronized void use(Socket next) throws IOException {
		this.socket = next;
		throwIfAborted();
	}

	private synchronized void throwIfAborted() throws SocketException {
		if (this.aborted) {
			throw new SocketException("Closed by this device");
		}
	}

	/**
	 * Close the TCP connection without ado. Closing the encrypted socket instead would
	 * wait for whoever is writing to it.
	 */
	synchronized void abort() {
		this.aborted = true;
		if (this.socket != null) {
			try {
				this.socket.close();
			}
			catch (IOException ex) {
				// nothing is left that could be closed
			}
		}
	}

	/**
	 * Asked anew for each connection. What the JDK remembers of earlier answers, up to 30
	 * seconds by default, is a security property of the JVM.
	 */
	interface NameService {

		InetAddress[] addressesOf(String host) throws UnknownHostException;

	}

}
