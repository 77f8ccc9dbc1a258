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

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.ConnackCode;
import io.linkkit.simulator.platform.ConnectRequest;
import io.linkkit.simulator.platform.ConnectedClient;
import io.linkkit.simulator.platform.KeepAlive;
import io.linkkit.simulator.platform.OnlineDevice;
import io.linkkit.simulator.platform.Platform;
import io.linkkit.simulator.platform.PublishVerdict;
import io.linkkit.simulator.platform.RegisteringClient;
import io.linkkit.simulator.platform.SubscriptionRequest;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import org.jspecify.annotations.Nullable;

/**
 * Speaks MQTT 3.1 and 3.1.1 with one client: turns packets into calls of the platform and
 * its answers into packets.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class MqttHandler extends SimpleChannelInboundHandler<MqttMessage> {

	private final Platform platform;

	private final SimulatorLog log;

	private final ChannelDeviceConnection connection;

	private boolean connectReceived;

	private @Nullable ConnectedClient client;

	private @Nullable SilenceWatch silenceWatch;

	private String endReason = "lost";

	private String endText = "the connection ended without DISCONNECT";

	MqttHandler(Platform platform, SimulatorLog log, ChannelDeviceConnection connection) {
		this.platform = platform;
		this.log = log;
		this.connection = connection;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, MqttMessage message) {
		if (message.decoderResult().isFailure()) {
			refuseMalformed(context, message.decoderResult().cause());
		}
		else if (message instanceof MqttConnectMessage connect) {
			connect(context, connect);
		}
		else if (this.client instanceof OnlineDevice device) {
			handle(context, message, device);
		}
		else if (this.client instanceof RegisteringClient) {
			handleWhileRegistering(context, message.fixedHeader().messageType());
		}
		else {
			protocolError(context, message.fixedHeader().messageType() + " before a login");
		}
	}

	private void refuseMalformed(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof MqttUnacceptableProtocolVersionException) {
			refuseVersion("an unknown version of MQTT");
		}
		else {
			protocolError(context, "malformed packet: " + cause.getMessage());
		}
	}

	private void refuseVersion(String version) {
		this.log.add(LogEvent.LOGIN_REFUSED, null, "version",
				"CONNACK 1 over " + this.connection.description() + ": " + version + "; 3.1 and 3.1.1 are spoken here");
		this.connection.refuse(ConnackCode.UNACCEPTABLE_PROTOCOL_VERSION);
	}

	private void connect(ChannelHandlerContext context, MqttConnectMessage message) {
		if (this.connectReceived) {
			protocolError(context, "a second CONNECT");
			return;
		}
		this.connectReceived = true;
		MqttConnectVariableHeader header = message.variableHeader();
		if (header.version() == MqttVersion.MQTT_5.protocolLevel()) {
			refuseVersion("MQTT 5");
			return;
		}
		MqttConnectPayload payload = message.payload();
		ConnectRequest request = new ConnectRequest(payload.clientIdentifier(), payload.userName(),
				payload.passwordInBytes(), header.keepAliveTimeSeconds(), header.isCleanSession(), header.isWillFlag());
		this.platform.connect(request, this.connection).ifPresent((connected) -> {
			this.client = connected;
			watch(context, connected, header.keepAliveTimeSeconds());
		});
	}

	private void watch(ChannelHandlerContext context, ConnectedClient connected, int keepAlive) {
		SilenceWatch watch = (connected instanceof RegisteringClient registering)
				? watch(context, registering.patience(), "registration", "the device did not close it in time")
				: watch(context, KeepAlive.patience(keepAlive), "keep-alive", "nothing was heard in time");
		watch.start();
		this.silenceWatch = watch;
	}

	private SilenceWatch watch(ChannelHandlerContext context, Duration patience, String reason, String text) {
		return new SilenceWatch(context.channel().eventLoop(), patience,
				() -> end(context, reason, text + ", which is " + patience.toMillis() + " ms"));
	}

	// Nothing here counts as being heard: a connection for registering ends at a fixed
	// time.
	private void handleWhileRegistering(ChannelHandlerContext context, MqttMessageType type) {
		switch (type) {
			case PUBACK -> {
				// the push may have come at QoS 1
			}
			case PINGREQ -> context.writeAndFlush(MqttPackets.pingResp());
			case DISCONNECT -> end(context, "device", "the device sent DISCONNECT");
			default -> protocolError(context, type + " on a connection that is there for registering only");
		}
	}

	private void handle(ChannelHandlerContext context, MqttMessage message, OnlineDevice online) {
		switch (message.fixedHeader().messageType()) {
			case PUBLISH -> publish(context, (MqttPublishMessage) message, online);
			case PUBACK -> {
				heard();
				online.acknowledge(((MqttMessageIdVariableHeader) message.variableHeader()).messageId());
			}
			case SUBSCRIBE -> subscribe(context, (MqttSubscribeMessage) message, online);
			case UNSUBSCRIBE -> unsubscribe(context, (MqttUnsubscribeMessage) message, online);
			case PINGREQ -> {
				heard();
				context.writeAndFlush(MqttPackets.pingResp());
			}
			case DISCONNECT -> end(context, "device", "the device sent DISCONNECT");
			default -> protocolError(context, "unexpected " + message.fixedHeader().messageType());
		}
	}

	private void publish(ChannelHandlerContext context, MqttPublishMessage message, OnlineDevice online) {
		heard();
		MqttQoS qos = message.fixedHeader().qosLevel();
		PublishVerdict verdict = online.publish(message.variableHeader().topicName(), qos.value(),
				message.fixedHeader().isDup(), message.fixedHeader().isRetain(),
				ByteBufUtil.getBytes(message.payload()));
		if (verdict == PublishVerdict.CLOSE) {
			end(context, "publish", "closed for a PUBLISH that must not be");
		}
		else if (verdict == PublishVerdict.ACKNOWLEDGE && qos == MqttQoS.AT_LEAST_ONCE) {
			context.writeAndFlush(MqttPackets.pubAck(message.variableHeader().packetId()));
		}
	}

	private void subscribe(ChannelHandlerContext context, MqttSubscribeMessage message, OnlineDevice online) {
		heard();
		List<SubscriptionRequest> requests = message.payload()
			.topicSubscriptions()
			.stream()
			.map((subscription) -> new SubscriptionRequest(subscription.topicFilter(),
					subscription.qualityOfService().value()))
			.toList();
		context.writeAndFlush(MqttPackets.subAck(message.variableHeader().messageId(), online.subscribe(requests)));
	}

	private void unsubscribe(ChannelHandlerContext context, MqttUnsubscribeMessage message, OnlineDevice online) {
		online.unsubscribe(message.payload().topics());
		context.writeAndFlush(MqttPackets.unsubAck(message.variableHeader().messageId()));
	}

	// Only these packets count, and not UNSUBSCRIBE (reference §6.2).
	private void heard() {
		if (this.silenceWatch != null) {
			this.silenceWatch.heard();
		}
	}

	private void protocolError(ChannelHandlerContext context, String text) {
		this.log.add(LogEvent.PROTOCOL_ERROR, null, "mqtt", "from " + this.connection.description() + ": " + text);
		end(context, "protocol", text);
	}

	private void end(ChannelHandlerContext context, String reason, String text) {
		this.endReason = reason;
		this.endText = text;
		context.close();
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		if (this.silenceWatch != null) {
			this.silenceWatch.stop();
		}
		if (this.client != null) {
			this.client.disconnected(this.endReason, this.endText);
		}
		context.fireChannelInactive();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (cause instanceof IOException) {
			end(context, "lost", "the connection broke: " + cause.getMessage());
		}
		else {
			protocolError(context, cause.toString());
		}
	}

}
