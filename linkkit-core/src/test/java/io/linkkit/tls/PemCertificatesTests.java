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

import io.linkkit.identity.InvalidSettingException;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PemCertificates}.
 */
class PemCertificatesTests {

	private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";

	private static final String END = "-----END CERTIFICATE-----\n";

	private String root;

	@BeforeEach
	void readRoot() throws IOException {
		try (InputStream stream = PemCertificates.class.getResourceAsStream("aliyun-iot-root-ca.pem")) {
			this.root = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	@Test
	void oneCertificateIsRead() {
		assertThat(PemCertificates.parse(this.root)).singleElement()
			.satisfies((certificate) -> assertThat(certificate.getSubjectX500Principal().getName())
				.startsWith("CN=Aliyun IoT Root CA,OU=Root CA,O=Aliyun IoT"));
	}

	@Test
	void manyCertificatesAreRead() {
		assertThat(PemCertificates.parse(this.root + this.root + this.root)).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r\n", "\n\n", " \n" })
	void lineBreaksMayDiffer(String lineBreak) {
		assertThat(PemCertificates.parse(this.root.replace("\n", lineBreak))).hasSize(1);
	}

	@Test
	void textAroundCertificatesIsIgnored() {
		assertThat(PemCertificates.parse("# first - the root\n" + this.root + "subject=/CN=x\n" + this.root + "# end"))
			.hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ca.pem", "MIID3zCCAsegAwIBAgIS",
			"-----BEGIN PUBLIC KEY-----\nMIID\n-----END PUBLIC KEY-----" })
	void textWithoutCertificateIsRefused(String pem) {
		assertRefused(pem).satisfies((ex) -> {
			assertThat(ex.getRule()).isEqualTo("must hold at least one certificate in PEM form");
			assertThat(ex.getRemedy()).contains("-----BEGIN CERTIFICATE-----");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY" })
	void privateKeyIsRefusedUnseen(String type) {
		assertRefused(this.root + "-----BEGIN " + type + "-----\nMIIEhidden\n-----END " + type + "-----\n")
			.satisfies((ex) -> {
				assertThat(ex.getRule()).isEqualTo("must not hold a private key");
				assertThat(ex.getMessage()).doesNotContain("hidden");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "MIID_3zCC", "MIID3", "…" })
	void brokenBase64IsRefused(String base64) {
		assertRefused(BEGIN + base64 + "\n" + END)
			.satisfies((ex) -> assertThat(ex.getRule()).isEqualTo("holds a certificate that cannot be read (number 1): "
					+ "between its first and last line stands something other than Base64"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "MIID3zCC", "aGVsbG8=" })
	void base64OfSomethingElseIsRefused(String base64) {
		assertRefused(BEGIN + base64 + "\n" + END)
			.satisfies((ex) -> assertThat(ex.getRule()).endsWith("(number 1): it is damaged or no X.509 certificate"));
	}

	@Test
	void damagedCertificateIsPlacedAfterTheOneBefore() {
		assertRefused(this.root + BEGIN + "aGVsbG8=\n" + END).satisfies((ex) -> assertThat(ex.getRule())
			.contains("(number 2, after that of CN=Aliyun IoT Root CA, OU=Root CA, O=Aliyun IoT,"));
	}

	@Test
	void certificateThatIsCutOffIsRefused() {
		String cut = this.root.substring(0, this.root.indexOf("-----END"));
		assertRefused(cut)
			.satisfies((ex) -> assertThat(ex.getRule()).endsWith("it has no line -----END CERTIFICATE-----"));
		assertRefused(cut + this.root)
			.satisfies((ex) -> assertThat(ex.getRule()).contains("(number 1): it has no line"));
	}

	private static ThrowableAssertAlternative<InvalidSettingException> assertRefused(String pem) {
		return assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> PemCertificates.parse(pem))
			.satisfies((ex) -> {
				assertThat(ex.getSetting()).isEqualTo("ca-certificates");
				assertThat(ex.getValue()).isNull();
			});
	}

}
