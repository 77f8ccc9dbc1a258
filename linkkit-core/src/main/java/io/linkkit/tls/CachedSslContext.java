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
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * Makes a context when it is first asked for, since that takes some time with all the
 * roots of a JDK, and keeps it.
 */
class CachedSslContext implements SslContextSource {

	private final Supplier<? extends Collection<X509Certificate>> trustAnchors;

	private @Nullable SSLContext context;

	private Collection<X509Certificate> trusted = List.of();

	CachedSslContext(Supplier<? extends Collection<X509Certificate>> trustAnchors) {
		this.trustAnchors = trustAnchors;
	}

	@Override
	public synchronized SSLContext getSslContext() {
		if (this.context == null) {
			Collection<X509Certificate> read = List.copyOf(this.trustAnchors.get());
			this.context = createTrusting(read);
			this.trusted = read;
		}
		return this.context;
	}

	@Override
	public synchronized Collection<X509Certificate> trustAnchors() {
		return this.trusted;
	}

	private static SSLContext createTrusting(Collection<X509Certificate> trustAnchors) {
		try {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			for (X509Certificate trustAnchor : trustAnchors) {
				store.setCertificateEntry("anchor-" + store.size(), trustAnchor);
			}
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, factory.getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("Cannot prepare TLS with the configured certificates", ex);
		}
	}

}
