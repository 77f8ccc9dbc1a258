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

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.linkkit.identity.InvalidSettingException;

/**
 * Reads certificates in PEM form as {@code linkkit.ca-certificates} holds them.
 */
final class PemCertificates {

	private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

	private static final String END = "-----END CERTIFICATE-----";

	private static final Pattern CERTIFICATE = Pattern.compile(BEGIN + "(.*?)(" + END + "|(?=-----BEGIN)|\\z)",
			Pattern.DOTALL);

	private PemCertificates() {
	}

	static List<X509Certificate> parse(String pem) {
		if (pem.contains("PRIVATE KEY-----")) {
			throw invalid("must not hold a private key", "Remove it: whom to trust is told by certificates alone.");
		}
		List<X509Certificate> certificates = new ArrayList<>();
		Matcher matcher = CERTIFICATE.matcher(pem);
		while (matcher.find()) {
			certificates.add(decode(matcher, certificates));
		}
		if (certificates.isEmpty()) {
			throw invalid("must hold at least one certificate in PEM form",
					"Give the text from " + BEGIN + " to " + END + ", both lines included.");
		}
		return List.copyOf(certificates);
	}

	private static X509Certificate decode(Matcher matcher, List<X509Certificate> before) {
		if (matcher.group(2).isEmpty()) {
			throw unreadable(before, "it has no line " + END);
		}
		try {
			byte[] der = Base64.getDecoder().decode(matcher.group(1).replaceAll("\\s", ""));
			return (X509Certificate) CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(der));
		}
		catch (IllegalArgumentException ex) {
			throw unreadable(before, "between its first and last line stands something other than Base64");
		}
		catch (CertificateException ex) {
			throw unreadable(before, "it is damaged or no X.509 certificate");
		}
	}

	private static InvalidSettingException unreadable(List<X509Certificate> before, String reason) {
		String number = "number " + (before.size() + 1);
		if (!before.isEmpty()) {
			number += ", after that of " + before.get(before.size() - 1).getSubjectX500Principal();
		}
		return invalid("holds a certificate that cannot be read (" + number + "): " + reason,
				"Copy that certificate again, whole and with its line breaks.");
	}

	private static InvalidSettingException invalid(String rule, String remedy) {
		return new InvalidSettingException("ca-certificates", null, rule, remedy);
	}

}
