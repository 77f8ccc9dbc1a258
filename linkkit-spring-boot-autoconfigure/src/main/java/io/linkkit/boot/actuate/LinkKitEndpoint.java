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

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.QueueStatus;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationResult;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that tells the story of a device's connection, and lets an
 * operator act on it.
 * <p>
 * It can only be read unless {@code management.endpoint.linkkit.access=unrestricted}.
 * Registering anew replaces a credential for good, so the caller has to name the device.
 */
@Endpoint(id = "linkkit", defaultAccess = Access.READ_ONLY)
public final class LinkKitEndpoint {

	private final LinkKitConnection connection;

	private final @Nullable DynamicRegistration registration;

	private final ConnectionStory story;

	/**
	 * Create an endpoint.
	 * @param connection the connection to tell of
	 * @param registration registers the device anew; {@code null} if it was given its
	 * credential
	 * @param story what happened to the connection
	 */
	public LinkKitEndpoint(LinkKitConnection connection, @Nullable DynamicRegistration registration,
			ConnectionStory story) {
		this.connection = connection;
		this.registration = registration;
		this.story = story;
	}

	/**
	 * Return what the connection looks like, and how it came to that.
	 * @return the description
	 */
	@ReadOperation
	public Description description() {
		ConnectionStatus status = this.connection.status();
		FailureReason reason = status.lastFailure();
		return new Description(this.connection.device().username(), status.state(), status.since(), status.attempts(),
				(reason != null) ? reason.name() : null, status.lastFailureDetail(),
				(reason != null) ? reason.remedy() : null, status.nextAttempt(),
				new TreeSet<>(status.rejectedSubscriptions()), this.connection.queue(), this.story.entries());
	}

	/**
	 * Act on the connection.
	 * @param operation {@code connect}, {@code disconnect}, {@code reconnect} or
	 * {@code register-anew}
	 * @param deviceName name of the device, needed to register anew
	 * @return what was done
	 * @throws InvalidEndpointRequestException if there is no such operation, or it is not
	 * possible
	 */
	@WriteOperation
	public Outcome act(@Selector String operation, @Nullable String deviceName) {
		switch (operation) {
			case "connect" -> this.connection.start();
			case "disconnect" -> this.connection.disconnect();
			case "reconnect" -> this.connection.reconnect();
			case "register-anew" -> {
				return registerAnew(deviceName);
			}
			default -> throw new InvalidEndpointRequestException("There is no operation '" + operation + "'",
					"Use connect, disconnect, reconnect or register-anew");
		}
		return new Outcome(operation, "done", this.connection.status().state());
	}

	private Outcome registerAnew(@Nullable String deviceName) {
		if (this.registration == null) {
			throw new InvalidEndpointRequestException(
					"The device was given its secret (linkkit.device-secret) and does not register",
					"Only a device with linkkit.product-secret registers");
		}
		if (!this.connection.device().deviceName().equals(deviceName)) {
			throw new InvalidEndpointRequestException(
					"Registering anew replaces the stored credential, so 'deviceName' must name the device",
					"Send deviceName=" + this.connection.device().deviceName());
		}
		RegistrationResult result = this.registration.registerAnew();
		String outcome = (result instanceof RegistrationResult.Failed failed)
				? failed.failure() + "; " + failed.failure().reason().remedy() : "registered";
		return new Outcome("register-anew", outcome, this.connection.status().state());
	}

	/**
	 * What a connection looks like, and how it came to that.
	 *
	 * @param device {@code deviceName&productKey}
	 * @param state where the connection is in its life
	 * @param since when it came into that state
	 * @param attempts attempts since it was last online
	 * @param reason why it is, or last was, offline: a constant of {@link FailureReason}
	 * @param detail the same in a sentence
	 * @param remedy what to do about it
	 * @param nextAttempt when it will try again
	 * @param rejectedSubscriptions topic filters the platform refused
	 * @param queue what waits to be sent, and what became of what was sent
	 * @param story the last events, oldest first
	 */
	public record Description(String device, ConnectionState state, Instant since, int attempts,
			@Nullable String reason, @Nullable String detail, @Nullable String remedy, @Nullable Instant nextAttempt,
			Set<String> rejectedSubscriptions, QueueStatus queue, List<ConnectionStory.Entry> story) {

	}

	/**
	 * What was done.
	 *
	 * @param operation what was asked for
	 * @param outcome {@code done}, {@code registered}, or what went wrong and what to do
	 * @param state where the connection was right after it
	 */
	public record Outcome(String operation, String outcome, ConnectionState state) {

	}

}
