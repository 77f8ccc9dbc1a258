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

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.MessageToMessageCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Turns binary frames into a stream of bytes, because frames may split or join MQTT
 * packets as they like (MQTT 3.1.1, section 6), and puts every packet sent into a frame
 * of its own.
 */
final class WebSocketFrames extends MessageToMessageCodec<WebSocketFrame, ByteBuf> {

	@Override
	protected void decode(ChannelHandlerContext context, WebSocketFrame frame, List<Object> out) {
		if (!(frame instanceof BinaryWebSocketFrame) && !(frame instanceof ContinuationWebSocketFrame)) {
			throw new CorruptedFrameException("MQTT travels in binary frames only");
		}
		out.add(frame.content().retain());
	}

	@Override
	protected void encode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out) {
		out.add(new BinaryWebSocketFrame(bytes.retain()));
	}

}
