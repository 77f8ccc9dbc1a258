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

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt to register gave no credential.
 *
 * @param reason the kind of failure
 * @param code what the platform answered: a code of reference §4.1, a CONNACK code or an
 * HTTP status; {@code null} if it did not answer
 * @param message what the platform said, or what happened here, in a sentence; never a
 * secret
 * @param cause what was thrown, if anything was
 */
public record RegistrationFailure(RegistrationFailureReason reason, @Nullable Integer code, String message,
		@Nullable Throwable cause) {

	@Override
	public String toString() {
		return this.reason.description() + ((this.code != null) ? " (code " + this.code + ")" : "")
				+ (this.message.isEmpty() ? "" : ": " + this.message);
	}

}
