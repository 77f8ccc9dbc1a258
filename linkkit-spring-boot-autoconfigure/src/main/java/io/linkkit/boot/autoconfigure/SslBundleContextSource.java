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

import javax.net.ssl.SSLContext;

import io.linkkit.identity.InvalidSettingException;
import io.linkkit.tls.SslContextSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Trusts whom an SSL bundle trusts at the moment of each attempt to connect. Takes the
 * key and trust material of the bundle but not its options, since the versions of TLS are
 * up to the connection.
 */
final class SslBundleContextSource implements SslContextSource {

	private final String name;

	private final SslBundles bundles;

	private @Nullable SslBundle bundle;

	private @Nullable SSLContext context;

	private SslBundleContextSource(String name, SslBundles bundles) {
		this.name = name;
		this.bundles = bundles;
	}

	/**
	 * Create a source.
	 * @param name name of the bundle
	 * @param bundles where to look for it
	 * @return the source
	 * @throws InvalidSettingException if there is no such bundle
	 */
	static SslBundleContextSource of(String name, @Nullable SslBundles bundles) {
		if (bundles == null) {
			throw new InvalidSettingException("ssl.bundle", name, "must name an SSL bundle, but there are none",
					"Enable Spring Boot's SslAutoConfiguration or use 'linkkit.ca-certificates' instead.");
		}
		try {
			bundles.getBundle(name);
		}
		catch (NoSuchSslBundleException ex) {
			InvalidSettingException failure = new InvalidSettingException("ssl.bundle", name,
					"must name an SSL bundle, and there is " + known(bundles),
					"Define it, for instance by 'spring.ssl.bundle.pem." + name
							+ ".truststore.certificate', or correct the name.");
			failure.initCause(ex);
			throw failure;
		}
		return new SslBundleContextSource(name, bundles);
	}

	private static String known(SslBundles bundles) {
		return bundles.getBundleNames().isEmpty() ? "none"
				: "only " + String.join(", ", bundles.getBundleNames().stream().sorted().toList());
	}

	@Override
	public synchronized SSLContext getSslContext() {
		SslBundle current = this.bundles.getBundle(this.name);
		if (this.context == null || current != this.bundle) {
			this.context = current.createSslContext();
			this.bundle = current;
		}
		return this.context;
	}

	/**
	 * Have something done whenever the bundle was reloaded.
	 * @param action what to do
	 */
	void onUpdate(Runnable action) {
		this.bundles.addBundleUpdateHandler(this.name, (updated) -> action.run());
	}

}
