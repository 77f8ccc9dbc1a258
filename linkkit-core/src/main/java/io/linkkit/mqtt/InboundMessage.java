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
 * A message from the platform.
 *
 * @param topic topic it was published to
 * @param payload bytes as they came
 * @param qos 0 or 1
 * @param duplicate whether the platform says that it may have sent it before
 * @param packetId number by which a QoS 1 message is acknowledged; 0 for QoS 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record InboundMessage(String topic, byte[] payload, int qos, boolean duplicate, int packetId) {

	@Override
	public String toString() {
		return "InboundMessage[topic=" + this.topic + ", " + this.payload.length + " bytes, qos=" + this.qos
				+ ", duplicate=" + this.duplicate + "]";
	}

}
