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

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

import io.linkkit.simulator.platform.ConnectionCut;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/**
 * Stands next to the socket, so that a connection can be made a black hole or cut without
 * TLS or WebSocket saying good-bye. While paused, nothing is read, nothing written and
 * nothing closed; all of it is made up for afterwards.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class FaultGate extends ChannelDuplexHandler {

	private static final int MAX_HELD_WRITES = 10_000;

	private final Queue<HeldWrite> heldWrites = new ArrayDeque<>();

	private boolean paused;

	private boolean closeHeld;

	FaultGate(boolean paused) {
		this.paused = paused;
	}

	void pause(ChannelHandlerContext context) {
		this.paused = true;
		context.channel().config().setAutoRead(false);
	}

	void resume(ChannelHandlerContext context) {
		this.paused = false;
		for (HeldWrite held = this.heldWrites.poll(); held != null; held = this.heldWrites.poll()) {
			context.write(held.message(), held.promise());
		}
		context.flush();
		context.channel().config().setAutoRead(true);
		if (this.closeHeld) {
			context.close();
		}
	}

	void cut(ChannelHandlerContext context, ConnectionCut how) {
		if (how == ConnectionCut.RST) {
			context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
		}
		context.close();
	}

	@Override
	public void read(ChannelHandlerContext context) {
		if (!this.paused) {
			context.read();
		}
	}

	@Override
	public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
		if (!this.paused) {
			context.write(message, promise);
		}
		else if (this.heldWrites.size() < MAX_HELD_WRITES) {
			this.heldWrites.add(new HeldWrite(message, promise));
		}
		else {
			ReferenceCountUtil.release(message);
			promise.setFailure(new IOException("More writes than a paused connection keeps"));
		}
	}

	@Override
	public void flush(ChannelHandlerContext context) {
		if (!this.paused) {
			context.flush();
		}
	}

	@Override
	public void close(ChannelHandlerContext context, ChannelPromise promise) {
		if (this.paused) {
			this.closeHeld = true;
		}
		else {
			context.close(promise);
		}
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext context) {
		this.heldWrites.forEach((held) -> ReferenceCountUtil.release(held.message()));
		this.heldWrites.clear();
	}

	private record HeldWrite(Object message, ChannelPromise promise) {

	}

}
