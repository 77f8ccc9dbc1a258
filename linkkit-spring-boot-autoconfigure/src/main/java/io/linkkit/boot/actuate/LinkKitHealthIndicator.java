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

package io.linkkit.boot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.QueueStatus;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationFailure;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Tells whether a device is online, and if not, why and what to do. It is up while
 * connected; unknown before the first attempt has ended and when the application does not
 * want the device to be online; down otherwise.
 * <p>
 * Restarting an application does not mend a network, so this does not belong to the
 * liveness group.
 */
public final class LinkKitHealthIndicator extends AbstractHealthIndicator {

	private final LinkKitConnection connection;

	private final @Nullable DynamicRegistration registration;

	/**
	 * Create an indicator.
	 * @param connection the connection to look at
	 * @param registration has the credential; {@code null} if the device was given one
	 */
	public LinkKitHealthIndicator(LinkKitConnection connection, @Nullable DynamicRegistration registration) {
		super("The state of the LinkKit connection could not be read");
		this.connection = connection;
		this.registration = registration;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ConnectionStatus status = this.connection.status();
		builder.status(statusOf(status))
			.withDetail("device", this.connection.device().username())
			.withDetail("state", status.state())
			.withDetail("since", status.since());
		if (status.state() != ConnectionState.CONNECTED) {
			describeAbsence(status, builder);
		}
		if (status.suspicion() != null) {
			builder.withDetail("suspicion",
					Map.of("description", status.suspicion().description(), "remedy", status.suspicion().remedy()));
		}
		if (!status.rejectedSubscriptions().isEmpty()) {
			builder.withDetail("rejectedSubscriptions", status.rejectedSubscriptions().stream().sorted().toList());
		}
		describeRegistration(status.registrationFailure(), builder);
		builder.withDetail("queue", queue(this.connection.queue()));
	}

	private static Status statusOf(ConnectionStatus status) {
		return switch (status.state()) {
			case CONNECTED -> Status.UP;
			case INITIALIZED, STOPPED -> Status.UNKNOWN;
			case CONNECTING, REGISTERING -> isFirstAttempt(status) ? Status.UNKNOWN : Status.DOWN;
			case WAITING, SUSPENDED, UNREGISTERED -> Status.DOWN;
		};
	}

	private static boolean isFirstAttempt(ConnectionStatus status) {
		return status.lastFailure() == null && status.registrationFailure() == null;
	}

	private static void describeAbsence(ConnectionStatus status, Health.Builder builder) {
		builder.withDetail("attempts", status.attempts());
		FailureReason reason = status.lastFailure();
		if (reason != null) {
			builder.withDetail("reason", reason)
				.withDetail("description", reason.description())
				.withDetail("remedy", reason.remedy());
		}
		if (status.lastFailureDetail() != null) {
			builder.withDetail("detail", status.lastFailureDetail());
		}
		if (status.nextAttempt() != null) {
			builder.withDetail("nextAttempt", status.nextAttempt());
		}
	}

	private void describeRegistration(@Nullable RegistrationFailure failure, Health.Builder builder) {
		if (this.registration == null) {
			return;
		}
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("kind", this.registration.kind());
		details.put("credential", credential(this.registration));
		if (failure != null) {
			details.put("reason", failure.reason());
			details.put("description", failure.toString());
			details.put("remedy", failure.reason().remedy());
		}
		builder.withDetail("registration", details);
	}

	private static String credential(DynamicRegistration registration) {
		if (registration.isStored()) {
			return "stored";
		}
		return (registration.credential() != null) ? "not stored" : "none";
	}

	private static Map<String, Object> queue(QueueStatus queue) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("depth", queue.depth());
		details.put("bytes", queue.bytes());
		details.put("dropped", queue.totalDropped());
		return details;
	}

}
