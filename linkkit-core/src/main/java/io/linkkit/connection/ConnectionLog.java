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

package io.linkkit.connection;

import java.time.Duration;
import java.util.Locale;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells the connection's story in the log: a warning whenever the reason for being
 * offline changes, not for every attempt.
 */
final class ConnectionLog {

	private static final Log logger = LogFactory.getLog(LinkKitConnection.class);

	private final String device;

	private @Nullable Enum<?> known;

	private boolean postponed;

	private @Nullable Suspicion suspected;

	ConnectionLog(DeviceIdentity device) {
		this.device = device.username();
	}

	void connecting(Endpoint endpoint, int attempt) {
		this.postponed = false;
		String message = "Connecting " + this.device + " to " + endpoint
				+ ((attempt > 1) ? ", attempt " + attempt : "");
		if (attempt == 1) {
			logger.info(message);
		}
		else {
			logger.debug(message);
		}
	}

	void postponed(Duration wait) {
		if (this.postponed) {
			return;
		}
		this.postponed = true;
		logger.info(this.device + " has made as many attempts within a minute as the platform allows"
				+ " (linkkit.reconnect.max-per-minute); the next one is made in " + seconds(wait));
	}

	void connected(Duration took, int attempts, boolean sessionPresent) {
		this.known = null;
		logger.info(this.device + " is online after " + took.toMillis() + " ms"
				+ ((attempts > 1) ? " and " + attempts + " attempts" : "")
				+ (sessionPresent ? ", session resumed" : ""));
	}

	void failed(MqttFailure failure, Duration delay) {
		FailureReason reason = failure.reason();
		String next = "next attempt in " + seconds(delay);
		if (reason != this.known) {
			this.known = reason;
			logger.warn(this.device + " cannot connect: " + sentence(failure) + " Remedy: " + reason.remedy() + "; "
					+ next + ", and this is not logged again until it changes");
			logger.debug("Cause of the failure", failure.cause());
		}
		else {
			logger.debug(this.device + " still cannot connect: " + sentence(failure) + " " + next);
		}
	}

	/**
	 * Tell of a loss. A suspicion is named once; further losses that fit it are no news.
	 */
	void lost(MqttFailure failure, @Nullable Suspicion suspicion, Duration delay) {
		this.known = null;
		String message = this.device + " lost its connection: " + sentence(failure) + " Next attempt in "
				+ seconds(delay);
		if (suspicion == null) {
			logger.warn(message);
		}
		else if (suspicion != this.suspected) {
			logger.warn(message + ". A suspicion: " + suspicion.description() + ". Remedy: " + suspicion.remedy()
					+ ". This is not logged again until a session was stable");
		}
		else {
			logger.debug(message);
		}
		this.suspected = suspicion;
		logger.debug("Cause of the loss", failure.cause());
	}

	void kicked(int kicks, @Nullable Duration quarantine) {
		logger.warn(this.device + " was thrown out because another client logged in with its identity, " + kicks
				+ " time(s) within 10 minutes. Look for a second application or device with the same product key"
				+ " and device name" + ((quarantine != null)
						? "; staying away for " + seconds(quarantine) + " so that they stop fighting" : ""));
	}

	void registered(boolean stored) {
		this.known = null;
		logger.info(this.device + " is registered" + (stored ? ", its credential is stored" : ""));
	}

	void registrationFailed(RegistrationFailure failure, @Nullable Duration delay) {
		RegistrationFailureReason reason = failure.reason();
		String next = (delay != null) ? "next attempt in " + seconds(delay) : "no further attempt is made";
		if (reason != this.known) {
			this.known = reason;
			String message = this.device + " is not registered: " + failure + ". Remedy: " + reason.remedy() + "; "
					+ next;
			if (delay != null) {
				logger.warn(message + ", and this is not logged again until it changes");
			}
			else {
				logger.error(message);
			}
			logger.debug("Cause of the failure", failure.cause());
		}
		else {
			logger.debug(this.device + " is still not registered: " + failure + "; " + next);
		}
	}

	void subscriptionRejected(String topicFilter) {
		logger.warn("The platform refuses " + this.device + " the subscription to " + topicFilter
				+ ". Check in the console that the topic is defined and may be subscribed to");
	}

	void left(MqttFailure failure) {
		this.known = null;
		logger.info(this.device + " is offline: " + sentence(failure));
	}

	private static String sentence(MqttFailure failure) {
		return failure.reason().description() + (failure.detail().isEmpty() ? "" : " (" + failure.detail() + ")") + ".";
	}

	private static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
	}

}
