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

import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections that say nothing at all, so that port scanners do not pile up.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class LoginDeadline extends ChannelInboundHandlerAdapter {

	private static final int PATIENCE_SECONDS = 30;

	private @Nullable Future<?> alarm;

	@Override
	public void channelActive(ChannelHandlerContext context) {
		this.alarm = context.executor().schedule(() -> context.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
		context.fireChannelActive();
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		cancel();
		context.fireChannelRead(message);
		context.pipeline().remove(this);
	}

	@Override
	public void channelInactive(ChannelHandlerContext context) {
		cancel();
		context.fireChannelInactive();
	}

	private void cancel() {
		if (this.alarm != null) {
			this.alarm.cancel(false);
		}
	}

}
