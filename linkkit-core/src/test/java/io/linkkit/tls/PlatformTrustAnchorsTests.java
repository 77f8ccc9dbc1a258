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

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PlatformTrustAnchors} (reference §10).
 */
class PlatformTrustAnchorsTests {

	@Test
	void shippedRootIsTheOneOfThePlatform() throws GeneralSecurityException {
		X509Certificate root = PlatformTrustAnchors.load().get(0);
		byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(root.getEncoded());
		assertThat(HexFormat.of().formatHex(fingerprint))
			.isEqualTo("7ca438a3976b5242d231f861499822da855831382735836b361e7e9715661676");
	}

	@Test
	void rootsOfTheJdkFollow() throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
		factory.init((KeyStore) null);
		X509Certificate[] trustedByJdk = Arrays.stream(factory.getTrustManagers())
			.map(X509TrustManager.class::cast)
			.findFirst()
			.orElseThrow()
			.getAcceptedIssuers();
		assertThat(trustedByJdk).isNotEmpty();
		assertThat(PlatformTrustAnchors.load()).hasSize(1 + trustedByJdk.length).contains(trustedByJdk);
	}

}
