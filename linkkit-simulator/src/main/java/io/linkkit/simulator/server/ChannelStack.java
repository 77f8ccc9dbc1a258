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

import java.util.Set;

import javax.net.ssl.SSLException;

import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.Platform;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;

/**
 * Builds the pipeline of a connection layer by layer, as its first bytes reveal them.
 */
final class ChannelStack {

	/**
	 * A payload of 256 KB with a topic and some room, so that a slightly larger one is
	 * still read and refused with a clear log entry.
	 */
	private static final int MAX_MQTT_PACKET = 256 * 1024 + 4096;

	/**
	 * Netty's default is the 23 characters of MQTT 3.1, which the platform never kept.
	 */
	private static final int MAX_CLIENT_ID = 65535;

	private static final int MAX_HTTP_BODY = 64 * 1024;

	private static final WebSocketServerProtocolConfig WEB_SOCKET = WebSocketServerProtocolConfig.newBuilder()
		.websocketPath("/")
		.checkStartsWith(true)
		.subprotocols("mqtt,mqttv3.1")
		.maxFramePayloadLength(MAX_MQTT_PACKET)
		.build();

	private final Platform platform;

	private final SimulatorLog log;

	private final LazySslContext sslContext;

	ChannelStack(Platform platform, SimulatorLog log, LazySslContext sslContext) {
		this.platform = platform;
		this.log = log;
		this.sslContext = sslContext;
	}

	void addDetector(ChannelPipeline pipeline, Set<ListenerProtocol> offered, boolean secure) {
		pipeline.addLast(new ProtocolDetector(this, this.log, offered, secure));
	}

	void addTls(ChannelPipeline pipeline, Set<ListenerProtocol> offered) throws SSLException {
		pipeline.addLast(this.sslContext.newHandler(pipeline.channel().alloc()));
		addDetector(pipeline, offered, true);
	}

	void addHttp(ChannelPipeline pipeline, Set<ListenerProtocol> offered, boolean secure) {
		boolean webSocket = offered.contains(secure ? ListenerProtocol.SECURE_WEBSOCKET : ListenerProtocol.WEBSOCKET);
		boolean https = secure && offered.contains(ListenerProtocol.HTTPS);
		pipeline.addLast(new HttpServerCodec(), new HttpObjectAggregator(MAX_HTTP_BODY),
				new HttpRouter(this, webSocket, secure, https ? new RegistrationEndpoint(this.platform) : null));
	}

	void addWebSocket(ChannelPipeline pipeline, boolean secure) {
		pipeline.addLast(new WebSocketServerProtocolHandler(WEB_SOCKET), new WebSocketFrames());
		addMqtt(pipeline, secure ? "secure WebSocket" : "WebSocket", secure);
	}

	void addMqtt(ChannelPipeline pipeline, String transport, boolean secure) {
		ChannelDeviceConnection connection = new ChannelDeviceConnection(pipeline.channel(), transport, secure);
		pipeline.addLast(new MqttDecoder(MAX_MQTT_PACKET, MAX_CLIENT_ID), MqttEncoder.INSTANCE,
				new MqttHandler(this.platform, this.log, connection));
	}

}
