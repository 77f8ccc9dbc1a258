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

import java.time.Duration;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.MqttLogin;
import io.linkkit.auth.Secret;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import org.jspecify.annotations.Nullable;

/**
 * Builds requests for tests.
 *
 * @param request the request built so far
 */
record SessionRequests(MqttSessionRequest request) {

	static final String PASSWORD = "cGFzc3dvcmQ-of-the-test";

	static SessionRequests tcp(int port) {
		return to(new Endpoint("127.0.0.1", port, Transport.TCP, TransportSecurity.NONE), null);
	}

	static SessionRequests to(Endpoint endpoint, @Nullable SSLContext sslContext) {
		MqttLogin login = new MqttLogin("a1B2c3D4e5F.sensor_01|securemode=2,signmethod=hmacsha256,timestamp=1|",
				"sensor_01&a1B2c3D4e5F", Secret.of(PASSWORD));
		return new SessionRequests(new MqttSessionRequest(endpoint, login, sslContext, ProtocolVersion.MQTTv311,
				Duration.ofSeconds(60), true, 20, Duration.ofSeconds(10), Duration.ofSeconds(10)));
	}

	SessionRequests connectTimeout(Duration connectTimeout) {
		return with(this.request.protocolVersion(), this.request.keepAlive(), this.request.cleanSession(),
				this.request.maxInflight(), connectTimeout, this.request.connackTimeout());
	}

	SessionRequests connackTimeout(Duration connackTimeout) {
		return with(this.request.protocolVersion(), this.request.keepAlive(), this.request.cleanSession(),
				this.request.maxInflight(), this.request.connectTimeout(), connackTimeout);
	}

	SessionRequests keepAlive(Duration keepAlive) {
		return with(this.request.protocolVersion(), keepAlive, this.request.cleanSession(), this.request.maxInflight(),
				this.request.connectTimeout(), this.request.connackTimeout());
	}

	SessionRequests protocolVersion(ProtocolVersion protocolVersion) {
		return with(protocolVersion, this.request.keepAlive(), this.request.cleanSession(), this.request.maxInflight(),
				this.request.connectTimeout(), this.request.connackTimeout());
	}

	SessionRequests maxInflight(int maxInflight) {
		return with(this.request.protocolVersion(), this.request.keepAlive(), this.request.cleanSession(), maxInflight,
				this.request.connectTimeout(), this.request.connackTimeout());
	}

	SessionRequests persistentSession() {
		return with(this.request.protocolVersion(), this.request.keepAlive(), false, this.request.maxInflight(),
				this.request.connectTimeout(), this.request.connackTimeout());
	}

	private SessionRequests with(ProtocolVersion protocolVersion, Duration keepAlive, boolean cleanSession,
			int maxInflight, Duration connectTimeout, Duration connackTimeout) {
		return new SessionRequests(
				new MqttSessionRequest(this.request.endpoint(), this.request.login(), this.request.sslContext(),
						protocolVersion, keepAlive, cleanSession, maxInflight, connectTimeout, connackTimeout));
	}

}
