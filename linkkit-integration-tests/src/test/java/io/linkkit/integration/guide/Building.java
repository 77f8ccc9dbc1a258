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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.linkkit.messaging.alink.AlinkClient;
import io.linkkit.messaging.alink.AlinkReply;
import io.linkkit.messaging.device.DeviceTags;
import io.linkkit.messaging.event.PlatformErrorEvent;
import io.linkkit.messaging.event.PlatformNotificationEvent;
import io.linkkit.messaging.time.PlatformClock;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Uses what the platform offers to every device.
 */
@Component
class Building {

	private final PlatformClock clock;

	private final DeviceTags tags;

	private final AlinkClient alink;

	private final Queue<String> told = new ConcurrentLinkedQueue<>();

	Building(PlatformClock clock, DeviceTags tags, AlinkClient alink) {
		this.clock = clock;
		this.tags = tags;
		this.alink = alink;
	}

	Instant now() {
		return this.clock.instant();
	}

	CompletableFuture<AlinkReply> movedTo(String floor) {
		return this.tags.update(Map.of("floor", floor));
	}

	CompletableFuture<AlinkReply> forgetFloor() {
		return this.alink.request("thing/deviceinfo/delete", "thing.deviceinfo.delete",
				new Object[] { Map.of("attrKey", "floor") });
	}

	@EventListener
	void platformComplains(PlatformErrorEvent event) {
		this.told.add("error " + event.getCode().value());
	}

	@EventListener
	void platformNotifies(PlatformNotificationEvent event) {
		this.told.add("notification " + event.getTitle());
	}

	Queue<String> told() {
		return this.told;
	}

}
