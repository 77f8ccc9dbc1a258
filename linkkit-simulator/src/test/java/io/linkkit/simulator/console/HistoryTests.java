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

package io.linkkit.simulator.console;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link History}.
 */
class HistoryTests {

	private final History<String> history = new History<>(3);

	@Test
	void newReaderGetsAllThatIsLeft() {
		add("a", "b");
		assertThat(this.history.after(0)).isEqualTo(page(2, 0, "a", "b"));
	}

	@Test
	void readerGetsWhatIsNew() {
		add("a", "b", "c", "d");
		assertThat(this.history.after(3)).isEqualTo(page(4, 0, "d"));
		assertThat(this.history.after(4)).isEqualTo(page(4, 0));
	}

	@Test
	void slowReaderIsToldHowManyItMissed() {
		add("a", "b", "c", "d", "e", "f");
		assertThat(this.history.after(1)).isEqualTo(page(6, 2, "d", "e", "f"));
	}

	private void add(String... items) {
		for (String item : items) {
			this.history.add(item);
		}
	}

	private static History.Page<String> page(long last, long missed, String... items) {
		return new History.Page<>(List.of(items), last, missed);
	}

}
