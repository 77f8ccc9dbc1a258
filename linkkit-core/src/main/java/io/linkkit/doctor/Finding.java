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

package io.linkkit.doctor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the doctor found in one step.
 *
 * @param step what was examined
 * @param verdict what the doctor thinks of it
 * @param took how long it took, by the monotonic clock
 * @param observation what was seen, in one line; never a secret, a signature or a payload
 * @param advice what to do; {@code null} if nothing is to be done
 */
public record Finding(Step step, Verdict verdict, Duration took, String observation, @Nullable Advice advice) {

	/**
	 * Create a finding. Line breaks and other control characters of the observation,
	 * which may quote a server, become blanks.
	 */
	public Finding {
		observation = observation.replaceAll("\\p{Cntrl}+", " ").trim();
	}

	static Finding ok(Step step, Duration took, String observation) {
		return new Finding(step, Verdict.OK, took, observation, null);
	}

	static Finding warning(Step step, Duration took, String observation, Advice advice) {
		return new Finding(step, Verdict.WARNING, took, observation, advice);
	}

	static Finding failed(Step step, Duration took, String observation, Advice advice) {
		return new Finding(step, Verdict.FAILED, took, observation, advice);
	}

	static Finding skipped(Step step, String observation) {
		return new Finding(step, Verdict.SKIPPED, Duration.ZERO, observation, null);
	}

}
