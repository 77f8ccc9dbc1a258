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

package io.linkkit.simulator.platform;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.linkkit.simulator.log.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * Requests of the cloud side that a device answers by a message (reference §8.9). State
 * is read and changed only while the platform's monitor is held.
 */
final class RrpcCalls {

	/**
	 * How long the platform waits for an answer (reference §6.1).
	 */
	static final Duration LIMIT = Duration.ofSeconds(8);

	private static final long FIRST_ID = 1_100_000_000_000_000_001L;

	private final PlatformContext context;

	private final Outbox outbox;

	private final Map<String, CompletableFuture<DeviceMessage>> open = new HashMap<>();

	private long nextId = FIRST_ID;

	RrpcCalls(PlatformContext context, Outbox outbox) {
		this.context = context;
		this.outbox = outbox;
	}

	/**
	 * Ask a device.
	 * @param device the device
	 * @param topic one of its topics, or {@code null} for the system's
	 * @param payload the question
	 * @return completes with the answer, or exceptionally: with a
	 * {@link java.util.concurrent.TimeoutException} after 8 s, with an
	 * {@link IllegalStateException} at once if the device cannot be asked
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	CompletableFuture<DeviceMessage> ask(Device device, @Nullable String topic, byte[] payload) {
		long id = this.nextId++;
		String system = "/sys" + device.identity().topicLevels() + "/rrpc/";
		String question = (topic != null) ? "/ext/rrpc/" + id + topic : system + "request/" + id;
		String answer = (topic != null) ? question : system + "response/" + id;
		CompletableFuture<DeviceMessage> call = new CompletableFuture<>();
		this.open.put(answer, call);
		call.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
			.whenComplete((message, failure) -> this.context.monitor().run(() -> this.open.remove(answer)));
		PublishOutcome outcome = this.outbox.send(device, question, payload, 0);
		if (outcome != PublishOutcome.SENT) {
			call.completeExceptionally(
					new IllegalStateException("Device " + device + " cannot be asked at " + question + ": " + outcome));
		}
		return call;
	}

	/**
	 * Take a message that may be an answer. Whoever asked is told on another thread, and
	 * not while the monitor is held.
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	void take(Device device, DeviceMessage message) {
		CompletableFuture<DeviceMessage> call = this.open.remove(message.topic());
		// a call whose time is over may not have been removed yet
		if (call != null && !call.isDone()) {
			call.completeAsync(() -> message);
		}
		else if (message.topic().startsWith("/ext/rrpc/")
				|| message.topic().startsWith("/sys" + device.identity().topicLevels() + "/rrpc/response/")) {
			this.context.log()
				.add(LogEvent.PUBLISH_REFUSED, device.identity().username(), "rrpc",
						message + ": nobody waits for this answer any more");
		}
	}

}
