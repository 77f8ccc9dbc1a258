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

package io.linkkit.boot.actuate;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry;
import io.linkkit.messaging.listener.RrpcStatus;
import io.linkkit.messaging.time.PlatformClock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of what a device does beside sending and receiving: it answers the cloud's
 * questions and keeps the platform's time. {@code docs/metrics.md} lists them.
 */
public final class LinkKitMessagingMetrics implements MeterBinder {

	private final Tags tags;

	private final @Nullable LinkKitListenerEndpointRegistry listeners;

	private final @Nullable PlatformClock clock;

	/**
	 * Create meters.
	 * @param device whose they are
	 * @param listeners answer questions; {@code null} if there are none
	 * @param clock keeps the platform's time; {@code null} if there is none
	 */
	public LinkKitMessagingMetrics(DeviceIdentity device, @Nullable LinkKitListenerEndpointRegistry listeners,
			@Nullable PlatformClock clock) {
		this.tags = LinkKitMetrics.tagsOf(device);
		this.listeners = listeners;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		if (this.listeners != null) {
			rrpc(this.listeners, "answered", RrpcStatus::answered, registry);
			rrpc(this.listeners, "late", RrpcStatus::late, registry);
			rrpc(this.listeners, "failed", RrpcStatus::failed, registry);
		}
		if (this.clock != null) {
			TimeGauge.builder("linkkit.clock.offset", this.clock, TimeUnit.NANOSECONDS, LinkKitMessagingMetrics::offset)
				.description("How far the system's clock is behind the platform's")
				.tags(this.tags)
				.register(registry);
		}
	}

	private static double offset(PlatformClock clock) {
		return clock.offset().map((offset) -> (double) offset.toNanos()).orElse(Double.NaN);
	}

	private void rrpc(LinkKitListenerEndpointRegistry source, String outcome, ToDoubleFunction<RrpcStatus> value,
			MeterRegistry registry) {
		FunctionCounter.builder("linkkit.rrpc.requests", source, (listening) -> value.applyAsDouble(listening.rrpc()))
			.description("Requests of the cloud by RRPC")
			.tags(this.tags.and("outcome", outcome))
			.register(registry);
	}

}
