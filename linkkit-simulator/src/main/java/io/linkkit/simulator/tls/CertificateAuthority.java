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
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.security.auth.x500.X500Principal;

/**
 * A certificate authority that lives as long as the simulator: keys on the curve P-256,
 * made when the authority is.
 * <p>
 * The JDK signs but cannot put a certificate together, and the libraries that can bring
 * Bouncy Castle along: Netty's own test PKI does not get past its constructor without it,
 * and that is more than the whole simulator, for a certificate that takes four times as
 * long to make. A version 3 certificate is a few nested sequences.
 */
final class CertificateAuthority {

	private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

	private static final String BASIC_CONSTRAINTS = "2.5.29.19";

	private static final String KEY_USAGE = "2.5.29.15";

	private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

	private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

	private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

	private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

	private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

	private static final int DIGITAL_SIGNATURE = 0b1000_0000;

	private static final int CERTIFICATE_AND_CRL_SIGNATURE = 0b0000_0110;

	private static final int DNS_NAME = 2;

	private static final int IP_ADDRESS = 7;

	private static final SecureRandom random = new SecureRandom();

	private final X500Principal name = new X500Principal("CN=LinkKit Simulator CA");

	private final KeyPair keyPair;

	private final X509Certificate certificate;

	CertificateAuthority(Instant now) throws GeneralSecurityException {
		this.keyPair = newKeyPair();
		this.certificate = sign(this.name, this.keyPair.getPublic(), now.minus(Duration.ofDays(30)),
				now.plus(Duration.ofDays(3650)),
				Der.sequence(extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.bool(true))),
						extension(KEY_USAGE, true, Der.flags(CERTIFICATE_AND_CRL_SIGNATURE)),
						extension(SUBJECT_KEY_IDENTIFIER, false,
								Der.octetString(keyIdentifier(this.keyPair.getPublic())))));
	}

	X509Certificate certificate() {
		return this.certificate;
	}

	/**
	 * Issue a certificate for a TLS server.
	 * @param hosts its host names and IP addresses
	 * @param notBefore when it begins
	 * @param notAfter when it ends
	 * @return the certificate and its key
	 * @throws GeneralSecurityException when the JVM lacks the algorithms
	 */
	ServerIdentity issue(List<String> hosts, Instant notBefore, Instant notAfter) throws GeneralSecurityException {
		KeyPair serverKeyPair = newKeyPair();
		byte[][] names = hosts.stream().map(CertificateAuthority::generalName).toArray(byte[][]::new);
		byte[] extensions = Der.sequence(extension(BASIC_CONSTRAINTS, true, Der.sequence()),
				extension(KEY_USAGE, true, Der.flags(DIGITAL_SIGNATURE)),
				extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.objectIdentifier(SERVER_AUTHENTICATION))),
				extension(SUBJECT_ALTERNATIVE_NAME, false, Der.sequence(names)),
				extension(SUBJECT_KEY_IDENTIFIER, false, Der.octetString(keyIdentifier(serverKeyPair.getPublic()))),
				extension(AUTHORITY_KEY_IDENTIFIER, false,
						Der.sequence(Der.implicit(0, keyIdentifier(this.keyPair.getPublic())))));
		X509Certificate server = sign(new X500Principal("CN=LinkKit Simulator"), serverKeyPair.getPublic(), notBefore,
				notAfter, extensions);
		return new ServerIdentity(List.of(server, this.certificate), serverKeyPair.getPrivate());
	}

	private X509Certificate sign(X500Principal subject, PublicKey key, Instant notBefore, Instant notAfter,
			byte[] extensions) throws GeneralSecurityException {
		byte[] algorithm = Der.sequence(Der.objectIdentifier(ECDSA_WITH_SHA256));
		byte[] version3 = Der.explicit(0, Der.integer(BigInteger.TWO));
		byte[] body = Der.sequence(version3, Der.integer(new BigInteger(120, random).add(BigInteger.ONE)), algorithm,
				this.name.getEncoded(), Der.sequence(Der.time(notBefore), Der.time(notAfter)), subject.getEncoded(),
				key.getEncoded(), Der.explicit(3, extensions));
		Signature signature = Signature.getInstance("SHA256withECDSA");
		signature.initSign(this.keyPair.getPrivate());
		signature.update(body);
		byte[] signed = Der.sequence(body, algorithm, Der.bitString(signature.sign()));
		return (X509Certificate) CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(signed));
	}

	private static KeyPair newKeyPair() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
		generator.initialize(new ECGenParameterSpec("secp256r1"));
		return generator.generateKeyPair();
	}

	private static byte[] extension(String identifier, boolean critical, byte[] value) {
		byte[] name = Der.objectIdentifier(identifier);
		byte[] wrapped = Der.octetString(value);
		return critical ? Der.sequence(name, Der.bool(true), wrapped) : Der.sequence(name, wrapped);
	}

	private static byte[] keyIdentifier(PublicKey key) throws GeneralSecurityException {
		return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
	}

	private static byte[] generalName(String host) {
		boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
		if (!address) {
			return Der.implicit(DNS_NAME, host.getBytes(StandardCharsets.US_ASCII));
		}
		try {
			return Der.implicit(IP_ADDRESS, InetAddress.getByName(host).getAddress());
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("'host' is not an IP address: '" + host + "'", ex);
		}
	}

}
