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

package io.linkkit.simulator.console;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.SimulatorFaults;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.PublishOutcome;
import tools.jackson.databind.JsonNode;

/**
 * What the buttons of the page do.
 */
final class ConsoleActions {

	private static final int SERVER_UNAVAILABLE = 3;

	private final LinkKitSimulator simulator;

	private final Devices devices;

	private final Map<String, BiFunction<SimulatedDevice, JsonNode, CompletableFuture<String>>> onDevice = Map.of( //
			"kick", (device, body) -> done(device.kick() ? "kicked" : "was offline"), //
			"cut", (device, body) -> done(device.cutConnection(ConnectionCut.RST) ? "cut" : "was offline"), //
			"disable", this::disable, //
			"enable", this::enable, //
			"reconnect", this::reconnect, //
			"send", this::send, //
			"rrpc", this::ask);

	private final Map<String, BiFunction<SimulatorFaults, JsonNode, String>> onPlatform = Map.of( //
			"black-hole", (faults, body) -> blackHole(faults), //
			"refuse", ConsoleActions::refuse, //
			"close-ports", (faults, body) -> closePorts(faults), //
			"withhold-puback", (faults, body) -> withholdPuback(faults), //
			"heal", (faults, body) -> heal(faults));

	ConsoleActions(LinkKitSimulator simulator, Devices devices) {
		this.simulator = simulator;
		this.devices = devices;
	}

	boolean exists(String action) {
		return this.onDevice.containsKey(action) || this.onPlatform.containsKey(action);
	}

	/**
	 * Do something.
	 * @param action its name
	 * @param body what it needs: {@code device} and more
	 * @return completes with what to tell, or exceptionally: with an
	 * {@link IllegalArgumentException} if the body is not right, with an
	 * {@link IllegalStateException} or {@link RuntimeException} of the simulator if it
	 * did not work
	 */
	CompletableFuture<String> perform(String action, JsonNode body) {
		try {
			BiFunction<SimulatorFaults, JsonNode, String> platform = this.onPlatform.get(action);
			if (platform != null) {
				return done(platform.apply(this.simulator.faults(), body));
			}
			BiFunction<SimulatedDevice, JsonNode, CompletableFuture<String>> device = this.onDevice.get(action);
			if (device != null) {
				return device.apply(device(body), body);
			}
			throw new IllegalArgumentException("There is no action '" + action + "'");
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private SimulatedDevice device(JsonNode body) {
		String id = body.path("device").asString("");
		return this.devices.find(id)
			.orElseThrow(() -> new IllegalArgumentException("'device' is unknown: '" + id + "'"));
	}

	private CompletableFuture<String> disable(SimulatedDevice device, JsonNode body) {
		device.disable();
		return done("disabled");
	}

	private CompletableFuture<String> enable(SimulatedDevice device, JsonNode body) {
		device.enable();
		return done("enabled");
	}

	private CompletableFuture<String> reconnect(SimulatedDevice device, JsonNode body) {
		this.devices.side(Devices.id(device))
			.orElseThrow(() -> new IllegalArgumentException("'device' lives in another process"))
			.reconnect();
		return done("asked to reconnect");
	}

	private CompletableFuture<String> send(SimulatedDevice device, JsonNode body) {
		String topic = body.path("topic").asString("");
		if (topic.isBlank()) {
			throw new IllegalArgumentException("'topic' must not be empty");
		}
		PublishOutcome outcome = device.publish(topic, payload(body).getBytes(StandardCharsets.UTF_8),
				body.path("qos").asInt(1));
		return done(outcome.name());
	}

	private CompletableFuture<String> ask(SimulatedDevice device, JsonNode body) {
		return device.rrpc(payload(body)).thenApply((answer) -> answer.text());
	}

	private static String payload(JsonNode body) {
		return body.path("payload").asString("");
	}

	private static String blackHole(SimulatorFaults faults) {
		faults.pause();
		return "nothing is read, written or closed until healed";
	}

	// With the connections cut, since a refusal shows at the next login only.
	private static String refuse(SimulatorFaults faults, JsonNode body) {
		int code = body.path("code").asInt(SERVER_UNAVAILABLE);
		faults.answerConnackWith(code);
		faults.cutAll(ConnectionCut.RST);
		return "every login is refused with CONNACK " + code + " until healed";
	}

	private static String closePorts(SimulatorFaults faults) {
		faults.stopListening();
		faults.cutAll(ConnectionCut.RST);
		return "connecting is refused until healed";
	}

	private static String withholdPuback(SimulatorFaults faults) {
		faults.withholdPuback();
		return "no QoS 1 message is acknowledged until healed";
	}

	private String heal(SimulatorFaults faults) {
		faults.heal();
		this.devices.all().stream().filter((device) -> !device.isEnabled()).forEach(SimulatedDevice::enable);
		return "all is well again";
	}

	private static CompletableFuture<String> done(String text) {
		return CompletableFuture.completedFuture(text);
	}

	static Throwable cause(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

}
