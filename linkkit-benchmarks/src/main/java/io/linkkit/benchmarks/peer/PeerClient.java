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

package io.linkkit.benchmarks.peer;

/**
 * A client under measurement, good for one connection.
 */
public interface PeerClient {

	/**
	 * Connect and return when CONNACK has come.
	 * @param login where and as whom
	 */
	void connect(Login login) throws Exception;

	/**
	 * Publish a message and return at once, or when the client lets go of the thread.
	 * @param topic where to
	 * @param payload the content
	 * @param qos 0 or 1
	 * @param finished called on any thread when PUBACK has come, or with QoS 0 when the
	 * client is done with the message
	 */
	void publish(String topic, byte[] payload, int qos, Runnable finished) throws Exception;

	/**
	 * Subscribe and return when SUBACK has come.
	 * @param topic what to
	 * @param qos 0 or 1
	 * @param arrived called for each message
	 */
	void subscribe(String topic, int qos, Runnable arrived) throws Exception;

	/**
	 * Disconnect and return when nothing is left.
	 */
	void disconnect() throws Exception;

	/**
	 * Return how many messages may be handed over unfinished when so many may be in
	 * flight. It is more for a client with a queue of its own in front of the window.
	 * @param window most messages in flight
	 * @return most messages unfinished
	 */
	default int unfinished(int window) {
		return window;
	}

}
