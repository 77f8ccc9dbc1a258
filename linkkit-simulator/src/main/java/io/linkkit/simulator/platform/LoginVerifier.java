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

import java.util.Map;
import java.util.Optional;

import io.linkkit.simulator.platform.LoginDecision.Refused;

/**
 * Decides about every CONNECT: takes the client id apart and asks the strategy its
 * {@code authType} stands for.
 */
final class LoginVerifier {

	private static final String NO_AUTH_TYPE = "";

	private final Map<String, LoginStrategy> strategies;

	private final LoginStrategy unsupported = new UnsupportedLogin();

	LoginVerifier(DeviceRegistry registry) {
		Registrar registrar = new Registrar(registry);
		this.strategies = Map.of(NO_AUTH_TYPE, new DeviceSecretLogin(registry), DeviceTokenLogin.AUTH_TYPE,
				new DeviceTokenLogin(registry), RegistrationKind.REGISTERED_BEFOREHAND.authType(),
				new RegistrationLogin(RegistrationKind.REGISTERED_BEFOREHAND, registrar),
				RegistrationKind.NOT_REGISTERED_BEFOREHAND.authType(),
				new RegistrationLogin(RegistrationKind.NOT_REGISTERED_BEFOREHAND, registrar));
	}

	LoginDecision decide(ConnectRequest request, boolean secure) {
		Optional<ClientId> clientId = ClientId.parse(request.clientId());
		if (clientId.isEmpty()) {
			return new Refused(ConnackCode.IDENTIFIER_REJECTED, "client-id", "client id '" + request.clientId()
					+ "' is not of the form 'name|key=value,…|' with a name of 1 to 64 characters");
		}
		String authType = clientId.get().parameters().getOrDefault("authType", NO_AUTH_TYPE);
		LoginStrategy strategy = this.strategies.getOrDefault(authType, this.unsupported);
		return strategy.decide(request, clientId.get(), secure);
	}

}
