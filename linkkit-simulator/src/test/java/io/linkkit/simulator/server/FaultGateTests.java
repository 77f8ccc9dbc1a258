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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FaultGateTests {

	private final ReadCounter reads = new ReadCounter();

	private final FaultGate gate = new FaultGate(false);

	private final EmbeddedChannel channel = new EmbeddedChannel(this.reads, this.gate);

	private final ChannelHandlerContext context = this.channel.pipeline().context(this.gate);

	@BeforeEach
	void pause() {
		this.gate.pause(this.context);
		this.reads.count = 0;
	}

	@AfterEach
	void finish() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void nothingIsReadWhilePausedEvenWhenTlsAsksForIt() {
		this.channel.read();
		assertThat(this.reads.count).isZero();
		this.gate.resume(this.context);
		assertThat(this.reads.count).isPositive();
	}

	@Test
	void whatIsWrittenWhilePausedIsSentAfterwardsInOrder() {
		ByteBuf first = Unpooled.wrappedBuffer(new byte[] { 1 });
		ByteBuf second = Unpooled.wrappedBuffer(new byte[] { 2 });
		this.channel.writeAndFlush(first);
		this.channel.writeAndFlush(second);
		assertThat(this.channel.outboundMessages()).isEmpty();
		this.gate.resume(this.context);
		assertThat(this.channel.outboundMessages()).containsExactly(first, second);
	}

	@Test
	void closingWhilePausedIsDoneAfterwards() {
		this.channel.close();
		assertThat(this.channel.isOpen()).isTrue();
		this.gate.resume(this.context);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void whatIsHeldIsReleasedWhenTheConnectionIsCut() {
		ByteBuf held = Unpooled.buffer();
		this.channel.writeAndFlush(held);
		this.context.close();
		assertThat(held.refCnt()).isZero();
	}

	@Test
	void onlySoManyWritesAreHeld() {
		for (int i = 0; i < 10_000; i++) {
			this.channel.write(Unpooled.EMPTY_BUFFER);
		}
		ByteBuf tooMany = Unpooled.buffer();
		assertThat(this.channel.write(tooMany).isSuccess()).isFalse();
		assertThat(tooMany.refCnt()).isZero();
	}

	private static final class ReadCounter extends ChannelOutboundHandlerAdapter {

		private int count;

		@Override
		public void read(ChannelHandlerContext context) {
			this.count++;
			context.read();
		}

	}

}
