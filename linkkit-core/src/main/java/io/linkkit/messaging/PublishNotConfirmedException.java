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

package io.linkkit.messaging;

/**
 * Whoever waited for what became of a message waited too long or was interrupted. The
 * message stays queued, and may still reach the platform.
 */
public class PublishNotConfirmedException extends RuntimeException {

	private final String topic;

	/**
	 * Create an exception.
	 * @param topic where the message goes
	 * @param reason why the wait ended
	 * @param cause a {@link java.util.concurrent.TimeoutException} or an
	 * {@link InterruptedException}
	 */
	public PublishNotConfirmedException(String topic, String reason, Throwable cause) {
		super("It is not known yet what becomes of a message to " + topic + ": " + reason, cause);
		this.topic = topic;
	}

	/**
	 * Return where the message goes.
	 * @return the topic
	 */
	public String getTopic() {
		return this.topic;
	}

}
