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

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;

/**
 * Keeps pages of other sites away. They can reach the loopback address through the
 * developer's browser: by a name of theirs that resolves to it, hence the check of
 * {@code Host}, and by sending forms, hence a header that only a page of this origin can
 * set.
 */
final class RequestGuard {

	static final String HEADER = "X-LinkKit-Console";

	private static final String FETCH_SITE = "Sec-Fetch-Site";

	private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private RequestGuard() {
	}

	static Optional<FullHttpResponse> objection(HttpRequest request) {
		HttpHeaders headers = request.headers();
		List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
		if (hosts.size() != 1 || !isLocal(hosts.get(0))) {
			return forbidden("'Host' must be localhost, 127.0.0.1 or [::1]");
		}
		// following a link from elsewhere to the page itself does no harm
		String site = headers.get(FETCH_SITE, "none");
		if (!OWN_SITES.contains(site) && !request.uri().equals("/")) {
			return forbidden("not for pages of other sites");
		}
		String origin = headers.get(HttpHeaderNames.ORIGIN);
		if (origin != null && !origin.equals("http://" + hosts.get(0))) {
			return forbidden("not for pages of other sites");
		}
		return request.method().equals(HttpMethod.POST) ? objectionToPost(request) : Optional.empty();
	}

	private static Optional<FullHttpResponse> objectionToPost(HttpRequest request) {
		if (!request.headers().contains(HEADER)) {
			return forbidden("'" + HEADER + "' is missing");
		}
		CharSequence type = HttpUtil.getMimeType(request);
		if (type == null || !HttpHeaderValues.APPLICATION_JSON.contentEqualsIgnoreCase(type)) {
			return Optional
				.of(ConsoleReplies.problem(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "send application/json"));
		}
		return Optional.empty();
	}

	private static boolean isLocal(String host) {
		return LOCAL_HOSTS.contains(host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT));
	}

	private static Optional<FullHttpResponse> forbidden(String text) {
		return Optional.of(ConsoleReplies.problem(HttpResponseStatus.FORBIDDEN, text));
	}

}
