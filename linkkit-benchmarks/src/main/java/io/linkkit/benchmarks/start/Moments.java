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

package io.linkkit.benchmarks.start;

import java.io.IOException;

/**
 * Tells how long after main something happened. Needs nothing but the JDK, because every
 * application measured has it.
 */
final class Moments {

	private static final long START = System.nanoTime();

	private Moments() {
	}

	/**
	 * To be called first thing in main.
	 */
	static void begin() {
		System.out.println("main");
	}

	static void tell(String what) {
		System.out.println(what + " " + (System.nanoTime() - START) / 1_000_000.0);
	}

	/**
	 * Wait for the end of the process that started this one, and do not wait for threads.
	 */
	static void await() throws IOException {
		System.in.transferTo(System.err);
		Runtime.getRuntime().halt(0);
	}

}
