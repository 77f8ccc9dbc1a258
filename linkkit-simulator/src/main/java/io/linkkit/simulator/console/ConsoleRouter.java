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

package io.linkkit.simulator.console;

import java.nio.charset.StandardCharsets;

import io.linkkit.simulator.server.HttpReplies;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a browser: the page's files, the stream of events, and the buttons.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ConsoleRouter extends SimpleChannelInboundHandler<FullHttpRequest> {

	private static final String EVENTS = "/events";

	private static final String ACTIONS = "/actions/";

	private final ConsoleActions actions;

	private final EventStreams streams;

	ConsoleRouter(ConsoleActions actions, EventStreams streams) {
		this.actions = actions;
		this.streams = streams;
	}

	@Override
	protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
		if (request.decoderResult().isFailure()) {
			reply(context, ConsoleReplies.problem(HttpResponseStatus.BAD_REQUEST, "not HTTP"));
			return;
		}
		RequestGuard.objection(request)
			.ifPresentOrElse((objection) -> reply(context, objection), () -> route(context, request));
	}

	private void route(ChannelHandlerContext context, FullHttpRequest request) {
		String path = new QueryStringDecoder(request.uri()).rawPath();
		if (path.startsWith(ACTIONS)) {
			act(context, path.substring(ACTIONS.length()), request);
		}
		else if (!request.method().equals(HttpMethod.GET)) {
			reply(context, HttpReplies.methodNotAllowed(HttpMethod.GET));
		}
		else if (!path.equals(EVENTS)) {
			reply(context, ConsoleFiles.find(path).orElseGet(HttpReplies::notFound));
		}
		else if (!this.streams.open(context)) {
			reply(context, ConsoleReplies.problem(HttpResponseStatus.SERVICE_UNAVAILABLE,
					"more than " + EventStreams.MAX_BROWSERS + " pages are open"));
		}
	}

	private void act(ChannelHandlerContext context, String action, FullHttpRequest request) {
		if (!this.actions.exists(action)) {
			reply(context, HttpReplies.notFound());
		}
		else if (!request.method().equals(HttpMethod.POST)) {
			reply(context, HttpReplies.methodNotAllowed(HttpMethod.POST));
		}
		else {
			try {
				JsonNode body = JsonMapper.shared().readTree(request.content().toString(StandardCharsets.UTF_8));
				this.actions.perform(action, body)
					.whenComplete((text, failure) -> reply(context, answer(text, failure)));
			}
			catch (JacksonException ex) {
				reply(context, ConsoleReplies.problem(HttpResponseStatus.BAD_REQUEST, "the body is no JSON"));
			}
		}
	}

	private static FullHttpResponse answer(@Nullable String text, @Nullable Throwable failure) {
		if (failure == null) {
			return ConsoleReplies.told((text != null) ? text : "");
		}
		Throwable cause = ConsoleActions.cause(failure);
		HttpResponseStatus status = (cause instanceof IllegalArgumentException) ? HttpResponseStatus.BAD_REQUEST
				: HttpResponseStatus.CONFLICT;
		return ConsoleReplies.problem(status, String.valueOf(cause.getMessage()));
	}

	private static void reply(ChannelHandlerContext context, FullHttpResponse reply) {
		ConsoleReplies.secure(reply.headers());
		context.writeAndFlush(reply).addListener(ChannelFutureListener.CLOSE);
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
