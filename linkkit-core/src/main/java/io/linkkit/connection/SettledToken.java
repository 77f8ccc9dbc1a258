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

import org.eclipse.paho.client.mqttv3.MqttToken;

/**
 * Answer to what the connection does when it can, so that nobody has to wait for it.
 */
final class SettledToken extends MqttToken {

	private final String[] topics;

	private final int[] qos;

	SettledToken(String[] topics, int... qos) {
		super("linkkit");
		this.topics = topics;
		this.qos = qos;
	}

	@Override
	public boolean isComplete() {
		return true;
	}

	@Override
	public void waitForCompletion() {
	}

	@Override
	public void waitForCompletion(long timeout) {
	}

	@Override
	public String[] getTopics() {
		return this.topics;
	}

	@Override
	public int[] getGrantedQos() {
		return this.qos;
	}

}
