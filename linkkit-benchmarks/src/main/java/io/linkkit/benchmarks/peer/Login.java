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

package io.linkkit.benchmarks.peer;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Where to connect, and as whom.
 *
 * @param host address of the server
 * @param port its port
 * @param certificate PEM file of the server's certificate, or {@code null} without TLS
 * @param trust the same made ready, so that reading it is not measured
 * @param clientId MQTT client id
 * @param username MQTT user name
 * @param password MQTT password
 * @param productKey product, for clients that sign themselves
 * @param deviceName device, likewise
 * @param deviceSecret its secret, likewise
 * @param window most messages in flight
 */
public record Login(String host, int port, @Nullable Path certificate, @Nullable TrustManagerFactory trust,
		String clientId, String username, String password, String productKey, String deviceName, String deviceSecret,
		int window) {

	static Login of(Map<String, String> words) throws Exception {
		@Nullable String certificate = words.get("certificate");
		@Nullable Path file = (certificate != null) ? Path.of(certificate) : null;
		return new Login(require(words, "host"), Integer.parseInt(require(words, "port")), file,
				(file != null) ? trust(file) : null, require(words, "clientId"), require(words, "username"),
				require(words, "password"), require(words, "productKey"), require(words, "deviceName"),
				require(words, "deviceSecret"), Integer.parseInt(require(words, "window")));
	}

	static String require(Map<String, String> words, String word) {
		@Nullable String value = words.get(word);
		if (value == null) {
			throw new IllegalArgumentException("Nobody said what '" + word + "' is");
		}
		return value;
	}

	private static TrustManagerFactory trust(Path file) throws Exception {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		try (InputStream in = Files.newInputStream(file)) {
			store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
		}
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(store);
		return factory;
	}

	/**
	 * Return a context for TLS that no other connection has, so that no TLS session is
	 * resumed, or {@code null} without TLS.
	 * @return the context
	 */
	public @Nullable SSLContext newSslContext() throws Exception {
		if (this.trust == null) {
			return null;
		}
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, this.trust.getTrustManagers(), null);
		return context;
	}

	/**
	 * Return the address as Paho likes it.
	 * @return a URI
	 */
	public String uri() {
		return ((this.trust != null) ? "ssl://" : "tcp://") + this.host + ":" + this.port;
	}

}
