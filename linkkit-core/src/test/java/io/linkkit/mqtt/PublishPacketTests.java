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

import java.nio.charset.StandardCharsets;

import org.eclipse.paho.client.mqttv3.internal.wire.MqttPublish;
import org.eclipse.paho.client.mqttv3.internal.wire.MqttWireMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PublishPacket}.
 */
class PublishPacketTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100, 113, 114, 200, 16_000, 16_369, 16_370, 100_000, 256 * 1024 })
	void pahoReadsWhatIsWritten(int payloadLength) throws Exception {
		byte[] payload = new byte[payloadLength];
		for (int i = 0; i < payloadLength; i++) {
			payload[i] = (byte) i;
		}
		OutboundMessage message = new OutboundMessage("/a1/设备/up", payload, 1, true);
		MqttPublish read = read(write(packet(message, 0xFEDC), 0));
		assertThat(read.getTopicName()).isEqualTo(message.topic());
		assertThat(read.getMessageId()).isEqualTo(0xFEDC);
		assertThat(read.getMessage().getPayload()).isEqualTo(payload);
		assertThat(read.getMessage().getQos()).isEqualTo(1);
		assertThat(read.getMessage().isDuplicate()).isTrue();
		assertThat(read.getMessage().isRetained()).isFalse();
	}

	@Test
	void qosZeroHasNoIdentifier() throws Exception {
		byte[] bytes = write(packet(new OutboundMessage("a/b", new byte[] { 7 }, 0, false), 5), 0);
		assertThat(bytes).containsExactly(0x30, 6, 0, 3, 'a', '/', 'b', 7);
		assertThat(read(bytes).getMessage().getQos()).isZero();
	}

	@Test
	void writesAtTheOffsetOnly() {
		byte[] bytes = write(packet(new OutboundMessage("a", new byte[] { 7 }, 1, false), 258), 3);
		assertThat(bytes).containsExactly(0, 0, 0, 0x32, 6, 0, 1, 'a', 1, 2, 7);
	}

	private static PublishPacket packet(OutboundMessage message, int identifier) {
		return new PublishPacket(message, message.topic().getBytes(StandardCharsets.UTF_8), identifier);
	}

	private static byte[] write(PublishPacket packet, int offset) {
		byte[] bytes = new byte[offset + packet.length()];
		packet.write(bytes, offset);
		return bytes;
	}

	private static MqttPublish read(byte[] bytes) throws Exception {
		return (MqttPublish) MqttWireMessage.createWireMessage(bytes);
	}

}
