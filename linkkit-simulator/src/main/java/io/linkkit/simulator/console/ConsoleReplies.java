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

import io.linkkit.simulator.server.HttpReplies;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Answers to a browser.
 */
final class ConsoleReplies {

	/**
	 * Nothing but the page's own files, and never in a frame.
	 */
	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

	private ConsoleReplies() {
	}

	static FullHttpResponse told(String text) {
		return HttpReplies.json(HttpResponseStatus.OK, ConsoleJson.object().put("text", text).toString());
	}

	static FullHttpResponse problem(HttpResponseStatus status, String text) {
		return HttpReplies.json(status, ConsoleJson.object().put("problem", text).toString());
	}

	static void secure(HttpHeaders headers) {
		headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
			.set(HttpHeaderNames.CACHE_CONTROL, "no-store")
			.set("X-Content-Type-Options", "nosniff")
			.set("Referrer-Policy", "no-referrer")
			.set("Cross-Origin-Opener-Policy", "same-origin")
			.set("Cross-Origin-Resource-Policy", "same-origin");
	}

}
