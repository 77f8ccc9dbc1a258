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

/**
 * A message on its way to a device.
 */
public final class Delivery {

	private final int packetId;

	private final String topic;

	private final byte[] payload;

	private final boolean duplicate;

	private Delivery(int packetId, String topic, byte[] payload, boolean duplicate) {
		this.packetId = packetId;
		this.topic = topic;
		this.payload = payload;
		this.duplicate = duplicate;
	}

	static Delivery atMostOnce(String topic, byte[] payload) {
		return new Delivery(0, topic, payload.clone(), false);
	}

	static Delivery atLeastOnce(int packetId, String topic, byte[] payload) {
		return new Delivery(packetId, topic, payload.clone(), false);
	}

	Delivery again() {
		return new Delivery(this.packetId, this.topic, this.payload, true);
	}

	/**
	 * Return the packet identifier.
	 * @return 1 to 65535, or 0 at QoS 0
	 */
	public int packetId() {
		return this.packetId;
	}

	/**
	 * Return the quality of service, which is the publisher's (reference §6.1).
	 * @return 0 or 1
	 */
	public int qos() {
		return (this.packetId != 0) ? 1 : 0;
	}

	/**
	 * Return the topic.
	 * @return the topic
	 */
	public String topic() {
		return this.topic;
	}

	/**
	 * Return the bytes.
	 * @return the bytes themselves; not to be changed
	 */
	public byte[] payload() {
		return this.payload;
	}

	/**
	 * Return whether it was sent before.
	 * @return the DUP flag
	 */
	public boolean duplicate() {
		return this.duplicate;
	}

	@Override
	public String toString() {
		return this.topic + " (QoS " + qos() + ", " + this.payload.length + " bytes"
				+ (this.duplicate ? ", again)" : ")");
	}

}
