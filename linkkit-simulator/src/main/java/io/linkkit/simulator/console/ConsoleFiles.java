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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

import io.linkkit.simulator.server.HttpReplies;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * The files of the page, from the class path.
 */
final class ConsoleFiles {

	private static final Map<String, StaticFile> FILES = Map.of( //
			"/", new StaticFile("console.html", "text/html; charset=utf-8"), //
			"/console.css", new StaticFile("console.css", "text/css; charset=utf-8"), //
			"/console.js", new StaticFile("console.js", "text/javascript; charset=utf-8"), //
			"/console.svg", new StaticFile("console.svg", "image/svg+xml"));

	private ConsoleFiles() {
	}

	static Optional<FullHttpResponse> find(String path) {
		return Optional.ofNullable(FILES.get(path)).map(StaticFile::reply);
	}

	private record StaticFile(String name, String contentType) {

		FullHttpResponse reply() {
			try (InputStream stream = ConsoleFiles.class.getResourceAsStream(this.name)) {
				if (stream == null) {
					throw new IllegalStateException("The file " + this.name + " is missing");
				}
				return HttpReplies.of(HttpResponseStatus.OK, this.contentType, stream.readAllBytes());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
