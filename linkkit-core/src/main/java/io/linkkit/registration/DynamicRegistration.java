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

package io.linkkit.registration;

import java.util.function.Consumer;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Obtains the credential of a device with the secret of its product, and keeps it. The
 * platform is asked only if no credential is stored, or if somebody decides to register
 * anew.
 * <p>
 * A connection that was given this registers by itself when it starts. Applications call
 * it to register at a time of their own or to replace a credential; a connection that
 * waits goes on at once with what they obtain. Methods may be called by any thread and
 * wait for one another.
 */
public interface DynamicRegistration extends AutoCloseable {

	/**
	 * Return which kind of registration this is.
	 * @return the kind
	 */
	RegistrationKind kind();

	/**
	 * Return the credential without asking anybody.
	 * @return the credential obtained or loaded so far, or {@code null} if there is none
	 */
	@Nullable DeviceCredential credential();

	/**
	 * Return whether the credential is safely stored. A device without a stored
	 * credential is lost when its process ends.
	 * @return {@code false} if there is no credential, or the store did not take it yet
	 */
	boolean isStored();

	/**
	 * See to it that the device has a credential: the one stored, or else a new one.
	 * Blocks for at most one attempt of some 20 seconds; never throws because of what the
	 * platform or the store does.
	 * @return the credential, or why there is none
	 */
	RegistrationResult register();

	/**
	 * Register although a credential may be stored, and replace that. An operator's
	 * decision: the platform refuses a device that was activated unless its registration
	 * was reset (reference §4.4), and counts what it issues to one that need not exist
	 * (reference §5.3). If it fails, the old credential stays. Blocks as
	 * {@link #register()} does.
	 * @return the new credential, or why there is none
	 */
	RegistrationResult registerAnew();

	/**
	 * Tell somebody about every result from now on, on the thread that obtained it.
	 * @param listener takes results; must not block
	 */
	void addListener(Consumer<RegistrationResult> listener);

	/**
	 * Make a last attempt to store what could not be stored, and end the thread that
	 * tried.
	 */
	@Override
	void close();

	/**
	 * Create the registration of a device.
	 * @param device the device
	 * @param kind what {@code exchange} asks for
	 * @param exchange asks the platform
	 * @param store keeps what it gives; not closed with the registration
	 * @param force whether the first {@link #register()} shall be a
	 * {@link #registerAnew()}; if the platform refuses that, what is stored is used
	 * @return the registration
	 */
	static DynamicRegistration create(DeviceIdentity device, RegistrationKind kind, RegistrationExchange exchange,
			CredentialStore store, boolean force) {
		return new DefaultDynamicRegistration(device, kind, exchange, new CredentialKeeper(device, store), force);
	}

}
