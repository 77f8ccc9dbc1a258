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

package io.linkkit.integration;

import java.util.List;

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceConnectionFailedEvent;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * An application in a process of its own, since a JVM decides at its start where it looks
 * names up. It prints each {@link #FAILED failure} with its reason and ends when it is
 * {@link #CONNECTED}.
 */
public final class ResolvingProcess {

	static final String FAILED = "FAILED ";

	static final String CONNECTED = "CONNECTED";

	private ResolvingProcess() {
	}

	/**
	 * Connect.
	 * @param properties what to configure
	 */
	public static void main(String[] properties) {
		try (EdgeApplication application = EdgeApplication.startWith(Printer.class, null, List.of(properties))) {
			application.awaitEvent(DeviceConnectedEvent.class);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Printer {

		@EventListener
		void failed(DeviceConnectionFailedEvent event) {
			System.out.println(FAILED + event.getReason());
		}

		@EventListener
		void connected(DeviceConnectedEvent event) {
			System.out.println(CONNECTED);
		}

	}

}
