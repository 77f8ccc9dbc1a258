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
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A message that passed between the platform and a device, or should have. What is pushed
 * when a device registers is never traced, since that is a secret.
 *
 * @param time when
 * @param device the device as {@code deviceName&productKey}
 * @param direction which way
 * @param topic the topic
 * @param qos the quality of service
 * @param payload the bytes, valid only while the listener is called
 * @param objection one stable word that says why it did not pass, such as
 * {@code not-subscribed}, or {@code stored} if it will later; empty if it passed
 */
public record MessageTrace(Instant time, String device, Direction direction, String topic, int qos, ByteBuffer payload,
		String objection) {

	public MessageTrace {
		payload = payload.asReadOnlyBuffer();
	}

	/**
	 * Return the beginning of the payload, read as UTF-8.
	 * @param maxBytes how much of it
	 * @return the text; what is not UTF-8 is replaced
	 */
	public String text(int maxBytes) {
		return StandardCharsets.UTF_8
			.decode(this.payload.slice(this.payload.position(), Math.min(maxBytes, this.payload.remaining())))
			.toString();
	}

	/**
	 * Return how long the payload is.
	 * @return bytes
	 */
	public int size() {
		return this.payload.remaining();
	}

	/**
	 * Which way a message goes.
	 */
	public enum Direction {

		/**
		 * From the device to the platform.
		 */
		UP,

		/**
		 * From the platform to the device.
		 */
		DOWN

	}

}
