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

/**
 * One way to ask the platform for a credential.
 */
@FunctionalInterface
public interface RegistrationExchange {

	/**
	 * Ask once; a further attempt is up to the caller. Blocks until there is an answer,
	 * at most for some 20 seconds. Ends early when the thread is interrupted.
	 * @param keeper takes the credential before the platform is told that it arrived;
	 * must not throw
	 * @throws RegistrationException if there is no credential
	 */
	void register(Consumer<DeviceCredential> keeper);

}
