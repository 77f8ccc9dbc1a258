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
import java.util.Set;

import javax.net.ssl.SSLException;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/**
 * Tells by the first byte what a client speaks (reference §2.1): a TLS record of type
 * handshake, an MQTT CONNECT, or the letters of an HTTP method. A client that is silent,
 * or speaks what this port does not offer, is closed.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ProtocolDetector extends ByteToMessageDecoder {

	private static final int TLS_HANDSHAKE = 0x16;

	private static final int MQTT_CONNECT = 0x10;

	private final ChannelStack stack;

	private final SimulatorLog log;

	private final Set<ListenerProtocol> offered;

	private final boolean secure;

	ProtocolDetector(ChannelStack stack, SimulatorLog log, Set<ListenerProtocol> offered, boolean secure) {
		this.stack = stack;
		this.log = log;
		this.offered = offered;
		this.secure = secure;
	}

	@Override
	protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws SSLException {
		int first = in.getUnsignedByte(in.readerIndex());
		ChannelPipeline pipeline = context.pipeline();
		if (first == TLS_HANDSHAKE && offersTls()) {
			this.stack.addTls(pipeline, this.offered);
		}
		else if (first == MQTT_CONNECT && offersMqtt()) {
			this.stack.addMqtt(pipeline, this.secure ? "TLS" : "TCP", this.secure);
		}
		else if (first >= 'A' && first <= 'Z' && offersHttp()) {
			this.stack.addHttp(pipeline, this.offered, this.secure);
		}
		else {
			log(context, "protocol",
					"first byte 0x" + Integer.toHexString(first) + " begins nothing of " + this.offered);
			in.skipBytes(in.readableBytes());
			context.close();
			return;
		}
		pipeline.remove(this);
	}

	private boolean offersTls() {
		return !this.secure && (this.offered.contains(ListenerProtocol.MQTT_TLS)
				|| this.offered.contains(ListenerProtocol.SECURE_WEBSOCKET)
				|| this.offered.contains(ListenerProtocol.HTTPS));
	}

	private boolean offersMqtt() {
		return this.offered.contains(this.secure ? ListenerProtocol.MQTT_TLS : ListenerProtocol.MQTT);
	}

	private boolean offersHttp() {
		return this.secure
				? this.offered.contains(ListenerProtocol.SECURE_WEBSOCKET)
						|| this.offered.contains(ListenerProtocol.HTTPS)
				: this.offered.contains(ListenerProtocol.WEBSOCKET);
	}

	@Override
	public void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
			log(context, "tls", "TLS handshake failed: " + handshake.cause());
		}
		context.fireUserEventTriggered(event);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

	private void log(ChannelHandlerContext context, String reason, String text) {
		this.log.add(LogEvent.PROTOCOL_ERROR, null, reason, "from " + context.channel().remoteAddress() + ": " + text);
	}

}
