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

package io.linkkit.connection;

import java.util.List;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.tls.SslContextSource;

/**
 * Prepares attempts from a device's settings, with a login and an SSL context of the
 * moment.
 */
public final class DeviceSessionRequestFactory implements SessionRequestFactory {

	private final Endpoint endpoint;

	private final DeviceAuthentication authentication;

	private final SslContextSource sslContexts;

	private final ConnectionSettings settings;

	private final List<SessionRequestCustomizer> customizers;

	/**
	 * Create a factory.
	 * @param endpoint where to connect
	 * @param authentication makes the logins
	 * @param sslContexts says whom to trust; not asked if the endpoint is not encrypted
	 * @param settings how to connect
	 * @param customizers change each request, in this order
	 */
	public DeviceSessionRequestFactory(Endpoint endpoint, DeviceAuthentication authentication,
			SslContextSource sslContexts, ConnectionSettings settings, List<SessionRequestCustomizer> customizers) {
		this.endpoint = endpoint;
		this.authentication = authentication;
		this.sslContexts = sslContexts;
		this.settings = settings;
		this.customizers = List.copyOf(customizers);
	}

	@Override
	public Endpoint endpoint() {
		return this.endpoint;
	}

	@Override
	public MqttSessionRequest create() {
		SSLContext sslContext = (this.endpoint.security() == TransportSecurity.TLS) ? this.sslContexts.getSslContext()
				: null;
		MqttSessionRequest request = new MqttSessionRequest(this.endpoint, this.authentication.login(this.endpoint),
				sslContext, this.settings.protocolVersion(), this.settings.keepAlive(), this.settings.cleanSession(),
				this.settings.maxInflight(), this.settings.connectTimeout(), this.settings.connackTimeout());
		for (SessionRequestCustomizer customizer : this.customizers) {
			request = customizer.customize(request);
		}
		return request;
	}

}
