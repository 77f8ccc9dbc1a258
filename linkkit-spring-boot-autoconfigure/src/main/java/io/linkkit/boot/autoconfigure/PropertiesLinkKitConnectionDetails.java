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

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.registration.exchange.HttpsRegistrationExchange;
import io.linkkit.tls.SslContextSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.io.ResourceLoader;

/**
 * {@link LinkKitConnectionDetails} taken from {@link LinkKitProperties}.
 */
final class PropertiesLinkKitConnectionDetails implements LinkKitConnectionDetails {

	private final LinkKitProperties properties;

	private final @Nullable SslBundles sslBundles;

	private final ResourceLoader resources;

	PropertiesLinkKitConnectionDetails(LinkKitProperties properties, @Nullable SslBundles sslBundles,
			ResourceLoader resources) {
		this.properties = properties;
		this.sslBundles = sslBundles;
		this.resources = resources;
	}

	/**
	 * Return the device. If it is not known, tell at once whether the secret is missing
	 * as well: nobody wants to start three times to learn of three missing keys.
	 */
	@Override
	public DeviceIdentity getDeviceIdentity() {
		try {
			return new DeviceIdentity(this.properties.productKey(), this.properties.deviceName(),
					this.properties.instanceId());
		}
		catch (InvalidSettingException ex) {
			missingSecret().ifPresent(ex::addSuppressed);
			throw ex;
		}
	}

	private Optional<InvalidSettingException> missingSecret() {
		boolean registered = AuthType.infer(this.properties.authType(), this.properties.deviceSecret() != null,
				this.properties.productSecret() != null) != AuthType.DEVICE_SECRET;
		try {
			(registered ? getProductSecret() : getDeviceSecret()).reveal();
			return Optional.empty();
		}
		catch (InvalidSettingException ex) {
			return Optional.of(ex);
		}
	}

	@Override
	public Secret getDeviceSecret() {
		this.properties.requireAuthType();
		Secret secret = this.properties.deviceSecret();
		if (secret == null) {
			throw new InvalidSettingException("device-secret", null, "is missing",
					"Copy the DeviceSecret from the device's page in the IoT Platform console, "
							+ "or set 'linkkit.product-secret' for a device that is to be registered dynamically.");
		}
		return secret;
	}

	@Override
	public Secret getProductSecret() {
		Secret secret = this.properties.productSecret();
		return (secret != null) ? secret : LinkKitConnectionDetails.super.getProductSecret();
	}

	@Override
	public List<URI> getRegistrationEndpoints() {
		Optional<URI> given = this.properties.registration().toHttpsEndpoint();
		if (given.isPresent()) {
			return List.of(given.get());
		}
		String region = this.properties.hostName();
		return (region != null) ? HttpsRegistrationExchange.endpointsOf(region)
				: LinkKitConnectionDetails.super.getRegistrationEndpoints();
	}

	@Override
	public Endpoint getEndpoint(DeviceIdentity device) {
		return this.properties.toEndpointSettings().resolve(device);
	}

	@Override
	public SslContextSource getSslContextSource() {
		String caCertificates = this.properties.caCertificates();
		String bundle = this.properties.ssl().bundle();
		if (bundle == null) {
			return (caCertificates != null) ? new CaCertificates(caCertificates).toSslContextSource(this.resources)
					: SslContextSource.ofPlatformAndJdk();
		}
		if (caCertificates != null) {
			throw new InvalidSettingException("ca-certificates", null,
					"must not be set together with 'linkkit.ssl.bundle'",
					"Keep the one that says whom to trust and remove the other.");
		}
		return SslBundleContextSource.of(bundle, this.sslBundles);
	}

}
