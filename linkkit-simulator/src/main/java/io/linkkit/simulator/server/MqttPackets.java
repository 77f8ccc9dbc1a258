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

package io.linkkit.simulator.server;

import java.util.List;

import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPubAckMessage;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;

/**
 * The answers of MQTT 3.1.1.
 */
final class MqttPackets {

	private MqttPackets() {
	}

	static MqttMessage pubAck(int packetId) {
		return new MqttPubAckMessage(header(MqttMessageType.PUBACK), MqttMessageIdVariableHeader.from(packetId));
	}

	static MqttMessage subAck(int packetId, List<Integer> codes) {
		return new MqttSubAckMessage(header(MqttMessageType.SUBACK), MqttMessageIdVariableHeader.from(packetId),
				new MqttSubAckPayload(codes));
	}

	static MqttMessage unsubAck(int packetId) {
		return new MqttUnsubAckMessage(header(MqttMessageType.UNSUBACK), MqttMessageIdVariableHeader.from(packetId));
	}

	static MqttMessage pingResp() {
		return new MqttMessage(header(MqttMessageType.PINGRESP));
	}

	static MqttMessage duplicate(MqttPublishMessage message) {
		MqttFixedHeader header = message.fixedHeader();
		return new MqttPublishMessage(new MqttFixedHeader(MqttMessageType.PUBLISH, true, header.qosLevel(),
				header.isRetain(), header.remainingLength()), message.variableHeader(), message.payload());
	}

	private static MqttFixedHeader header(MqttMessageType type) {
		return new MqttFixedHeader(type, false, MqttQoS.AT_MOST_ONCE, false, 0);
	}

}
