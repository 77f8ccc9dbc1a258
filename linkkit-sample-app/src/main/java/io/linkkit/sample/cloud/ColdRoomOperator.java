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

package io.linkkit.sample.cloud;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.ConnectionCut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Somebody in the cloud: wants another temperature now and then, and may treat the device
 * badly.
 */
@Component
@ConditionalOnBooleanProperty("linkkit.simulator.enabled")
class ColdRoomOperator {

	private static final Logger logger = LoggerFactory.getLogger(ColdRoomOperator.class);

	private final LinkKitSimulator simulator;

	private final SimulatedDevice device;

	private boolean summer;

	ColdRoomOperator(LinkKitSimulator simulator, SimulatedDevice device) {
		this.simulator = simulator;
		this.device = device;
	}

	@Scheduled(initialDelayString = "${cold-room.operator-interval}",
			fixedRateString = "${cold-room.operator-interval}")
	void changeTarget() {
		this.summer = !this.summer;
		setTarget(this.summer ? 3.0 : 4.0);
	}

	void setTarget(double target) {
		this.device.publish(this.device.userTopic("target"), "{\"target\":" + target + "}");
		logger.info("Told the cold room to keep {} °C", target);
	}

	void ask() {
		this.device.rrpc("reading").whenComplete((answer, failure) -> {
			if (failure != null) {
				logger.info("The cold room does not answer: {}", failure.getMessage());
			}
			else {
				logger.info("The cold room answers {}", answer.text());
			}
		});
	}

	void cut() {
		this.device.cutConnection(ConnectionCut.RST);
	}

	void kick() {
		this.device.kick();
	}

	void disable() {
		this.device.disable();
	}

	void enable() {
		this.device.enable();
	}

	void pause() {
		this.simulator.faults().pause();
	}

	void resume() {
		this.simulator.faults().resume();
	}

}
