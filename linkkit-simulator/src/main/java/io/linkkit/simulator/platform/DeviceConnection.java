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

/**
 * A network connection as the platform sees it. No method blocks, and what is written
 * keeps its order.
 */
public interface DeviceConnection {

	/**
	 * Whether the connection is encrypted.
	 * @return whether TLS is used
	 */
	boolean isSecure();

	/**
	 * Answer CONNECT with 0.
	 * @param sessionPresent whether the session goes on
	 */
	void accept(boolean sessionPresent);

	/**
	 * Answer CONNECT with a refusal and close.
	 * @param code the answer
	 */
	void refuse(ConnackCode code);

	/**
	 * Whether the peer reads what it is sent. When it does not, nothing more shall be
	 * delivered.
	 * @return whether there is room for a message
	 */
	boolean isWritable();

	/**
	 * Send a message.
	 * @param delivery the message
	 */
	void deliver(Delivery delivery);

	/**
	 * Send a message after a while, unless the connection has ended by then.
	 * @param delivery the message
	 * @param delay how long to wait; zero to send it now
	 */
	void deliverLater(Delivery delivery, Duration delay);

	/**
	 * Close after everything written so far.
	 */
	void close();

	/**
	 * Close as {@link #close()} does, but leave the peer a moment to take in what it was
	 * sent. Clients that read on one thread and deliver on another (Eclipse Paho) lose a
	 * message when the end of the stream comes right behind it.
	 */
	void closeSoon();

	/**
	 * End the connection at once.
	 * @param how by which TCP flag
	 */
	void cut(ConnectionCut how);

	/**
	 * Return the transport and the peer's address for the log.
	 * @return such as {@code TLS from 127.0.0.1:40000}
	 */
	String description();

}
