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

import io.linkkit.mqtt.InboundMessage;

/**
 * Told when a listener fails. The message counts as failed and is acknowledged in any
 * case: the platform would not send it again before the next session.
 */
@FunctionalInterface
public interface LinkKitListenerErrorHandler {

	/**
	 * React to a failure, on the listener's thread. What this method throws is logged.
	 * @param message what the listener failed on
	 * @param failure names the listener; its cause is what went wrong
	 */
	void handleError(InboundMessage message, ListenerExecutionFailedException failure);

}
