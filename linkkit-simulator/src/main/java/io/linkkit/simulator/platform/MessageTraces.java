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

package io.linkkit.simulator.platform;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.linkkit.simulator.platform.MessageTrace.Direction;

/**
 * Tells whoever listens of each message. The log does not, because it holds no payload.
 */
final class MessageTraces {

	private final List<Consumer<MessageTrace>> listeners = new CopyOnWriteArrayList<>();

	void addListener(Consumer<MessageTrace> listener) {
		this.listeners.add(listener);
	}

	void removeListener(Consumer<MessageTrace> listener) {
		this.listeners.remove(listener);
	}

	void up(Device device, DeviceMessage message, String objection) {
		if (!this.listeners.isEmpty()) {
			tell(new MessageTrace(message.time(), device.identity().username(), Direction.UP, message.topic(),
					message.qos(), ByteBuffer.wrap(message.payload()), objection));
		}
	}

	void down(PlatformContext context, Device device, Delivery delivery, String objection) {
		down(context, device, delivery.topic(), delivery.qos(), delivery.payload(), objection);
	}

	void down(PlatformContext context, Device device, String topic, int qos, byte[] payload, String objection) {
		if (!this.listeners.isEmpty()) {
			tell(new MessageTrace(context.now(), device.identity().username(), Direction.DOWN, topic, qos,
					ByteBuffer.wrap(payload), objection));
		}
	}

	private void tell(MessageTrace trace) {
		this.listeners.forEach((listener) -> listener.accept(trace));
	}

}
