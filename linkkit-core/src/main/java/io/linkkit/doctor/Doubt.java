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

import java.util.List;
import java.util.Set;

import io.linkkit.mqtt.FailureReason;

/**
 * Something that is legal and yet suspicious. It keeps nobody from going on; if the
 * device then fails for a reason that it explains, it is named as the cause.
 *
 * @param advice what to do about it
 * @param observation what was seen
 * @param explains failures it would explain
 */
record Doubt(Advice advice, String observation, Set<FailureReason> explains) {

	/**
	 * Return the advice for a failure.
	 * @param reason why something failed
	 * @param doubts what was suspicious before
	 * @return the advice of the first doubt that explains it, or that for the reason
	 */
	static Advice adviceFor(FailureReason reason, List<Doubt> doubts) {
		return adviceFor(reason, doubts, Remedies.of(reason));
	}

	static Advice adviceFor(FailureReason reason, List<Doubt> doubts, Advice otherwise) {
		return doubts.stream()
			.filter((doubt) -> doubt.explains().contains(reason))
			.map(Doubt::advice)
			.findFirst()
			.orElse(otherwise);
	}

}
