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

package io.linkkit.simulator.server;

import javax.net.ssl.SSLException;

import io.linkkit.simulator.tls.ServerCertificates;
import io.linkkit.simulator.tls.ServerIdentity;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;

/**
 * The TLS context, made when the first client says hello: TLS 1.2 and 1.3 as in reference
 * §6.1. Used on the event loop only.
 */
final class LazySslContext {

	private final ServerCertificates certificates;

	private @Nullable SslContext context;

	LazySslContext(ServerCertificates certificates) {
		this.certificates = certificates;
	}

	SslHandler newHandler(ByteBufAllocator allocator) throws SSLException {
		SslContext result = this.context;
		if (result == null) {
			ServerIdentity identity = this.certificates.identity();
			result = SslContextBuilder.forServer(identity.key(), identity.chain())
				.sslProvider(SslProvider.JDK)
				.protocols("TLSv1.3", "TLSv1.2")
				.build();
			this.context = result;
		}
		return result.newHandler(allocator);
	}

}
