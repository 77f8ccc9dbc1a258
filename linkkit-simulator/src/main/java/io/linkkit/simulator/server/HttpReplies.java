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
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Answers over HTTP. Each is the last one of its connection, which whoever sends it
 * closes.
 */
public final class HttpReplies {

	private HttpReplies() {
	}

	/**
	 * Say that there is nothing.
	 * @return status 404
	 */
	public static FullHttpResponse notFound() {
		return json(HttpResponseStatus.NOT_FOUND, "{\"code\":404,\"message\":\"not found\",\"data\":null}");
	}

	/**
	 * Say that a path is for another method.
	 * @param allowed which
	 * @return status 405
	 */
	public static FullHttpResponse methodNotAllowed(HttpMethod allowed) {
		FullHttpResponse reply = json(HttpResponseStatus.METHOD_NOT_ALLOWED,
				"{\"code\":405,\"message\":\"method not allowed\",\"data\":null}");
		reply.headers().set(HttpHeaderNames.ALLOW, allowed.name());
		return reply;
	}

	/**
	 * Answer with JSON.
	 * @param status the status
	 * @param json the body
	 * @return the answer
	 */
	public static FullHttpResponse json(HttpResponseStatus status, String json) {
		return of(status, HttpHeaderValues.APPLICATION_JSON, json.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Answer with anything.
	 * @param status the status
	 * @param contentType what the body is
	 * @param bytes the body
	 * @return the answer
	 */
	public static FullHttpResponse of(HttpResponseStatus status, CharSequence contentType, byte[] bytes) {
		ByteBuf body = Unpooled.wrappedBuffer(bytes);
		FullHttpResponse reply = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
		reply.headers()
			.set(HttpHeaderNames.CONTENT_TYPE, contentType)
			.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		return reply;
	}

}
