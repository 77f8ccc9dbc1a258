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

import java.util.HashMap;
import java.util.Map;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStoreException.Problem;

/**
 * A store that has problems on request.
 */
final class MemoryStore implements CredentialStore {

	private final Map<DeviceIdentity, DeviceCredential> credentials = new HashMap<>();

	volatile Problem loadProblem;

	volatile boolean full;

	boolean writable = true;

	@Override
	public synchronized DeviceCredential load(DeviceIdentity device) {
		if (this.loadProblem != null) {
			throw new CredentialStoreException(this.loadProblem, "as told", null);
		}
		return this.credentials.get(device);
	}

	@Override
	public synchronized void save(DeviceIdentity device, DeviceCredential credential) {
		if (this.full) {
			throw new CredentialStoreException(Problem.UNWRITABLE, "disk is full", null);
		}
		this.credentials.put(device, credential);
	}

	@Override
	public boolean isWritable() {
		return this.writable;
	}

}
