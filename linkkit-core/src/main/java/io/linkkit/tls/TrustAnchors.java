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
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the certificate that a server is trusted by.
 */
public final class TrustAnchors {

	private TrustAnchors() {
	}

	/**
	 * Return the first trusted certificate on the way from a server's own upwards. If
	 * several of one authority would do, such as a root and the one that renews it, that
	 * is the one which ends last, since the others may end before without harm.
	 * @param presented what the server presented, its own certificate first
	 * @param trusted who is trusted
	 * @return the certificate, or none if nothing presented leads to one that is trusted
	 */
	public static Optional<X509Certificate> find(List<X509Certificate> presented, Collection<X509Certificate> trusted) {
		return presented.stream()
			.map((certificate) -> find(certificate, trusted))
			.flatMap(Optional::stream)
			.findFirst();
	}

	private static Optional<X509Certificate> find(X509Certificate certificate, Collection<X509Certificate> trusted) {
		if (trusted.contains(certificate)) {
			return Optional.of(certificate);
		}
		return trusted.stream()
			.filter((anchor) -> anchor.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
			.filter((anchor) -> isSignedBy(certificate, anchor))
			.max(Comparator.comparing(X509Certificate::getNotAfter));
	}

	private static boolean isSignedBy(X509Certificate certificate, X509Certificate anchor) {
		try {
			certificate.verify(anchor.getPublicKey());
			return true;
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
