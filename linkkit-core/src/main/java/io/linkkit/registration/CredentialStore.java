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

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what devices got by dynamic registration. A credential that is lost cannot be
 * fetched again (reference §4.4 and §5.3), so {@link #save} returns only when it would
 * survive a loss of power.
 * <p>
 * Methods may block on input and output, and may be called by several threads.
 */
public interface CredentialStore extends AutoCloseable {

	/**
	 * Return what is stored for a device.
	 * @param device the device
	 * @return its credential, or {@code null} if none was ever stored
	 * @throws CredentialStoreException if what is stored cannot be used; never a reason
	 * to register anew without being asked to
	 */
	@Nullable DeviceCredential load(DeviceIdentity device);

	/**
	 * Store the credential of a device instead of the one stored before.
	 * @param device the device
	 * @param credential its credential
	 * @throws CredentialStoreException if it is not stored
	 */
	void save(DeviceIdentity device, DeviceCredential credential);

	/**
	 * Return whether {@link #save} can work at all. A device whose store cannot be
	 * written to is never registered.
	 * @return {@code false} for a store that somebody else fills
	 */
	default boolean isWritable() {
		return true;
	}

	/**
	 * Let others use the store.
	 */
	@Override
	default void close() {
	}

}
