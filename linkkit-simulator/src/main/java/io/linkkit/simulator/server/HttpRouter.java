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

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Hands WebSocket handshakes and requests for registration on and answers every other
 * request with 404.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

	private static final String REGISTRATION_PATH = "/auth/register/device";

	private final ChannelStack stack;

	private final boolean webSocket;

	private final boolean secure;

	private final @Nullable RegistrationEndpoint registration;

	HttpRouter(ChannelStack stack, boolean webSocket, boolean secure, @Nullable RegistrationEndpoint registration) {
		this.stack = stack;
		this.webSocket = webSocket;
		this.secure = secure;
		this.registration = registration;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		if (this.webSocket && isWebSocketHandshake(request)) {
			this.stack.addWebSocket(context.pipeline(), this.secure);
			context.fireChannelRead(request.retain());
			context.pipeline().remove(this);
		}
		else if (this.registration == null || !isForRegistration(request)) {
			reply(context, HttpReplies.notFound());
		}
		else if (!request.method().equals(HttpMethod.POST)) {
			reply(context, HttpReplies.methodNotAllowed(HttpMethod.POST));
		}
		else {
			this.registration.answer(context, request);
		}
	}

	private static boolean isWebSocketHandshake(FullHttpRequest request) {
		return request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
	}

	private static boolean isForRegistration(FullHttpRequest request) {
		return new QueryStringDecoder(request.uri()).rawPath().equals(REGISTRATION_PATH);
	}

	private static void reply(ChannelHandlerContext context, FullHttpResponse reply) {
		context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
