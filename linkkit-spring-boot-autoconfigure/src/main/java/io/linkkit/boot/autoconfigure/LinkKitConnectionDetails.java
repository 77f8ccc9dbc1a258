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

import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.tls.SslContextSource;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Details required to put a device online. Each is asked for only if no bean says the
 * same already: an application that defines its own
 * {@link io.linkkit.auth.DeviceAuthentication} needs no device secret, for instance.
 */
public interface LinkKitConnectionDetails extends ConnectionDetails {

	/**
	 * Return who the device is.
	 * @return the device
	 * @throws io.linkkit.identity.InvalidSettingException if it is not known
	 */
	DeviceIdentity getDeviceIdentity();

	/**
	 * Return the secret of the device.
	 * @return the secret
	 * @throws io.linkkit.identity.InvalidSettingException if it is not known
	 */
	Secret getDeviceSecret();

	/**
	 * Return the secret of the device's product, with which the device is registered.
	 * Asked for instead of the secret of the device.
	 * @return the secret
	 * @throws io.linkkit.identity.InvalidSettingException if it is not known
	 */
	default Secret getProductSecret() {
		throw new InvalidSettingException("product-secret", null, "is missing",
				"Copy the ProductSecret from the product's page in the IoT Platform console.");
	}

	/**
	 * Return where devices are registered over HTTPS.
	 * @return base URLs, of which the next is tried if the one before cannot be reached
	 * @throws io.linkkit.identity.InvalidSettingException if they are not known
	 */
	default List<URI> getRegistrationEndpoints() {
		throw new InvalidSettingException("registration.https-endpoint", null,
				"must be set, since no region is known to derive it from",
				"Set 'linkkit.host-name' to the region the product lives in, such as cn-shanghai, "
						+ "or 'linkkit.registration.transport' to mqtt.");
	}

	/**
	 * Return where the platform answers.
	 * @param device the device to be put online, which is not necessarily the one of
	 * these details
	 * @return the endpoint
	 * @throws io.linkkit.identity.InvalidSettingException if it is not known
	 */
	Endpoint getEndpoint(DeviceIdentity device);

	/**
	 * Return whom to trust. Called once.
	 * @return the platform's root and those of the JDK, unless overridden
	 */
	default SslContextSource getSslContextSource() {
		return SslContextSource.ofPlatformAndJdk();
	}

}
