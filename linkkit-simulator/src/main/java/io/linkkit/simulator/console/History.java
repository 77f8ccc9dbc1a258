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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last things of one kind, numbered from 1. It is the only queue there is between the
 * simulator and its browsers: each remembers how far it has read.
 *
 * @param <T> what is kept
 */
final class History<T> {

	private final int capacity;

	private final Deque<T> items = new ArrayDeque<>();

	private long last;

	History(int capacity) {
		this.capacity = capacity;
	}

	synchronized void add(T item) {
		if (this.items.size() == this.capacity) {
			this.items.removeFirst();
		}
		this.items.addLast(item);
		this.last++;
	}

	/**
	 * Return what was added after a number.
	 * @param number 0 for all that is left
	 */
	synchronized Page<T> after(long number) {
		long wanted = Math.min(this.last - number, this.items.size());
		List<T> newest = this.items.stream().skip(this.items.size() - wanted).toList();
		return new Page<>(newest, this.last, this.last - number - wanted);
	}

	/**
	 * A part of the history.
	 *
	 * @param items oldest first
	 * @param last the number of the newest
	 * @param missed how many were forgotten before they could be read
	 * @param <T> what is kept
	 */
	record Page<T>(List<T> items, long last, long missed) {

	}

}
