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

package io.linkkit.benchmarks;

import java.time.Duration;

import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.MqttLogin;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.tls.SslContextSource;
import org.jspecify.annotations.Nullable;

/**
 * A device made up for the benchmarks.
 *
 * @param identity who it is
 * @param secret what it signs its logins with
 */
record Device(DeviceIdentity identity, Secret secret) {

	private static final String PRODUCT_KEY = "a1benchmark";

	private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	static Device named(String name) {
		return new Device(new DeviceIdentity(PRODUCT_KEY, name), Secret.of("secret-of-" + name));
	}

	/**
	 * Return a topic the device may publish to.
	 */
	String topic() {
		return "/" + this.identity.productKey() + "/" + this.identity.deviceName() + "/user/update";
	}

	/**
	 * Sign a login.
	 * @param endpoint where to
	 */
	MqttLogin login(Endpoint endpoint) {
		return DeviceSecretAuthentication.builder(this.identity, this.secret).build().login(endpoint);
	}

	/**
	 * Prepare to connect. Each request over TLS has a context of its own, so that no TLS
	 * session is resumed.
	 * @param endpoint where to connect
	 * @param trusted the certificate to trust in PEM form, or {@code null} without TLS
	 * @param window most QoS 1 messages in flight
	 * @return the request
	 */
	MqttSessionRequest request(Endpoint endpoint, @Nullable String trusted, int window) {
		return new MqttSessionRequest(endpoint, login(endpoint),
				(trusted != null) ? SslContextSource.ofPem(trusted).getSslContext() : null, ProtocolVersion.MQTTv311,
				KEEP_ALIVE, true, window, TIMEOUT, TIMEOUT);
	}

}
