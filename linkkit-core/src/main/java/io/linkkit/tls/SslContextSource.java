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
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLContext;

/**
 * Says whom to trust, anew for every attempt to connect, so that certificates can be
 * replaced without a restart. Which TLS versions are spoken and that host names are
 * checked is not decided here but by whoever opens the socket.
 */
@FunctionalInterface
public interface SslContextSource {

	/**
	 * Return the context for one attempt to connect. Called by several threads, and
	 * expected to return the same context as long as nothing has changed.
	 * @return the context
	 * @throws IllegalStateException if no context can be made just now
	 */
	SSLContext getSslContext();

	/**
	 * Return who is trusted by the context, as far as that is known.
	 * @return the certificates; none if it is not known
	 */
	default Collection<X509Certificate> trustAnchors() {
		return List.of();
	}

	/**
	 * Trust the platform's own root certificate, which is part of this library, and all
	 * that the JDK trusts (reference §10). Certificates are read when the first context
	 * is asked for.
	 * @return a source that makes one context and keeps it
	 */
	static SslContextSource ofPlatformAndJdk() {
		return new CachedSslContext(PlatformTrustAnchors::load);
	}

	/**
	 * Trust the given certificates and no others.
	 * @param pem one or more certificates in PEM form; text around them is ignored
	 * @return a source that makes one context and keeps it
	 * @throws io.linkkit.identity.InvalidSettingException if the text holds no
	 * certificate, one that cannot be read, or a private key
	 */
	static SslContextSource ofPem(String pem) {
		List<X509Certificate> certificates = PemCertificates.parse(pem);
		return new CachedSslContext(() -> certificates);
	}

}
