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

package io.linkkit.registration.store;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.DeviceToken;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStore;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.PropertyResolver;

/**
 * Takes the credential of the only device of an application from the environment, for
 * machines whose credentials are handed out by other means. Nothing can be saved.
 * <p>
 * The properties are {@code device-secret}, or {@code client-id} and
 * {@code device-token}, behind a prefix. Empty ones count as missing. They are read each
 * time.
 */
public final class EnvironmentCredentialStore implements CredentialStore {

	private final PropertyResolver properties;

	private final String deviceSecret;

	private final String clientId;

	private final String deviceToken;

	/**
	 * Create a store.
	 * @param properties the environment
	 * @param prefix what stands before the names of the properties, without the last dot,
	 * such as {@code linkkit.credentials}
	 */
	public EnvironmentCredentialStore(PropertyResolver properties, String prefix) {
		this.properties = properties;
		this.deviceSecret = prefix + ".device-secret";
		this.clientId = prefix + ".client-id";
		this.deviceToken = prefix + ".device-token";
	}

	@Override
	public @Nullable DeviceCredential load(DeviceIdentity device) {
		String secret = value(this.deviceSecret);
		String id = value(this.clientId);
		String token = value(this.deviceToken);
		if (id != null && token != null && secret == null) {
			return new DeviceToken(id, Secret.of(token));
		}
		if (id != null || token != null) {
			throw new CredentialStoreException(Problem.UNREADABLE,
					"The environment must have either " + this.deviceSecret + ", or both " + this.clientId + " and "
							+ this.deviceToken + ". Set what the device was given, and nothing else.",
					null);
		}
		return (secret != null) ? new DeviceSecret(Secret.of(secret)) : null;
	}

	private @Nullable String value(String name) {
		String value = this.properties.getProperty(name);
		return (value != null && !value.isEmpty()) ? value : null;
	}

	@Override
	public void save(DeviceIdentity device, DeviceCredential credential) {
		throw new CredentialStoreException(Problem.UNWRITABLE,
				"The credential of " + device.deviceName() + " of product " + device.productKey()
						+ " cannot be stored in the environment. Use another store to register devices.",
				null);
	}

	@Override
	public boolean isWritable() {
		return false;
	}

}
