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

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TrustAnchors}.
 */
class TrustAnchorsTests {

	private static final Instant NOW = Instant.now();

	private final X509Bundle root = authority("CN=root").buildSelfSigned();

	private final X509Bundle between = authority("CN=between").buildIssuedBy(this.root);

	private final X509Certificate server = new CertificateBuilder().subject("CN=server")
		.buildIssuedBy(this.between)
		.getCertificate();

	private final List<X509Certificate> presented = List.of(this.server, this.between.getCertificate());

	TrustAnchorsTests() throws Exception {
	}

	private static CertificateBuilder authority(String subject) {
		return new CertificateBuilder().subject(subject).setIsCertificateAuthority(true);
	}

	@Test
	void findsTheRootThatIsNotPresented() {
		assertThat(TrustAnchors.find(this.presented, List.of(this.root.getCertificate())))
			.hasValue(this.root.getCertificate());
	}

	@Test
	void findsTheLowestThatIsTrusted() {
		assertThat(
				TrustAnchors.find(this.presented, List.of(this.root.getCertificate(), this.between.getCertificate())))
			.hasValue(this.between.getCertificate());
		assertThat(TrustAnchors.find(this.presented, List.of(this.root.getCertificate(), this.server)))
			.hasValue(this.server);
	}

	@Test
	void aNameIsNotEnough() throws Exception {
		X509Certificate namesake = authority("CN=root").buildSelfSigned().getCertificate();
		assertThat(TrustAnchors.find(this.presented, List.of(namesake))).isEmpty();
		assertThat(TrustAnchors.find(List.of(), List.of(namesake))).isEmpty();
	}

	@Test
	void ofARootAndTheOneThatRenewsItTheLastToEndCounts() throws Exception {
		X509Bundle old = authority("CN=root").notAfter(NOW.plusSeconds(1000)).buildSelfSigned();
		X509Bundle renewed = authority("CN=root").publicKey(old.getCertificate().getPublicKey())
			.notAfter(NOW.plusSeconds(9000))
			.buildIssuedBy(old);
		X509Certificate leaf = new CertificateBuilder().subject("CN=server").buildIssuedBy(old).getCertificate();
		assertThat(TrustAnchors.find(List.of(leaf), List.of(old.getCertificate(), renewed.getCertificate())))
			.hasValue(renewed.getCertificate());
	}

}
