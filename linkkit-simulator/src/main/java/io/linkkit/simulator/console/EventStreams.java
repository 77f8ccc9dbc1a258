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

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.netty.channel.ChannelHandlerContext;

/**
 * The browsers that listen. Used on the event loop only.
 */
final class EventStreams {

	static final int MAX_BROWSERS = 8;

	private final ConsoleFeed feed;

	private final Supplier<String> state;

	private final List<EventStream> streams = new ArrayList<>();

	EventStreams(ConsoleFeed feed, Supplier<String> state) {
		this.feed = feed;
		this.state = state;
	}

	/**
	 * Answer a request with a stream that never ends.
	 * @return whether there was room for another
	 */
	boolean open(ChannelHandlerContext context) {
		if (this.streams.size() == MAX_BROWSERS) {
			return false;
		}
		EventStream stream = new EventStream(context.channel(), this.feed);
		this.streams.add(stream);
		context.channel().closeFuture().addListener((closed) -> this.streams.remove(stream));
		stream.begin();
		stream.catchUp(this.state.get());
		return true;
	}

	/**
	 * Send every browser what it does not have yet.
	 */
	void catchUp() {
		if (!this.streams.isEmpty()) {
			String now = this.state.get();
			List.copyOf(this.streams).forEach((stream) -> stream.catchUp(now));
		}
	}

	/**
	 * Write to every browser, so that one that has gone is noticed.
	 */
	void ping() {
		List.copyOf(this.streams).forEach(EventStream::ping);
	}

}
