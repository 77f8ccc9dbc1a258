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

package io.linkkit.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailure;

/**
 * Puts into findings what the connection says of its login and its topics.
 *
 * @param doubts what was suspicious before
 * @param plain whether the connection is not encrypted
 * @param portSpeaksTls tells whether the port answers TLS
 */
record LoginExamination(List<Doubt> doubts, boolean plain, BooleanSupplier portSpeaksTls) {

	private static final Set<FailureReason> LIKE_MISSING_TLS = EnumSet.of(FailureReason.CLOSED_BEFORE_CONNACK,
			FailureReason.CONNACK_TIMEOUT, FailureReason.CONNECTION_RESET, FailureReason.PROTOCOL_ERROR);

	Finding login(LoginOutcome.Result result, Duration took) {
		ConnectionStatus status = result.status();
		Duration postponed = result.postponed();
		String waited = (postponed != null) ? "; it had to wait " + postponed.toSeconds()
				+ " s, since linkkit.reconnect.max-per-minute attempts were made within a minute" : "";
		return switch (status.state()) {
			case CONNECTED -> online(status, took, waited);
			case INITIALIZED, STOPPED -> new Finding(Step.LOGIN, Verdict.SKIPPED, took,
					"the application does not want to be online (" + status.state() + ")", Advice.START_CONNECTION);
			case REGISTERING, CONNECTING, WAITING, SUSPENDED, UNREGISTERED -> offline(status, took, waited);
		};
	}

	private static Finding online(ConnectionStatus status, Duration took, String waited) {
		String online = "online since " + shown(status.since()) + waited;
		if (status.suspicion() != null) {
			return Finding.warning(Step.LOGIN, took, online + "; " + status.suspicion().description(),
					Advice.LOOK_FOR_SHORT_SESSIONS);
		}
		if (status.lastFailure() == FailureReason.KICKED) {
			return Finding.warning(Step.LOGIN, took, online + "; thrown out before: " + status.lastFailureDetail(),
					Advice.FIND_SECOND_CLIENT);
		}
		return Finding.ok(Step.LOGIN, took, online);
	}

	private Finding offline(ConnectionStatus status, Duration took, String waited) {
		Instant next = status.nextAttempt();
		String since = " (" + status.state() + " since " + shown(status.since())
				+ ((next != null) ? ", next attempt at " + shown(next) : "") + ")" + waited;
		RegistrationFailure registration = status.registrationFailure();
		if (registration != null) {
			return Finding.failed(Step.LOGIN, took, "not registered: " + registration + since,
					Remedies.of(registration.reason()));
		}
		FailureReason reason = status.lastFailure();
		if (reason == null) {
			return Finding.failed(Step.LOGIN, took, "no outcome yet" + since, Advice.WAIT);
		}
		String detail = status.lastFailureDetail();
		String what = reason.description() + ((detail == null || detail.isEmpty()) ? "" : ": " + detail);
		if (this.plain && LIKE_MISSING_TLS.contains(reason) && this.portSpeaksTls.getAsBoolean()) {
			return Finding.failed(Step.LOGIN, took, what + "; the port answers TLS" + since, Advice.USE_TLS);
		}
		return Finding.failed(Step.LOGIN, took, what + since, Doubt.adviceFor(reason, this.doubts));
	}

	private static Instant shown(Instant time) {
		return time.truncatedTo(ChronoUnit.MILLIS);
	}

	Finding topics(ConnectionStatus status) {
		if (status.state() != ConnectionState.CONNECTED) {
			return Finding.skipped(Step.TOPICS, "the device is not online");
		}
		Set<String> rejected = status.rejectedSubscriptions();
		if (!rejected.isEmpty()) {
			return Finding.failed(Step.TOPICS, Duration.ZERO,
					"the platform refused to subscribe " + rejected.stream().sorted().collect(Collectors.joining(", ")),
					Advice.DEFINE_TOPIC);
		}
		if (status.lastFailure() == FailureReason.CLOSED_AFTER_PUBLISH) {
			return Finding.warning(Step.TOPICS, Duration.ZERO, "before this session: " + status.lastFailureDetail(),
					Advice.CHECK_PUBLISH_RIGHT);
		}
		return Finding.ok(Step.TOPICS, Duration.ZERO, "no subscription is refused");
	}

}
