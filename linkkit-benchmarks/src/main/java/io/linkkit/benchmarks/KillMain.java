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

package io.linkkit.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.linkkit.connection.LinkKitConnection;

/**
 * Main class of the process that is killed: it queues messages on disk and tells each
 * that is stored, or it sends what an earlier one has stored.
 */
public final class KillMain {

	static final String QUEUE = "queue";

	static final String DRAIN = "drain";

	private static final long POLL_MILLIS = 5;

	private KillMain() {
	}

	/**
	 * Queue or send messages.
	 * @param arguments what to do, port, directory of the queue
	 */
	public static void main(String[] arguments) throws Exception {
		Device device = Device.named("killed");
		LinkKitConnection connection = MeasuredConnection.create(device, Endpoints.tcp(Integer.parseInt(arguments[1])),
				null, Path.of(arguments[2]), (event) -> {
				});
		if (arguments[0].equals(QUEUE)) {
			queue(connection, device);
		}
		else {
			drain(connection);
		}
	}

	private static void queue(LinkKitConnection connection, Device device) {
		for (int i = 0;; i++) {
			byte[] payload = String.valueOf(i).getBytes(StandardCharsets.US_ASCII);
			if (connection.publish(device.topic(), payload, 1).isDone()) {
				throw new IllegalStateException("Message " + i + " was refused");
			}
			ChildProcess.say("stored", i);
		}
	}

	private static void drain(LinkKitConnection connection) throws Exception {
		connection.start();
		while (!connection.queue().persistent() || connection.queue().depth() > 0) {
			Thread.sleep(POLL_MILLIS);
		}
		connection.close();
		ChildProcess.say("drained");
	}

}
