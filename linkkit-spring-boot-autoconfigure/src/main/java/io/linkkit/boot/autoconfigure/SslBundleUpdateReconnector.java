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

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.tls.SslContextSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Connects anew when the SSL bundle in use was reloaded, so that a certificate which was
 * withdrawn is no longer relied on.
 */
final class SslBundleUpdateReconnector implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(SslBundleUpdateReconnector.class);

	private final SslContextSource sslContextSource;

	private final LinkKitConnection connection;

	SslBundleUpdateReconnector(SslContextSource sslContextSource, LinkKitConnection connection) {
		this.sslContextSource = sslContextSource;
		this.connection = connection;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.sslContextSource instanceof SslBundleContextSource source) {
			source.onUpdate(this::reconnect);
		}
	}

	private void reconnect() {
		logger.info("The SSL bundle of " + this.connection.device().username() + " was reloaded; connecting anew");
		this.connection.reconnect();
	}

}
