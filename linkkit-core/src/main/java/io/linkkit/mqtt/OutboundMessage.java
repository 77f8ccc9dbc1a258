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
 * A message to the platform.
 *
 * @param topic topic without wildcards
 * @param payload bytes as they shall arrive; not copied, so not to be changed afterwards
 * @param qos 0 or 1
 * @param duplicate whether the message may have been sent before, by an earlier session
 */
@SuppressWarnings("ArrayRecordComponent")
public record OutboundMessage(String topic, byte[] payload, int qos, boolean duplicate) {

	@Override
	public String toString() {
		return "OutboundMessage[topic=" + this.topic + ", " + this.payload.length + " bytes, qos=" + this.qos
				+ ", duplicate=" + this.duplicate + "]";
	}

}
