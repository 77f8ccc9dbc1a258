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

package io.linkkit.simulator.boot;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.Secret;
import io.linkkit.boot.autoconfigure.LinkKitConnectionDetails;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.tls.SslContextSource;

import org.springframework.util.function.SingletonSupplier;

/**
 * {@link LinkKitConnectionDetails} of a device that was created on the simulator.
 */
final class SimulatorConnectionDetails implements LinkKitConnectionDetails {

	private final LinkKitSimulator simulator;

	private final SimulatedDevice device;

	private final SimulatorListener listener;

	private final SingletonSupplier<SslContextSource> trust;

	SimulatorConnectionDetails(LinkKitSimulator simulator, SimulatedDevice device, SimulatorListener listener) {
		this.simulator = simulator;
		this.device = device;
		this.listener = listener;
		this.trust = SingletonSupplier.of(() -> SslContextSource.ofPem(simulator.caCertificatePem()));
	}

	@Override
	public DeviceIdentity getDeviceIdentity() {
		return new DeviceIdentity(this.device.productKey(), this.device.deviceName());
	}

	@Override
	public Secret getDeviceSecret() {
		return Secret.of(this.device.deviceSecret());
	}

	@Override
	public Secret getProductSecret() {
		return this.simulator.cloud()
			.products()
			.stream()
			.filter((product) -> product.productKey().equals(this.device.productKey()))
			.findFirst()
			.map((product) -> Secret.of(product.productSecret()))
			.orElseThrow(() -> new IllegalStateException("The product of device " + this.device + " is not known"));
	}

	@Override
	public List<URI> getRegistrationEndpoints() {
		return List.of(URI.create("https://" + this.simulator.host() + ":" + this.simulator.httpsPort()));
	}

	@Override
	public Endpoint getEndpoint(DeviceIdentity device) {
		return this.listener.endpointOf(this.simulator);
	}

	/**
	 * Trust the simulator's authority. It is made with the first context, which an
	 * application that does not encrypt need not wait for.
	 */
	@Override
	public SslContextSource getSslContextSource() {
		return new SslContextSource() {

			@Override
			public SSLContext getSslContext() {
				return SimulatorConnectionDetails.this.trust.obtain().getSslContext();
			}

			@Override
			public Collection<X509Certificate> trustAnchors() {
				return SimulatorConnectionDetails.this.trust.obtain().trustAnchors();
			}

		};
	}

}
