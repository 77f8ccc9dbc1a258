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

package io.linkkit.simulator.platform;

import io.linkkit.simulator.platform.LoginDecision.Refused;

/**
 * Stands where the platform has no strategy: every {@code authType} nobody knows.
 */
final class UnsupportedLogin implements LoginStrategy {

	@Override
	public LoginDecision decide(ConnectRequest request, ClientId clientId, boolean secure) {
		return new Refused(ConnackCode.IDENTIFIER_REJECTED, "auth-type",
				"authType=" + clientId.parameter("authType") + " is none of register, regnwl, connwl");
	}

}
