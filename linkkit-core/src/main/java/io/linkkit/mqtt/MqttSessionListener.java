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

package io.linkkit.mqtt;

/**
 * Told how a session goes. Either {@link #connected} or {@link #connectFailed} comes, and
 * comes once; {@link #lost} comes at most once, after {@code connected}. Calls come on
 * threads of the session, one after another, and must return quickly.
 */
public interface MqttSessionListener {

	/**
	 * The platform answered CONNACK 0.
	 * @param sessionPresent whether it still had the session of an earlier connection
	 */
	void connected(boolean sessionPresent);

	/**
	 * The attempt is over without a session.
	 * @param failure why
	 */
	void connectFailed(MqttFailure failure);

	/**
	 * The session ended although nobody here wanted it to.
	 * @param failure why
	 */
	void lost(MqttFailure failure);

	/**
	 * A message came. Its receipt must be told by {@link MqttSession#acknowledge}.
	 * @param message the message
	 */
	void messageArrived(InboundMessage message);

}
