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

package io.linkkit.simulator.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerCertificatesTests {

	private static final List<String> HOSTS = List.of("localhost", "127.0.0.1", "::1");

	private static final int DNS_NAME = 2;

	private static final int IP_ADDRESS = 7;

	@Test
	void serverCertificateIsValidUnderTheAuthority() throws Exception {
		ServerCertificates certificates = ServerCertificates.issued(TlsCertificate.VALID, HOSTS);
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		X509Certificate authority = (X509Certificate) factory.generateCertificate(
				new ByteArrayInputStream(certificates.authorityPem().getBytes(StandardCharsets.US_ASCII)));
		X509Certificate server = certificates.identity().chain().get(0);
		PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
		parameters.setRevocationEnabled(false);
		CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(List.of(server)), parameters);
		assertThat(authority.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
		assertThat(authority.getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false,
				false);
		assertThat(server.getBasicConstraints()).isEqualTo(-1);
		assertThat(server.getKeyUsage()).containsExactly(true, false, false, false, false, false, false, false, false);
		assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
	}

	@Test
	void serverCertificateNamesItsHosts() throws Exception {
		X509Certificate server = issue(TlsCertificate.VALID);
		assertThat(server.getSubjectAlternativeNames()).containsExactly(List.of(DNS_NAME, "localhost"),
				List.of(IP_ADDRESS, "127.0.0.1"), List.of(IP_ADDRESS, "0:0:0:0:0:0:0:1"));
	}

	@Test
	void expiredCertificateHasExpired() {
		assertThatExceptionOfType(CertificateExpiredException.class)
			.isThrownBy(() -> issue(TlsCertificate.EXPIRED).checkValidity());
	}

	@Test
	void certificateOfTomorrowIsNotYetValid() {
		assertThatExceptionOfType(CertificateNotYetValidException.class)
			.isThrownBy(() -> issue(TlsCertificate.NOT_YET_VALID).checkValidity());
	}

	@Test
	void certificateForAnotherHostIsValidButNamesNoneOfOurs() throws Exception {
		X509Certificate server = issue(TlsCertificate.WRONG_HOST);
		server.checkValidity();
		assertThat(server.getSubjectAlternativeNames()).containsExactly(List.of(DNS_NAME, "another-host.invalid"));
	}

	@Test
	void authoritiesDiffer() {
		assertThat(ServerCertificates.issued(TlsCertificate.VALID, HOSTS).authorityPem())
			.isNotEqualTo(ServerCertificates.issued(TlsCertificate.VALID, HOSTS).authorityPem());
	}

	@Test
	void certificateIsMadeOnce() {
		ServerCertificates certificates = ServerCertificates.issued(TlsCertificate.VALID, HOSTS);
		assertThat(certificates.identity()).isSameAs(certificates.identity());
	}

	@Test
	void givenCertificateIsShown() {
		ServerIdentity made = ServerCertificates.issued(TlsCertificate.VALID, HOSTS).identity();
		String chainPem = Pem.write(made.chain().get(0)) + Pem.write(made.chain().get(1));
		ServerCertificates given = ServerCertificates.given(chainPem, keyPem(made));
		assertThat(given.identity().chain()).isEqualTo(made.chain());
		assertThat(given.identity().key()).isEqualTo(made.key());
		assertThat(given.authorityPem()).isEqualTo(Pem.write(made.chain().get(1)));
	}

	@Test
	void unreadableTextsAreRefused() {
		ServerIdentity made = ServerCertificates.issued(TlsCertificate.VALID, HOSTS).identity();
		String chainPem = Pem.write(made.chain().get(0));
		assertThatIllegalArgumentException().isThrownBy(() -> ServerCertificates.given("", keyPem(made)))
			.withMessageStartingWith("'chainPem'");
		assertThatIllegalArgumentException().isThrownBy(() -> ServerCertificates.given("nonsense", keyPem(made)))
			.withMessageStartingWith("'chainPem'");
		assertThatIllegalArgumentException().isThrownBy(() -> ServerCertificates.given(chainPem, "nonsense"))
			.withMessageStartingWith("'keyPem'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ServerCertificates.given(chainPem,
					"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"))
			.withMessageStartingWith("'keyPem'");
	}

	private static X509Certificate issue(TlsCertificate kind) {
		return ServerCertificates.issued(kind, HOSTS).identity().chain().get(0);
	}

	private static String keyPem(ServerIdentity identity) {
		return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(identity.key().getEncoded())
				+ "\n-----END PRIVATE KEY-----\n";
	}

}
