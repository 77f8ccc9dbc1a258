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

/**
 * What became of the wish for a credential.
 */
public sealed interface RegistrationResult {

	/**
	 * The device has a credential.
	 *
	 * @param credential the credential
	 * @param fresh whether the platform issued it just now; {@code false} if it was known
	 * before
	 * @param stored whether it is safe in the {@link CredentialStore}; if not, storing it
	 * is tried again until the application ends
	 */
	record Registered(DeviceCredential credential, boolean fresh, boolean stored) implements RegistrationResult {

	}

	/**
	 * The device has no credential.
	 *
	 * @param failure why
	 */
	record Failed(RegistrationFailure failure) implements RegistrationResult {

	}

}
