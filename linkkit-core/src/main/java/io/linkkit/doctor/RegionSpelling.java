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

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

import io.linkkit.identity.Region;

/**
 * Finds the region that a misspelt one was meant to be.
 */
final class RegionSpelling {

	private static final int MOST_MISTAKES = 3;

	private RegionSpelling() {
	}

	static boolean isKnown(String id) {
		return Region.KNOWN.stream().anyMatch((region) -> region.id().equals(id));
	}

	static Optional<Region> nearest(String id) {
		return Region.KNOWN.stream()
			.min(Comparator.comparingInt((region) -> distance(id, region.id())))
			.filter((region) -> distance(id, region.id()) <= MOST_MISTAKES);
	}

	/**
	 * Return how many characters have to be added, left out or exchanged.
	 */
	private static int distance(String one, String other) {
		int[] before = new int[other.length() + 1];
		Arrays.setAll(before, (index) -> index);
		for (int i = 1; i <= one.length(); i++) {
			int[] now = new int[other.length() + 1];
			now[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int exchanged = before[j - 1] + ((one.charAt(i - 1) != other.charAt(j - 1)) ? 1 : 0);
				now[j] = Math.min(exchanged, 1 + Math.min(before[j], now[j - 1]));
			}
			before = now;
		}
		return before[other.length()];
	}

}
