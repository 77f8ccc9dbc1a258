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

package io.linkkit.messaging.listener;

/**
 * A listener failed on a message. Its cause is what the listener threw, or what kept the
 * message from it.
 */
public class ListenerExecutionFailedException extends RuntimeException {

	private final String listenerId;

	private final String method;

	/**
	 * Create an exception.
	 * @param listenerId which listener
	 * @param method its class and method
	 * @param topic where the message was published to
	 * @param cause what went wrong
	 */
	public ListenerExecutionFailedException(String listenerId, String method, String topic, Throwable cause) {
		super("Listener " + listenerId + " (" + method + ") failed on a message to " + topic, cause);
		this.listenerId = listenerId;
		this.method = method;
	}

	/**
	 * Return which listener failed.
	 * @return its id
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * Return which method failed.
	 * @return class, method and the types of its parameters
	 */
	public String getMethod() {
		return this.method;
	}

}
