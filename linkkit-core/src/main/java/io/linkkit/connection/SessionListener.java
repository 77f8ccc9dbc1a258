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

package io.linkkit.connection;

import io.linkkit.mqtt.MqttSession;

/**
 * Told which MQTT session carries a connection, for integrations that work on the session
 * itself. Calls come on a thread of their own, one after another.
 */
public interface SessionListener {

	/**
	 * A session is ready: logged in and its subscriptions answered.
	 * @param session the session, valid until {@link #sessionEnded}
	 * @param reconnect whether the connection had been online before
	 */
	void sessionReady(MqttSession session, boolean reconnect);

	/**
	 * A session that was ready is no more.
	 * @param session the session
	 */
	void sessionEnded(MqttSession session);

}
