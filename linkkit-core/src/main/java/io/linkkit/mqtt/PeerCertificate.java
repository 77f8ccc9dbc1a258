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

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a server's certificate says of itself.
 *
 * @param subject whom it is for
 * @param hosts host names and addresses it is good for; empty for that of an authority
 * @param issuer who signed it
 * @param validFrom when it begins
 * @param validTo when it ends
 */
public record PeerCertificate(String subject, List<String> hosts, String issuer, Instant validFrom, Instant validTo) {

	private static final int DNS_NAME = 2;

	private static final int IP_ADDRESS = 7;

	/**
	 * Create a description.
	 */
	public PeerCertificate {
		hosts = List.copyOf(hosts);
	}

	static PeerCertificate of(X509Certificate certificate) {
		return new PeerCertificate(certificate.getSubjectX500Principal().getName(), hostsOf(certificate),
				certificate.getIssuerX500Principal().getName(), certificate.getNotBefore().toInstant(),
				certificate.getNotAfter().toInstant());
	}

	private static List<String> hostsOf(X509Certificate certificate) {
		Collection<List<?>> names = alternativeNames(certificate);
		return (names != null) ? names.stream()
			.filter((name) -> name.get(0).equals(DNS_NAME) || name.get(0).equals(IP_ADDRESS))
			.map((name) -> String.valueOf(name.get(1)))
			.toList() : List.of();
	}

	private static @Nullable Collection<List<?>> alternativeNames(X509Certificate certificate) {
		try {
			return certificate.getSubjectAlternativeNames();
		}
		catch (CertificateParsingException ex) {
			return null;
		}
	}

}
