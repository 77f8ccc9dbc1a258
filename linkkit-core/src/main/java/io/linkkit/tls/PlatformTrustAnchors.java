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

package io.linkkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.springframework.util.Assert;

/**
 * Roots under which the platform's servers are found: its own, which no JDK has, and on
 * other ports those of a public authority (reference §2.1 and §10).
 */
final class PlatformTrustAnchors {

	static final String ALIYUN_ROOT = "aliyun-iot-root-ca.pem";

	private PlatformTrustAnchors() {
	}

	static List<X509Certificate> load() {
		return Stream.concat(shipped().stream(), trustedByJdk().stream()).toList();
	}

	private static List<X509Certificate> shipped() {
		try (InputStream stream = PlatformTrustAnchors.class.getResourceAsStream(ALIYUN_ROOT)) {
			Assert.state(stream != null,
					() -> "The root certificate " + ALIYUN_ROOT + " is missing from the class path");
			return PemCertificates.parse(new String(stream.readAllBytes(), StandardCharsets.US_ASCII));
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot read the root certificate " + ALIYUN_ROOT, ex);
		}
	}

	/**
	 * Ask for what the JDK trusts rather than read its file, so that
	 * {@code javax.net.ssl.trustStore} and the like are heeded.
	 * @return the certificates
	 */
	private static List<X509Certificate> trustedByJdk() {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			return Arrays.stream(factory.getTrustManagers())
				.filter(X509TrustManager.class::isInstance)
				.flatMap((manager) -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
				.toList();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Cannot read the certificates that the JDK trusts", ex);
		}
	}

}
