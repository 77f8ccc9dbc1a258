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

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The certificates of one simulator, made when somebody first asks for them, because that
 * costs more than everything else at a cold start.
 */
public final class ServerCertificates {

	private static final Duration DAY = Duration.ofDays(1);

	private static final String WRONG_HOST = "another-host.invalid";

	private final Supplier<ServerIdentity> maker;

	private @Nullable ServerIdentity identity;

	private ServerCertificates(Supplier<ServerIdentity> maker) {
		this.maker = maker;
	}

	/**
	 * Use a new authority and a certificate signed by it.
	 * @param kind which certificate
	 * @param hosts host names and IP addresses of this server
	 * @return the certificates
	 */
	public static ServerCertificates issued(TlsCertificate kind, List<String> hosts) {
		return new ServerCertificates(() -> issue(kind, hosts, Instant.now()));
	}

	/**
	 * Use a certificate given by the user.
	 * @param chainPem the server certificate first, then those that signed it
	 * @param keyPem its private key, PKCS#8, not encrypted
	 * @return the certificates
	 * @throws IllegalArgumentException when the texts hold no such things
	 */
	public static ServerCertificates given(String chainPem, String keyPem) {
		ServerIdentity identity = new ServerIdentity(Pem.readCertificates(chainPem), Pem.readPrivateKey(keyPem));
		return new ServerCertificates(() -> identity);
	}

	/**
	 * Return what the server shows.
	 * @return chain and key
	 */
	public synchronized ServerIdentity identity() {
		ServerIdentity result = this.identity;
		if (result == null) {
			result = this.maker.get();
			this.identity = result;
		}
		return result;
	}

	/**
	 * Return what a client must trust.
	 * @return the last certificate of the chain as PEM
	 */
	public String authorityPem() {
		List<X509Certificate> chain = identity().chain();
		return Pem.write(chain.get(chain.size() - 1));
	}

	private static ServerIdentity issue(TlsCertificate kind, List<String> hosts, Instant now) {
		try {
			CertificateAuthority authority = new CertificateAuthority(now);
			return switch (kind) {
				case VALID -> authority.issue(hosts, now.minus(DAY), now.plus(DAY.multipliedBy(365)));
				case EXPIRED -> authority.issue(hosts, now.minus(DAY.multipliedBy(2)), now.minus(DAY));
				case NOT_YET_VALID -> authority.issue(hosts, now.plus(DAY), now.plus(DAY.multipliedBy(2)));
				case WRONG_HOST ->
					authority.issue(List.of(WRONG_HOST), now.minus(DAY), now.plus(DAY.multipliedBy(365)));
			};
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This JVM cannot make certificates", ex);
		}
	}

}
