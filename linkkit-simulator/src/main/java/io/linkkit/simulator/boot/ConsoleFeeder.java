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

package io.linkkit.simulator.boot;

import java.time.Instant;

import io.linkkit.connection.ConnectionStatus;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.event.DeviceOfflineEvent;
import io.linkkit.connection.event.DeviceRegistrationFailedEvent;
import io.linkkit.connection.event.LinkKitConnectionEvent;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.simulator.console.DeviceEvent;
import io.linkkit.simulator.console.DeviceSide;
import io.linkkit.simulator.console.DeviceView;
import io.linkkit.simulator.console.DeviceView.Trouble;
import io.linkkit.simulator.console.SimulatorConsole;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;

/**
 * Shows the application's side of the connection on the simulator's page.
 */
final class ConsoleFeeder implements ApplicationListener<LinkKitConnectionEvent>, SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(ConsoleFeeder.class);

	private final SimulatorConsole console;

	private final ObjectProvider<LinkKitConnection> connection;

	ConsoleFeeder(SimulatorConsole console, ObjectProvider<LinkKitConnection> connection) {
		this.console = console;
		this.connection = connection;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.connection
			.ifUnique((unique) -> this.console.attach(unique.device().username(), new ConnectionSide(unique)));
		logger.info("See what passes between device and platform, and make it go wrong: {}", this.console.url());
	}

	@Override
	public void onApplicationEvent(LinkKitConnectionEvent event) {
		String type = event.getClass().getSimpleName();
		String name = type.substring(0, type.length() - "Event".length());
		Instant time = Instant.ofEpochMilli(event.getTimestamp());
		String device = event.getDevice().username();
		if (event instanceof DeviceOfflineEvent offline) {
			FailureReason reason = offline.getReason();
			this.console.tell(new DeviceEvent(time, device, name, reason.name(),
					told(reason.description(), offline.getDetail()), reason.remedy()));
		}
		else if (event instanceof DeviceRegistrationFailedEvent failed) {
			this.console.tell(new DeviceEvent(time, device, name, failed.getReason().name(),
					told(failed.getReason().description(), failed.getMessage()), failed.getRemedy()));
		}
		else {
			this.console.tell(new DeviceEvent(time, device, name, "", event.details(), null));
		}
	}

	private static String told(String description, @Nullable String detail) {
		return (detail == null || detail.isBlank() || detail.equals(description)) ? description
				: description + ": " + detail;
	}

	/**
	 * The connection as the page knows devices.
	 *
	 * @param connection the connection
	 */
	private record ConnectionSide(LinkKitConnection connection) implements DeviceSide {

		@Override
		public DeviceView view() {
			ConnectionStatus status = this.connection.status();
			return new DeviceView(status.state().name(), status.since(), status.attempts(), trouble(status),
					status.nextAttempt(), this.connection.queue().depth());
		}

		private static @Nullable Trouble trouble(ConnectionStatus status) {
			RegistrationFailure registration = status.registrationFailure();
			if (registration != null) {
				return new Trouble(registration.reason().name(),
						told(registration.reason().description(), registration.message()),
						registration.reason().remedy());
			}
			FailureReason reason = status.lastFailure();
			return (reason != null) ? new Trouble(reason.name(), told(reason.description(), status.lastFailureDetail()),
					reason.remedy()) : null;
		}

		@Override
		public void reconnect() {
			this.connection.reconnect();
		}

	}

}
