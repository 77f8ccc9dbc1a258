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

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Looks at the certificates a server presents and trusts none of them, so that no
 * handshake succeeds. JSSE throws away the chain of a server that it does not trust.
 */
final class PeerRecorder extends X509ExtendedTrustManager {

	private volatile List<PeerCertificate> chain = List.of();

	/**
	 * Return what was presented.
	 * @return the server's certificate first; empty if none was
	 */
	List<PeerCertificate> chain() {
		return this.chain;
	}

	SSLContext context() {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { this }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("This Java runtime has no TLS", ex);
		}
	}

	private void refuse(X509Certificate[] presented) throws CertificateException {
		this.chain = Stream.of(presented).map(PeerCertificate::of).toList();
		throw new CertificateException("Nobody is trusted here");
	}

	@Override
	public void checkServerTrusted(X509Certificate[] presented, String authType, Socket socket)
			throws CertificateException {
		refuse(presented);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] presented, String authType, SSLEngine engine)
			throws CertificateException {
		refuse(presented);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] presented, String authType) throws CertificateException {
		refuse(presented);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] presented, String authType, Socket socket)
			throws CertificateException {
		refuse(presented);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] presented, String authType, SSLEngine engine)
			throws CertificateException {
		refuse(presented);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] presented, String authType) throws CertificateException {
		refuse(presented);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}

}
