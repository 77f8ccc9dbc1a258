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

import java.security.GeneralSecurityException;
import java.time.Instant;

import javax.net.ssl.SSLContext;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * A certificate authority for tests and what it signs.
 */
public final class TestCertificates {

	private final X509Bundle authority;

	public TestCertificates() throws Exception {
		this.authority = new CertificateBuilder().subject("CN=LinkKit test root")
			.setIsCertificateAuthority(true)
			.buildSelfSigned();
	}

	/**
	 * Return a certificate for the loopback interface.
	 */
	public X509Bundle forLoopback() throws Exception {
		return forLoopback(Instant.now().minusSeconds(3600), Instant.now().plusSeconds(3600));
	}

	public X509Bundle forLoopback(Instant notBefore, Instant notAfter) throws Exception {
		return new CertificateBuilder().subject("CN=broker")
			.addSanIpAddress("127.0.0.1")
			.addSanDnsName("localhost")
			.notBefore(notBefore)
			.notAfter(notAfter)
			.buildIssuedBy(this.authority);
	}

	public X509Bundle forHost(String host) throws Exception {
		return new CertificateBuilder().subject("CN=" + host).addSanDnsName(host).buildIssuedBy(this.authority);
	}

	public static SSLContext serverContext(X509Bundle certificate) throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
		return context;
	}

	/**
	 * Return a context that trusts what this authority signs.
	 */
	public SSLContext clientContext() throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, this.authority.toTrustManagerFactory().getTrustManagers(), null);
		return context;
	}

}
