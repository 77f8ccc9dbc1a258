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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.linkkit.simulator.platform.Platform;
import io.linkkit.simulator.platform.RegistrationForm;
import io.linkkit.simulator.platform.RegistrationReply;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;

/**
 * Takes requests for dynamic registration over HTTPS (reference §4.1).
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class RegistrationEndpoint {

	private final Platform platform;

	RegistrationEndpoint(Platform platform) {
		this.platform = platform;
	}

	void answer(ChannelHandlerContext context, FullHttpRequest request) {
		RegistrationForm form = new RegistrationForm("HTTPS from " + context.channel().remoteAddress(),
				request.headers().get(HttpHeaderNames.CONTENT_TYPE), fields(request));
		this.platform.register(form).ifPresent((reply) -> answer(context, reply));
	}

	// A form that cannot be decoded has no fields: what is missing is what is complained
	// of.
	private static Map<String, List<String>> fields(FullHttpRequest request) {
		try {
			return new QueryStringDecoder(request.content().toString(StandardCharsets.UTF_8), false).parameters();
		}
		catch (IllegalArgumentException ex) {
			return Map.of();
		}
	}

	private static void answer(ChannelHandlerContext context, RegistrationReply reply) {
		if (reply.delay().isZero()) {
			write(context, reply);
		}
		else {
			context.executor().schedule(() -> write(context, reply), reply.delay().toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private static void write(ChannelHandlerContext context, RegistrationReply reply) {
		context.writeAndFlush(HttpReplies.json(HttpResponseStatus.valueOf(reply.status()), reply.body()))
			.addListener(ChannelFutureListener.CLOSE);
	}

}
