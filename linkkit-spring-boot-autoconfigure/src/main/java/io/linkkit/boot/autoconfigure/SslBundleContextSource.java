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

package io.linkkit.boot.autoconfigure;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

import io.linkkit.identity.InvalidSettingException;
import io.linkkit.tls.SslContextSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;

/**
 * Trusts whom an SSL bundle trusts at the moment of each attempt to connect. Takes the
 * key and trust material of the bundle but not its options, since the versions of TLS are
 * up to the connection. A reloaded bundle that cannot be used does not take the device
 * offline: what it held before stays in use.
 */
final class SslBundleContextSource implements SslContextSource {

	private static final Log logger = LogFactory.getLog(SslBundleContextSource.class);

	private final String name;

	private final SslBundles bundles;

	private @Nullable SslBundle bundle;

	private @Nullable SSLContext context;

	private SslBundleContextSource(String name, SslBundles bundles) {
		this.name = name;
		this.bundles = bundles;
	}

	/**
	 * Create a source, and try it: a bundle that cannot be used shall stop the
	 * application rather than keep the device offline.
	 * @param name name of the bundle
	 * @param bundles where to look for it
	 * @return the source
	 * @throws InvalidSettingException if there is no such bundle or it cannot be used
	 */
	static SslBundleContextSource of(String name, @Nullable SslBundles bundles) {
		if (bundles == null) {
			throw invalid(name, "must name an SSL bundle, but there are none",
					"Enable Spring Boot's SslAutoConfiguration or use 'linkkit.ca-certificates' instead.", null);
		}
		SslBundleContextSource source = new SslBundleContextSource(name, bundles);
		try {
			source.getSslContext();
		}
		catch (NoSuchSslBundleException ex) {
			throw invalid(name, "must name an SSL bundle, and there is " + known(bundles),
					"Define it, for instance by 'spring.ssl.bundle.pem." + name
							+ ".truststore.certificate', or correct the name.",
					ex);
		}
		catch (RuntimeException ex) {
			throw invalid(name,
					"must name an SSL bundle that can be used, but with this one comes: "
							+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage(),
					"Correct the bundle's properties.", ex);
		}
		return source;
	}

	private static InvalidSettingException invalid(String name, String rule, String remedy, @Nullable Exception cause) {
		InvalidSettingException failure = new InvalidSettingException("ssl.bundle", name, rule, remedy);
		failure.initCause(cause);
		return failure;
	}

	private static String known(SslBundles bundles) {
		return bundles.getBundleNames().isEmpty() ? "none"
				: "only " + String.join(", ", bundles.getBundleNames().stream().sorted().toList());
	}

	@Override
	public synchronized SSLContext getSslContext() {
		SslBundle current = this.bundles.getBundle(this.name);
		if (this.context == null || current != this.bundle) {
			this.context = createContext(current, this.context);
			this.bundle = current;
		}
		return this.context;
	}

	private SSLContext createContext(SslBundle current, @Nullable SSLContext before) {
		try {
			return current.createSslContext();
		}
		catch (RuntimeException ex) {
			if (before == null) {
				throw ex;
			}
			logger.error("SSL bundle '" + this.name
					+ "' cannot be used as it was reloaded; going on with what it held before", ex);
			return before;
		}
	}

	@Override
	public synchronized Collection<X509Certificate> trustAnchors() {
		SslBundle current = this.bundle;
		if (current == null) {
			return List.of();
		}
		return Stream.of(current.getManagers().getTrustManagers())
			.filter(X509TrustManager.class::isInstance)
			.flatMap((manager) -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
			.toList();
	}

	/**
	 * Have something done whenever the bundle was reloaded.
	 * @param action what to do
	 */
	void onUpdate(Runnable action) {
		this.bundles.addBundleUpdateHandler(this.name, (updated) -> action.run());
	}

}
