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

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A message that a device published.
 */
public final class DeviceMessage {

	private final Instant time;

	private final String topic;

	private final int qos;

	private final boolean duplicate;

	private final byte[] payload;

	DeviceMessage(Instant time, String topic, int qos, boolean duplicate, byte[] payload) {
		this.time = time;
		this.topic = topic;
		this.qos = qos;
		this.duplicate = duplicate;
		this.payload = payload;
	}

	/**
	 * Return when it arrived.
	 * @return the time
	 */
	public Instant time() {
		return this.time;
	}

	/**
	 * Return where it was published to.
	 * @return the topic
	 */
	public String topic() {
		return this.topic;
	}

	/**
	 * Return the quality of service it was published with.
	 * @return 0 or 1
	 */
	public int qos() {
		return this.qos;
	}

	/**
	 * Return whether the device marked it as sent before.
	 * @return the DUP flag
	 */
	public boolean duplicate() {
		return this.duplicate;
	}

	int size() {
		return this.payload.length;
	}

	/**
	 * Return what was published.
	 * @return a copy of the bytes
	 */
	public byte[] payload() {
		return this.payload.clone();
	}

	/**
	 * Return what was published, read as UTF-8.
	 * @return the text
	 */
	public String text() {
		return new String(this.payload, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.topic + " (QoS " + this.qos + ", " + this.payload.length + " bytes)";
	}

}
