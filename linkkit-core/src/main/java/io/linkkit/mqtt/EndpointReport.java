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
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What came of opening a connection step by step.
 *
 * @param nameLookup how the look-up of the host name went
 * @param tcp how connecting went; {@code null} if it was not tried
 * @param tls how the TLS handshake went; {@code null} if it was not tried
 * @param addresses addresses of the host, in the order in which they are tried
 * @param connectedTo the one that answered; {@code null} if none did
 * @param tlsVersion negotiated version, such as {@code TLSv1.3}; {@code null} if none was
 * @param certificates what the server presented, its own certificate first, whether
 * trusted or not; empty if it presented none
 */
public record EndpointReport(Outcome nameLookup, @Nullable Outcome tcp, @Nullable Outcome tls, List<String> addresses,
		@Nullable String connectedTo, @Nullable String tlsVersion, List<PeerCertificate> certificates) {

	/**
	 * Create a report.
	 */
	public EndpointReport {
		addresses = List.copyOf(addresses);
		certificates = List.copyOf(certificates);
	}

	EndpointReport withCertificates(List<PeerCertificate> presented) {
		return new EndpointReport(this.nameLookup, this.tcp, this.tls, this.addresses, this.connectedTo,
				this.tlsVersion, presented);
	}

	/**
	 * How a step went.
	 *
	 * @param took how long it took, by the monotonic clock
	 * @param failure why it failed; {@code null} if it did not
	 */
	public record Outcome(Duration took, @Nullable MqttFailure failure) {

	}

}
