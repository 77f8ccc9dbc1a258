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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The devices of a simulator, seen from both sides.
 */
final class Devices {

	/**
	 * More than a page can show with any use.
	 */
	static final int MAX_SHOWN = 100;

	private static final int MAX_SUBSCRIPTIONS_SHOWN = 20;

	private final LinkKitSimulator simulator;

	private final Map<String, DeviceSide> sides = new ConcurrentHashMap<>();

	Devices(LinkKitSimulator simulator) {
		this.simulator = simulator;
	}

	void attach(String id, DeviceSide side) {
		this.sides.put(id, side);
	}

	static String id(SimulatedDevice device) {
		return device.deviceName() + "&" + device.productKey();
	}

	Optional<SimulatedDevice> find(String id) {
		return all().stream().filter((device) -> id(device).equals(id)).findFirst();
	}

	Optional<DeviceSide> side(String id) {
		return Optional.ofNullable(this.sides.get(id));
	}

	List<SimulatedDevice> all() {
		return this.simulator.cloud().devices();
	}

	/**
	 * Return the present state of everything, as the page reads it.
	 */
	String state() {
		ObjectNode state = ConsoleJson.object();
		ArrayNode faults = state.putArray("faults");
		this.simulator.faults().active().forEach(faults::add);
		List<SimulatedDevice> all = all();
		ArrayNode shown = state.put("count", all.size()).putArray("devices");
		all.stream().limit(MAX_SHOWN).map(this::state).forEach(shown::add);
		return state.toString();
	}

	private ObjectNode state(SimulatedDevice device) {
		String id = id(device);
		ObjectNode state = ConsoleJson.object()
			.put("id", id)
			.put("productKey", device.productKey())
			.put("deviceName", device.deviceName())
			.put("enabled", device.isEnabled())
			.put("onlineSince", device.onlineSince().map(ConsoleJson::time).orElse(null));
		ArrayNode subscriptions = state.putArray("subscriptions");
		device.subscriptions().stream().sorted().limit(MAX_SUBSCRIPTIONS_SHOWN).forEach(subscriptions::add);
		state.set("own", ConsoleJson.of(side(id).map(DeviceSide::view).orElse(null)));
		return state;
	}

}
