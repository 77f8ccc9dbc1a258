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

package io.linkkit.connection.event;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.RegistrationKind;

/**
 * The platform registered the device just now and issued a credential. The connection
 * goes on with it by itself.
 */
public final class DeviceRegisteredEvent extends LinkKitConnectionEvent {

	private final RegistrationKind kind;

	private final boolean stored;

	public DeviceRegisteredEvent(Object source, DeviceIdentity device, RegistrationKind kind, boolean stored) {
		super(source, device);
		this.kind = kind;
		this.stored = stored;
	}

	/**
	 * Return how the device was registered.
	 * @return the kind of registration
	 */
	public RegistrationKind getKind() {
		return this.kind;
	}

	/**
	 * Return whether the credential is safe in the store.
	 * @return {@code false} if it would be lost with the process; storing it is tried
	 * again
	 */
	public boolean isStored() {
		return this.stored;
	}

	@Override
	public String details() {
		return "kind=" + this.kind + ", stored=" + this.stored;
	}

}
