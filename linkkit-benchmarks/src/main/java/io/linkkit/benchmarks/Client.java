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

import io.linkkit.mqtt.MqttSessionRequest;

/**
 * One of the clients compared.
 */
interface Client {

	/**
	 * Return what the tables call it.
	 */
	String name();

	/**
	 * Connect and return when CONNACK has come.
	 * @param device whom to connect as
	 * @param request how to connect
	 * @return the connection
	 */
	Link connect(Device device, MqttSessionRequest request) throws Exception;

	/**
	 * A client that is connected.
	 */
	interface Link extends AutoCloseable {

		/**
		 * Publish a message with QoS 1 and return at once.
		 * @param topic where to
		 * @param payload the content
		 * @param acknowledged called when PUBACK has come, on any thread
		 */
		void publish(String topic, byte[] payload, Runnable acknowledged) throws Exception;

	}

}
