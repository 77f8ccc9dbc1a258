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

package io.linkkit.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

import org.springframework.util.Assert;

/**
 * A certificate for the loopback interface, made by the JDK's {@code keytool} and signed
 * by itself, and its key.
 *
 * @param certificate PEM file with the certificate
 * @param key PEM file with the key, PKCS#8
 */
record ServerCertificate(Path certificate, Path key) {

	private static final String ALIAS = "server";

	private static final String PASSWORD = "changeit";

	static ServerCertificate create(Path parent) throws IOException, InterruptedException, GeneralSecurityException {
		Path directory = Files.createTempDirectory(parent, "certificate");
		Path store = directory.resolve("server.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", ALIAS, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=benchmark", "-ext",
				"san=ip:" + Endpoints.HOST, "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(),
				"-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(new File(directory.toFile(), "keytool.log"))
			.start();
		Assert.state(keytool.waitFor() == 0, () -> "keytool failed, see " + directory);
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, PASSWORD.toCharArray());
		}
		return new ServerCertificate(
				write(directory.resolve("server.pem"), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
				write(directory.resolve("server.key"), "PRIVATE KEY",
						keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
	}

	private static Path write(Path file, String type, byte[] der) throws IOException {
		String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(der);
		return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, base64));
	}

	/**
	 * Return what clients must trust.
	 */
	String trusted() throws IOException {
		return Files.readString(this.certificate);
	}

}
