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

package io.linkkit.sample.coldroom;

import java.util.concurrent.ThreadLocalRandom;

import org.springframework.stereotype.Component;

/**
 * Stands in for sensor and compressor: warms up slowly, and is cooled when too warm.
 */
@Component
class ColdRoom {

	private static final double HYSTERESIS = 0.5;

	private double temperature = 5.0;

	private double target = 4.0;

	private boolean cooling;

	synchronized Reading read() {
		this.temperature += this.cooling ? -0.3 : 0.2;
		this.temperature += ThreadLocalRandom.current().nextDouble(-0.05, 0.05);
		if (this.temperature > this.target + HYSTERESIS) {
			this.cooling = true;
		}
		else if (this.temperature < this.target - HYSTERESIS) {
			this.cooling = false;
		}
		return new Reading(Math.round(this.temperature * 10) / 10.0, this.target, this.cooling);
	}

	synchronized void setTarget(double target) {
		this.target = target;
	}

}
