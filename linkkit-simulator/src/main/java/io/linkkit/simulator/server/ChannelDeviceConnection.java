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

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.linkkit.simulator.platform.ConnackCode;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.Delivery;
import io.linkkit.simulator.platform.DeviceConnection;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;

/**
 * A device's connection on a Netty channel.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ChannelDeviceConnection implements DeviceConnection {

	private static final byte CONNACK = 0x20;

	private static final int MOMENT_MILLIS = 100;

	private final Channel channel;

	private final String transport;

	private final boolean secure;

	ChannelDeviceConnection(Channel channel, String transport, boolean secure) {
		this.channel = channel;
		this.transport = transport;
		this.secure = secure;
	}

	@Override
	public boolean isSecure() {
		return this.secure;
	}

	@Override
	public void accept(boolean sessionPresent) {
		writeConnack(sessionPresent, ConnackCode.ACCEPTED);
	}

	@Override
	public void refuse(ConnackCode code) {
		writeConnack(false, code);
	}

	// Written byte by byte, because Netty's encoder answers a client of MQTT 5 in its own
	// format, which it must not get: it has to learn that this server speaks 3.1.1.
	private void writeConnack(boolean sessionPresent, ConnackCode code) {
		byte[] packet = { CONNACK, 2, (byte) (sessionPresent ? 1 : 0), (byte) code.code() };
		var written = this.channel.writeAndFlush(Unpooled.wrappedBuffer(packet));
		if (code != ConnackCode.ACCEPTED) {
			written.addListener(ChannelFutureListener.CLOSE);
		}
	}

	@Override
	public boolean isWritable() {
		return this.channel.isWritable();
	}

	@Override
	public void deliver(Delivery delivery) {
		var message = MqttMessageBuilders.publish()
			.topicName(delivery.topic())
			.qos(MqttQoS.valueOf(delivery.qos()))
			.messageId(delivery.packetId())
			.payload(Unpooled.wrappedBuffer(delivery.payload()))
			.build();
		this.channel.writeAndFlush(delivery.duplicate() ? MqttPackets.duplicate(message) : message);
	}

	@Override
	public void deliverLater(Delivery delivery, Duration delay) {
		if (delay.isZero()) {
			deliver(delivery);
		}
		else {
			this.channel.eventLoop().schedule(() -> deliver(delivery), delay.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void close() {
		this.channel.close();
	}

	@Override
	public void closeSoon() {
		this.channel.eventLoop().schedule(() -> this.channel.close(), MOMENT_MILLIS, TimeUnit.MILLISECONDS);
	}

	@Override
	public void cut(ConnectionCut how) {
		ChannelHandlerContext context = this.channel.pipeline().context(FaultGate.class);
		if (context != null) {
			this.channel.eventLoop().execute(() -> ((FaultGate) context.handler()).cut(context, how));
		}
	}

	@Override
	public String description() {
		return this.transport + " from " + this.channel.remoteAddress();
	}

}
