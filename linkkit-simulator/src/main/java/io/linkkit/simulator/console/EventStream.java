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

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;

/**
 * Server-sent events to one browser. Nothing waits for a browser that does not read: it
 * catches up from the histories, and is dropped when they have moved on without it.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class EventStream {

	private final Channel channel;

	private final ConsoleFeed feed;

	private long timelineRead;

	private long messagesRead;

	private String stateSent = "";

	EventStream(Channel channel, ConsoleFeed feed) {
		this.channel = channel;
		this.feed = feed;
	}

	void begin() {
		if (this.channel.pipeline().get(ReadTimeoutHandler.class) != null) {
			this.channel.pipeline().remove(ReadTimeoutHandler.class);
		}
		HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
		ConsoleReplies.secure(response.headers());
		response.headers()
			.set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream; charset=utf-8")
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
		this.channel.write(response);
		// what an earlier stream sent to the page is about to come again
		StringBuilder text = new StringBuilder();
		append(text, "reset", "{}");
		History.Page<String> timeline = this.feed.timeline().after(0);
		History.Page<String> messages = this.feed.messages().after(0);
		appendAll(text, timeline, messages);
		send(text);
	}

	void catchUp(String state) {
		History.Page<String> timeline = this.feed.timeline().after(this.timelineRead);
		History.Page<String> messages = this.feed.messages().after(this.messagesRead);
		long missed = timeline.missed() + messages.missed();
		if (!this.channel.isWritable()) {
			if (missed > 0) {
				this.channel.close();
			}
			return;
		}
		StringBuilder text = new StringBuilder();
		if (missed > 0) {
			append(text, "missed", String.valueOf(missed));
		}
		appendAll(text, timeline, messages);
		if (!state.equals(this.stateSent)) {
			append(text, "state", state);
			this.stateSent = state;
		}
		send(text);
	}

	void ping() {
		if (this.channel.isWritable()) {
			send(new StringBuilder(":\n\n"));
		}
	}

	private void appendAll(StringBuilder text, History.Page<String> timeline, History.Page<String> messages) {
		timeline.items().forEach((item) -> append(text, "timeline", item));
		messages.items().forEach((item) -> append(text, "message", item));
		this.timelineRead = timeline.last();
		this.messagesRead = messages.last();
	}

	// JSON has no line breaks, which would end the event
	private static void append(StringBuilder text, String event, String json) {
		text.append("event: ").append(event).append("\ndata: ").append(json).append("\n\n");
	}

	private void send(StringBuilder text) {
		if (!text.isEmpty()) {
			this.channel.writeAndFlush(
					new DefaultHttpContent(Unpooled.wrappedBuffer(text.toString().getBytes(StandardCharsets.UTF_8))));
		}
	}

}
