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

package io.linkkit.integration.guide;

import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.linkkit.messaging.LinkKitHeaders;
import io.linkkit.messaging.annotation.LinkKitListener;
import io.linkkit.messaging.annotation.LinkKitRrpcHandler;

import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.Payload;
import org.springframework.stereotype.Component;

/**
 * Listens in several ways.
 */
@Component
class DoorListener {

	private final Queue<String> heard = new ConcurrentLinkedQueue<>();

	@LinkKitListener("/${productKey}/${deviceName}/user/lock")
	void lock(Door door) {
		this.heard.add("lock " + door.name());
	}

	@LinkKitListener(topics = "/${productKey}/${deviceName}/user/note", concurrency = "4", errorHandler = "doorErrors")
	void note(@Payload String text, @Header(MqttHeaders.RECEIVED_TOPIC) String topic,
			@Header(LinkKitHeaders.RECEIVED_TIME) Instant time) {
		if (text.isBlank()) {
			throw new IllegalArgumentException("An empty note");
		}
		this.heard.add("note " + text);
	}

	@LinkKitListener(topics = "/${productKey}/${deviceName}/user/state/get",
			replyTopic = "/${productKey}/${deviceName}/user/state")
	Door state(String name) {
		return new Door(name, false);
	}

	@LinkKitListener("/broadcast/${productKey}/closing")
	void closing(String time) {
		this.heard.add("closing " + time);
	}

	@LinkKitRrpcHandler
	String ping(String text) {
		return "pong " + text;
	}

	@LinkKitRrpcHandler(topic = "/${productKey}/${deviceName}/user/open")
	Door open(String name) {
		return new Door(name, true);
	}

	Queue<String> heard() {
		return this.heard;
	}

}
