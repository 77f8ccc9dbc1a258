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
import java.time.Duration;
import java.util.Optional;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.LoginDecision.MayRegister;
import org.jspecify.annotations.Nullable;

/**
 * Registers devices over MQTT and over HTTPS, and tells them so unless a fault forbids
 * it. The caller holds the monitor.
 */
final class RegistrationDesk {

	private static final int OK = 200;

	private static final int FIRST_PACKET_ID = 1;

	private static final String[] FIELDS = { "productKey", "deviceName", "random", "sign", "signMethod" };

	private final PlatformContext context;

	private final Registrar registrar;

	RegistrationDesk(PlatformContext context, Registrar registrar) {
		this.context = context;
		this.registrar = registrar;
	}

	/**
	 * Register a device that asked for it with CONNECT: CONNACK 0, then the push, for
	 * which it need not have subscribed.
	 * @param decision who may register
	 * @param connection where to push to
	 * @return what the device may do from now on
	 */
	RegisteringClient register(MayRegister decision, DeviceConnection connection) {
		RegistrationKind kind = decision.kind();
		RegistrationAnswer answer = this.registrar.register(kind, decision.identity());
		logRegistered(decision.identity(), connection.description() + ", authType=" + kind.authType()
				+ ((decision.instanceId() != null) ? ", instanceId=" + decision.instanceId() : ""));
		connection.accept(false);
		push(kind, answer, connection);
		return new RegisteringClient(this.context, decision.identity());
	}

	private void push(RegistrationKind kind, RegistrationAnswer answer, DeviceConnection connection) {
		RegistrationFault fault = fault();
		if (fault instanceof RegistrationFault.Withheld) {
			return;
		}
		String topic = (fault instanceof RegistrationFault.OtherTopic) ? kind.otherPushTopic() : kind.pushTopic();
		byte[] payload = answer.push(fault).getBytes(StandardCharsets.UTF_8);
		Delivery push = (fault instanceof RegistrationFault.AtLeastOnce)
				? Delivery.atLeastOnce(FIRST_PACKET_ID, topic, payload) : Delivery.atMostOnce(topic, payload);
		connection.deliverLater(push, delay(fault));
	}

	/**
	 * Register a device that asked for it over HTTPS.
	 * @param form the request
	 * @return the answer, or empty when it is never to be answered
	 */
	Optional<RegistrationReply> register(RegistrationForm form) {
		RegistrationFault fault = fault();
		if (fault instanceof RegistrationFault.HttpStatus bad) {
			return Optional.of(faultyReply(form, bad.status(), bad.status()));
		}
		if (fault instanceof RegistrationFault.Code bad) {
			return Optional.of(faultyReply(form, OK, bad.code()));
		}
		String body = judgeAndRegister(form, fault);
		return (fault instanceof RegistrationFault.Withheld) ? Optional.empty()
				: Optional.of(new RegistrationReply(OK, body, delay(fault)));
	}

	private String judgeAndRegister(RegistrationForm form, @Nullable RegistrationFault fault) {
		Optional<RegistrationObjection> malformed = objectionToForm(form);
		if (malformed.isPresent()) {
			return refuse(form, malformed.get());
		}
		DeviceIdentity identity = identity(form).orElseThrow();
		RegistrationClaim claim = new RegistrationClaim(identity,
				SignMethod.named(required(form, "signMethod")).orElseThrow(), required(form, "random"),
				required(form, "sign"));
		Optional<RegistrationObjection> objection = this.registrar.objection(RegistrationKind.REGISTERED_BEFOREHAND,
				claim);
		if (objection.isPresent()) {
			return refuse(form, objection.get());
		}
		RegistrationAnswer answer = this.registrar.register(RegistrationKind.REGISTERED_BEFOREHAND, identity);
		logRegistered(identity, form.peer());
		return answer.httpBody(fault);
	}

	private static Optional<RegistrationObjection> objectionToForm(RegistrationForm form) {
		if (!form.isForm()) {
			return Optional.of(RegistrationRefusal.BAD_PARAMETER.because(
					"content type '" + form.contentType() + "' where application/x-www-form-urlencoded is wanted"));
		}
		for (String field : FIELDS) {
			if (form.field(field).isEmpty()) {
				return Optional
					.of(RegistrationRefusal.BAD_PARAMETER.because("'" + field + "' is missing, empty or repeated"));
			}
		}
		if (identity(form).isEmpty()) {
			return Optional.of(RegistrationRefusal.BAD_PARAMETER.because("'" + required(form, "deviceName") + "' of '"
					+ required(form, "productKey") + "' can be no device name or product key"));
		}
		if (SignMethod.named(required(form, "signMethod")).isEmpty()) {
			return Optional.of(RegistrationRefusal.UNKNOWN_SIGN_METHOD
				.because("signMethod=" + required(form, "signMethod") + " is none of hmacmd5, hmacsha1, hmacsha256"));
		}
		return Optional.empty();
	}

	private static Optional<DeviceIdentity> identity(RegistrationForm form) {
		return DeviceIdentity.of(required(form, "productKey"), required(form, "deviceName"));
	}

	private static String required(RegistrationForm form, String field) {
		return form.field(field).orElseThrow();
	}

	private String refuse(RegistrationForm form, RegistrationObjection objection) {
		RegistrationRefusal refusal = objection.refusal();
		log(LogEvent.REGISTRATION_REFUSED, device(form), refusal.reason(),
				"code " + refusal.code() + " over " + form.peer() + ": " + objection.text());
		return RegistrationAnswer.envelope(refusal.code(), refusal.message(), null);
	}

	private static @Nullable String device(RegistrationForm form) {
		return form.field("productKey")
			.flatMap((productKey) -> form.field("deviceName")
				.flatMap((deviceName) -> DeviceIdentity.of(productKey, deviceName)))
			.map(DeviceIdentity::username)
			.orElse(null);
	}

	private RegistrationReply faultyReply(RegistrationForm form, int status, int code) {
		log(LogEvent.REGISTRATION_REFUSED, device(form), "fault", "HTTP status " + status + " with code " + code
				+ " over " + form.peer() + ": refused by a fault that was asked for");
		return new RegistrationReply(status, RegistrationAnswer.envelope(code, "asked for by a fault", null),
				Duration.ZERO);
	}

	private @Nullable RegistrationFault fault() {
		return this.context.faults().registrationFault().orElse(null);
	}

	private static Duration delay(@Nullable RegistrationFault fault) {
		return (fault instanceof RegistrationFault.Delayed late) ? late.delay() : Duration.ZERO;
	}

	private void logRegistered(DeviceIdentity identity, String how) {
		String text = "over " + how
				+ this.context.faults()
					.registrationFault()
					.map((fault) -> "; the answer suffers from a fault that was asked for: " + fault)
					.orElse("");
		log(LogEvent.REGISTERED, identity.username(), "", text);
	}

	private void log(LogEvent event, @Nullable String device, String reason, String text) {
		this.context.log().add(event, device, reason, text);
	}

}
