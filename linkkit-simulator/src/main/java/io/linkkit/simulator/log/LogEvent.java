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

package io.linkkit.simulator.log;

/**
 * What a {@link LogEntry} is about.
 */
public enum LogEvent {

	/**
	 * A listener was opened.
	 */
	LISTENING,

	/**
	 * A listener was closed.
	 */
	NOT_LISTENING,

	/**
	 * The cloud side changed a product or device: created, enabled, disabled, deleted,
	 * registration reset, switched or barred.
	 */
	DEVICE_CHANGED,

	/**
	 * A device logged in.
	 */
	LOGIN_ACCEPTED,

	/**
	 * A CONNECT was refused; the reason is one word, the text says what to look at.
	 */
	LOGIN_REFUSED,

	/**
	 * A device was registered dynamically and was issued a secret or a token.
	 */
	REGISTERED,

	/**
	 * A dynamic registration was refused; the reason is one word, the text says what to
	 * look at.
	 */
	REGISTRATION_REFUSED,

	/**
	 * A connection was thrown out for a newer one of the same device or by the cloud
	 * side.
	 */
	KICKED,

	/**
	 * A device went offline; the reason says who ended it.
	 */
	DISCONNECTED,

	/**
	 * A device published a message.
	 */
	PUBLISHED,

	/**
	 * A message of a device was not taken.
	 */
	PUBLISH_REFUSED,

	/**
	 * A message was sent to a device.
	 */
	DELIVERED,

	/**
	 * A message for a device was stored for its next connection.
	 */
	STORED,

	/**
	 * A message for a device was lost.
	 */
	DELIVERY_DROPPED,

	/**
	 * A device subscribed, or the platform did so for it.
	 */
	SUBSCRIBED,

	/**
	 * A subscription was answered with 0x80.
	 */
	SUBSCRIPTION_REFUSED,

	/**
	 * A device unsubscribed.
	 */
	UNSUBSCRIBED,

	/**
	 * A device uploaded information about itself.
	 */
	DEVICE_INFO,

	/**
	 * A peer broke the protocol, or TLS with it failed.
	 */
	PROTOCOL_ERROR,

	/**
	 * The state file was read, held what was to be created, or could not be written.
	 */
	STATE_FILE,

	/**
	 * A fault was switched on or off.
	 */
	FAULT

}
