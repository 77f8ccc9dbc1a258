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
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoundsTests {

	@Test
	void measuresInTurnAndForgetsTheWarmUp() throws Exception {
		List<String> order = new ArrayList<>();
		Map<String, Statistics> statistics = new Rounds(1, 2).measure(List.of("a", "b"), (subject) -> {
			order.add(subject);
			return order.size();
		});
		assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
		assertThat(statistics).containsExactly(Map.entry("a", new Statistics(3, 4, 5, 5)),
				Map.entry("b", new Statistics(4, 5, 6, 6)));
	}

	@Test
	void asksNoMoreWhoDroppedOut() throws Exception {
		List<String> order = new ArrayList<>();
		Map<String, List<Integer>> found = new Rounds(1, 2).observe(List.of("a", "b"), (subject) -> {
			order.add(subject);
			return (subject.equals("b") && order.size() > 2) ? Optional.empty() : Optional.of(order.size());
		});
		assertThat(order).containsExactly("a", "b", "a", "b", "a");
		assertThat(found).containsExactly(Map.entry("a", List.of(3, 5)));
	}

}
