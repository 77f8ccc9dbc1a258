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

package io.linkkit.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.linkkit.simulator.junit.LinkKitSimulatorExtension;
import io.linkkit.simulator.platform.MessageTrace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever wants to know hears of each message in both directions.
 */
class MessageTraceTests {

	@RegisterExtension
	LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp());

	private final List<String> traces = new CopyOnWriteArrayList<>();

	private final Consumer<MessageTrace> listener = (trace) -> this.traces.add(trace.direction() + " " + trace.topic()
			+ " " + trace.qos() + " " + trace.text(5) + " " + trace.size() + " " + trace.objection());

	private LinkKitSimulator simulator;

	private SimulatedDevice device;

	@BeforeEach
	void createDevice() {
		this.simulator = this.platform.simulator();
		this.device = this.simulator.cloud().createProduct("a1B2c3D4e5F").createDevice("sensor_01");
		this.simulator.cloud().addMessageListener(this.listener);
	}

	@Test
	void messagesAreToldWithWhatBecameOfThem() throws Exception {
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			paho.subscribe(this.device.userTopic("get"), 1);
			paho.publish(this.device.userTopic("update"), "warm and dry", 1);
			paho.publish("/a1B2c3D4e5F/another/user/update", "no", 1);
			this.device.publish(this.device.userTopic("get"), "{}");
			this.device.publish(this.device.userTopic("other"), "{}".getBytes(StandardCharsets.UTF_8), 0);
		}
		assertThat(this.traces).containsExactly("UP /a1B2c3D4e5F/sensor_01/user/update 1 warm  12 ",
				"UP /a1B2c3D4e5F/another/user/update 1 no 2 not-authorized",
				"DOWN /a1B2c3D4e5F/sensor_01/user/get 1 {} 2 ",
				"DOWN /a1B2c3D4e5F/sensor_01/user/other 0 {} 2 not-subscribed");
	}

	@Test
	void listenerThatWasRemovedHearsNothing() throws Exception {
		this.simulator.cloud().removeMessageListener(this.listener);
		try (PahoDevice paho = PahoDevice.plain(this.simulator, this.device).connect()) {
			paho.publish(this.device.userTopic("update"), "warm", 1);
		}
		assertThat(this.traces).isEmpty();
	}

}
