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

package io.linkkit.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures several subjects in turn, A B A B, so that whatever else the machine does
 * meanwhile touches all of them alike.
 *
 * @param warmUp how many rounds come first and do not count
 * @param counted how many rounds count
 */
record Rounds(int warmUp, int counted) {

	/**
	 * Measure each subject once a round.
	 * @param <S> the type of the subjects
	 * @param subjects what to compare
	 * @param measurement measures a subject once
	 * @return the statistics of each subject, in the order given
	 */
	<S> Map<S, Statistics> measure(List<S> subjects, Measurement<S> measurement) throws Exception {
		Map<S, Statistics> statistics = new LinkedHashMap<>();
		observe(subjects, (subject) -> Optional.of(measurement.measure(subject)))
			.forEach((subject, measured) -> statistics.put(subject, Statistics.of(measured)));
		return statistics;
	}

	/**
	 * Observe each subject once a round.
	 * @param <S> the type of the subjects
	 * @param <F> the type of what is found
	 * @param subjects what to compare
	 * @param observation observes a subject once; one that gives nothing drops out
	 * @return what counts of each subject that did not drop out, in the order given
	 */
	<S, F> Map<S, List<F>> observe(List<S> subjects, Observation<S, F> observation) throws Exception {
		Map<S, List<F>> found = new LinkedHashMap<>();
		subjects.forEach((subject) -> found.put(subject, new ArrayList<>()));
		for (int round = -this.warmUp; round < this.counted; round++) {
			for (S subject : List.copyOf(found.keySet())) {
				Optional<F> observed = observation.observe(subject);
				if (observed.isEmpty()) {
					found.remove(subject);
				}
				else if (round >= 0) {
					found.getOrDefault(subject, new ArrayList<>()).add(observed.get());
				}
			}
		}
		return found;
	}

	/**
	 * Observes once.
	 *
	 * @param <S> the type of the subject
	 * @param <F> the type of what is found
	 */
	interface Observation<S, F> {

		Optional<F> observe(S subject) throws Exception;

	}

	/**
	 * Measures once.
	 *
	 * @param <S> the type of the subject
	 */
	interface Measurement<S> {

		double measure(S subject) throws Exception;

	}

}
