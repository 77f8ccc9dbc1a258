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

import org.eclipse.paho.client.mqttv3.MqttMessage;

/**
 * An {@link OutboundMessage} as Paho wants to have it: with the DUP flag, which Paho
 * keeps to itself, and without a copy of the payload.
 */
final class PahoMessage extends MqttMessage {

	private final byte[] content;

	PahoMessage(OutboundMessage message) {
		this.content = message.payload();
		setQos(message.qos());
		setDuplicate(message.duplicate());
	}

	@Override
	@SuppressWarnings("MethodCanBeStatic")
	public byte[] getPayload() {
		return this.content;
	}

}
