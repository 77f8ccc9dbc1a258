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
import java.time.Instant;
import java.util.function.Consumer;

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectingEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.connection.event.DeviceRegisteredEvent;
import io.linkkit.connection.event.DeviceRegistrationFailedEvent;
import io.linkkit.connection.event.LinkKitConnectionEvent;
import io.linkkit.connection.event.SubscriptionRejectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationKind;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to a connection: by events to the application, by the log to whoever
 * looks after it.
 */
final class ConnectionReporter {

	private final LinkKitConnection source;

	private final DeviceIdentity device;

	private final Consumer<LinkKitConnectionEvent> events;

	private final ConnectionLog log;

	/**
	 * Create a reporter.
	 * @param source the connection
	 * @param events takes events; must not block
	 */
	ConnectionReporter(LinkKitConnection source, Consumer<LinkKitConnectionEvent> events) {
		this.source = source;
		this.device = source.device();
		this.events = events;
		this.log = new ConnectionLog(this.device);
	}

	void connecting(int attempt, Endpoint endpoint) {
		this.log.connecting(endpoint, attempt);
		publish(new DeviceConnectingEvent(this.source, this.device, attempt, endpoint));
	}

	/**
	 * Tell that an attempt has to wait because too many were made within a minute.
	 * @param wait how long
	 */
	void postponed(Duration wait) {
		this.log.postponed(wait);
	}

	void connected(boolean sessionPresent, boolean reconnect, int attempts, Duration duration) {
		this.log.connected(duration, attempts, sessionPresent);
		publish(new DeviceConnectedEvent(this.source, this.device, sessionPresent, reconnect, attempts, duration));
	}

	void failed(MqttFailure failure, Duration delay, Instant nextAttempt) {
		this.log.failed(failure, delay);
		publish(new DeviceConnectionFailedEvent(this.source, this.device, failure, nextAttempt));
	}

	/**
	 * Tell that the device is no longer online.
	 * @param failure why
	 * @param suspicion what losses like this one point to, or {@code null}
	 * @param delay how long until the next attempt
	 * @param nextAttempt when that will be
	 */
	void lost(MqttFailure failure, @Nullable Suspicion suspicion, Duration delay, Instant nextAttempt) {
		this.log.lost(failure, suspicion, delay);
		publish(new DeviceDisconnectedEvent(this.source, this.device, failure, nextAttempt));
	}

	/**
	 * Tell that the device was thrown out.
	 * @param failure how its session ended
	 * @param kicks how often this happened lately
	 * @param delay how long it stays away
	 * @param quarantine whether that is longer than usual
	 * @param nextAttempt when it comes back
	 */
	void kicked(MqttFailure failure, int kicks, Duration delay, boolean quarantine, Instant nextAttempt) {
		this.log.kicked(kicks, quarantine ? delay : null);
		publish(new DeviceKickedEvent(this.source, this.device, kicks, quarantine ? nextAttempt : null));
		publish(new DeviceDisconnectedEvent(this.source, this.device, failure, nextAttempt));
	}

	void left(MqttFailure failure, @Nullable Instant nextAttempt) {
		this.log.left(failure);
		publish(new DeviceDisconnectedEvent(this.source, this.device, failure, nextAttempt));
	}

	void registered(RegistrationKind kind, boolean stored) {
		this.log.registered(stored);
		publish(new DeviceRegisteredEvent(this.source, this.device, kind, stored));
	}

	/**
	 * Tell that the device could not be registered.
	 * @param kind how it should have been
	 * @param failure why it was not
	 * @param delay how long until the next attempt, or {@code null} if none is made
	 * @param nextAttempt when that will be, or {@code null}
	 */
	void registrationFailed(RegistrationKind kind, RegistrationFailure failure, @Nullable Duration delay,
			@Nullable Instant nextAttempt) {
		this.log.registrationFailed(failure, delay);
		publish(new DeviceRegistrationFailedEvent(this.source, this.device, kind, failure, nextAttempt));
	}

	void subscriptionRejected(String topicFilter) {
		this.log.subscriptionRejected(topicFilter);
		publish(new SubscriptionRejectedEvent(this.source, this.device, topicFilter));
	}

	private void publish(LinkKitConnectionEvent event) {
		this.events.accept(event);
	}

}
