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

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.LoginDecision.MayRegister;
import io.linkkit.simulator.platform.LoginDecision.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Dynamic registration over MQTT (reference §4.2, §5.1). The keep-alive is not checked.
 */
final class RegistrationLogin implements LoginStrategy {

	private final RegistrationKind kind;

	private final Registrar registrar;

	RegistrationLogin(RegistrationKind kind, Registrar registrar) {
		this.kind = kind;
		this.registrar = registrar;
	}

	@Override
	public LoginDecision decide(ConnectRequest request, ClientId clientId, boolean secure) {
		if (!secure) {
			return rejected("plain", "registration is possible over TLS only");
		}
		String secureMode = clientId.parameter("securemode");
		if (secureMode == null || !this.kind.allowsSecureMode(secureMode)) {
			return rejected("securemode", "securemode=" + secureMode + " is wrong for a registration");
		}
		String random = clientId.parameter("random");
		if (random == null || random.isEmpty()) {
			return rejected("random", "'random' is missing");
		}
		String signMethodName = clientId.parameter("signmethod");
		Optional<SignMethod> signMethod = SignMethod.named(signMethodName);
		if (signMethodName == null || signMethod.isEmpty()) {
			return rejected("signmethod", "signmethod=" + signMethodName + " is none of hmacmd5, hmacsha1, hmacsha256");
		}
		Optional<DeviceIdentity> identity = DeviceIdentity.ofUsername(request.username());
		if (identity.isEmpty()) {
			return refused(ConnackCode.BAD_USER_NAME_OR_PASSWORD, "username",
					"user name '" + request.username() + "' is not of the form deviceName&productKey");
		}
		String sign = new String(request.password(), StandardCharsets.ISO_8859_1);
		return decide(new RegistrationClaim(identity.get(), signMethod.get(), random, sign),
				clientId.parameter("instanceId"));
	}

	private LoginDecision decide(RegistrationClaim claim, @Nullable String instanceId) {
		Optional<RegistrationObjection> objection = this.registrar.objection(this.kind, claim);
		if (objection.isPresent()) {
			RegistrationRefusal refusal = objection.get().refusal();
			return refused(refusal.connackCode(), refusal.reason(), objection.get().text());
		}
		return new MayRegister(this.kind, claim.identity(), instanceId);
	}

	private static Refused rejected(String reason, String text) {
		return refused(ConnackCode.IDENTIFIER_REJECTED, reason, text);
	}

	private static Refused refused(ConnackCode code, String reason, String text) {
		return new Refused(code, reason, text, LogEvent.REGISTRATION_REFUSED);
	}

}
