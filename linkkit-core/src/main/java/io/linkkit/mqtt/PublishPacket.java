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
package io.linkkit.mqtt;

/**
 * PUBLISH as it goes over the wire (MQTT 3.1.1 §3.3).
 */
final class PublishPacket implements Packet {

	private static final int PUBLISH = 3 << 4;

	private static final int DUPLICATE = 1 << 3;

	private static final int SEVEN_BITS = 0x7F;

	private static final int MORE = 0x80;

	private final OutboundMessage message;

	private final byte[] topic;

	private final int identifier;

	private final int remainingLength;

	/**
	 * Create a packet.
	 * @param message what to publish
	 * @param topic its topic in UTF-8
	 * @param identifier packet identifier, which is not sent with QoS 0
	 */
	PublishPacket(OutboundMessage message, byte[] topic, int identifier) {
		this.message = message;
		this.topic = topic;
		this.identifier = identifier;
		this.remainingLength = 2 + this.topic.length + ((message.qos() > 0) ? 2 : 0) + message.payload().length;
	}

	@Override
	public int length() {
		int length = 2 + this.remainingLength;
		for (int rest = this.remainingLength >> 7; rest > 0; rest >>= 7) {
			length++;
		}
		return length;
	}

	@Override
	public void write(byte[] target, int offset) {
		int at = offset;
		target[at++] = (byte) (PUBLISH | (this.message.duplicate() ? DUPLICATE : 0) | (this.message.qos() << 1));
		int rest = this.remainingLength;
		while (rest > SEVEN_BITS) {
			target[at++] = (byte) ((rest & SEVEN_BITS) | MORE);
			rest >>= 7;
		}
		target[at++] = (byte) rest;
		at = writeShort(target, at, this.topic.length);
		System.arraycopy(this.topic, 0, target, at, this.topic.length);
		at += this.topic.length;
		if (this.message.qos() > 0) {
			at = writeShort(target, at, this.identifier);
		}
		System.arraycopy(this.message.payload(), 0, target, at, this.message.payload().length);
	}

	private static int writeShort(byte[] target, int at, int value) {
		target[at] = (byte) (value >> 8);
		target[at + 1] = (byte) value;
		return at + 2;
	}

}
