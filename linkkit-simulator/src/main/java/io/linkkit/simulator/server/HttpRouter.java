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

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Hands WebSocket handshakes on and answers every other request with 404.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

	private static final byte[] NOT_FOUND = "{\"code\":404,\"message\":\"not found\",\"data\":null}"
		.getBytes(StandardCharsets.UTF_8);

	private final ChannelStack stack;

	private final boolean webSocket;

	private final boolean secure;

	HttpRouter(ChannelStack stack, boolean webSocket, boolean secure) {
		this.stack = stack;
		this.webSocket = webSocket;
		this.secure = secure;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		if (this.webSocket && isWebSocketHandshake(request)) {
			this.stack.addWebSocket(context.pipeline(), this.secure);
			context.fireChannelRead(request.retain());
			context.pipeline().remove(this);
			return;
		}
		ByteBuf body = Unpooled.wrappedBuffer(NOT_FOUND);
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND,
				body);
		response.headers()
			.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
			.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
	}

	private static boolean isWebSocketHandshake(FullHttpRequest request) {
		return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
