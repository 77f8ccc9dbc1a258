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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EventStream} and {@link EventStreams}.
 */
class EventStreamTests {

	private final ConsoleFeed feed = new ConsoleFeed();

	private String state = "{\"n\":1}";

	private final EventStreams streams = new EventStreams(this.feed, () -> this.state);

	private final List<EmbeddedChannel> channels = new ArrayList<>();

	@AfterEach
	void closeChannels() {
		this.channels.forEach(EmbeddedChannel::finishAndReleaseAll);
	}

	@Test
	void newBrowserGetsHistoryAndState() {
		tell(1);
		EmbeddedChannel browser = open();
		assertThat(received(browser)).containsSubsequence("event: reset", "event: timeline", "\"text\":\"1\"",
				"event: state\ndata: {\"n\":1}");
	}

	@Test
	void browserGetsWhatIsNewAndTheStateOnlyWhenItChanged() {
		EmbeddedChannel browser = open();
		received(browser);
		tell(1);
		this.streams.catchUp();
		assertThat(received(browser)).contains("\"text\":\"1\"").doesNotContain("event: state");
		this.state = "{\"n\":2}";
		this.streams.catchUp();
		assertThat(received(browser)).isEqualTo("event: state\ndata: {\"n\":2}\n\n");
	}

	@Test
	void slowBrowserIsSentNothingAndCatchesUp() {
		EmbeddedChannel browser = open();
		received(browser);
		setWritable(browser, false);
		tell(ConsoleFeed.TIMELINE_CAPACITY);
		this.streams.catchUp();
		assertThat(received(browser)).isEmpty();
		setWritable(browser, true);
		this.streams.catchUp();
		assertThat(received(browser).split("event: timeline", -1)).hasSize(ConsoleFeed.TIMELINE_CAPACITY + 1);
	}

	@Test
	void browserThatTheHistoryHasLeftBehindIsDropped() {
		EmbeddedChannel browser = open();
		setWritable(browser, false);
		tell(ConsoleFeed.TIMELINE_CAPACITY + 1);
		this.streams.catchUp();
		assertThat(browser.isOpen()).isFalse();
	}

	@Test
	void browserThatReadsIsToldWhatWasTooFast() {
		EmbeddedChannel browser = open();
		received(browser);
		tell(ConsoleFeed.TIMELINE_CAPACITY + 7);
		this.streams.catchUp();
		assertThat(received(browser)).startsWith("event: missed\ndata: 7\n\n");
		assertThat(browser.isOpen()).isTrue();
	}

	@Test
	void thereIsRoomForSomeBrowsersAndForAnotherWhenOneHasGone() {
		for (int browser = 0; browser < EventStreams.MAX_BROWSERS; browser++) {
			assertThat(this.streams.open(context())).isTrue();
		}
		assertThat(this.streams.open(context())).isFalse();
		this.channels.get(0).close();
		assertThat(this.streams.open(context())).isTrue();
	}

	@Test
	void streamOutlivesTheTimeForRequests() {
		EmbeddedChannel browser = open();
		browser.advanceTimeBy(1, TimeUnit.HOURS);
		browser.runScheduledPendingTasks();
		assertThat(browser.isOpen()).isTrue();
	}

	private void tell(int count) {
		for (int number = 1; number <= count; number++) {
			this.feed.add(new DeviceEvent(Instant.EPOCH, "sensor_01&a1", "DeviceConnected", "", String.valueOf(number),
					null));
		}
	}

	private EmbeddedChannel open() {
		ChannelHandlerContext context = context();
		assertThat(this.streams.open(context)).isTrue();
		return (EmbeddedChannel) context.channel();
	}

	private ChannelHandlerContext context() {
		EmbeddedChannel channel = new EmbeddedChannel();
		channel.freezeTime();
		channel.pipeline()
			.addLast(new ReadTimeoutHandler(30), new HttpServerCodec(), new ChannelInboundHandlerAdapter());
		this.channels.add(channel);
		return channel.pipeline().lastContext();
	}

	private static void setWritable(EmbeddedChannel channel, boolean writable) {
		channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
	}

	private static String received(EmbeddedChannel channel) {
		StringBuilder text = new StringBuilder();
		for (Object message = channel.readOutbound(); message != null; message = channel.readOutbound()) {
			if (message instanceof ByteBuf bytes) {
				text.append(bytes.toString(StandardCharsets.UTF_8));
			}
			else if (message instanceof HttpContent content) {
				text.append(content.content().toString(StandardCharsets.UTF_8));
			}
			ReferenceCountUtil.release(message);
		}
		return text.toString();
	}

}
