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

package io.linkkit;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import com.sun.management.ThreadMXBean;

/**
 * Feeds a parser with damaged examples of what it reads. The same seed makes the same
 * tries; a failure tells the input in Base64, fit to become an example.
 * <p>
 * {@code -Dlinkkit.fuzz.tries=1000000} tries longer than a build does, and
 * {@code -Dlinkkit.fuzz.seed=7} tries other inputs.
 */
public final class Fuzz {

	private static final int TRIES = Integer.getInteger("linkkit.fuzz.tries", 2000);

	private static final long SEED = Long.getLong("linkkit.fuzz.seed", 20261124L);

	/** Far more than any parser needs for the little it gets. */
	private static final long MOST_MEMORY = 32 * 1024 * 1024;

	/** Time of the processor, so that a busy machine does not matter. */
	private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();

	private static final int LONGEST = 4096;

	private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

	private final Random random = new Random(SEED);

	private final List<byte[]> examples;

	private final List<byte[]> words = new ArrayList<>();

	private int tries = TRIES;

	private Fuzz(List<byte[]> examples) {
		this.examples = examples;
	}

	/**
	 * Begin with what the parser would accept.
	 */
	public static Fuzz examples(byte[]... examples) {
		return new Fuzz(List.of(examples));
	}

	/**
	 * Begin with texts that the parser would accept.
	 */
	public static Fuzz examples(String... examples) {
		return new Fuzz(Arrays.stream(examples).map(Fuzz::bytes).toList());
	}

	/**
	 * Insert these now and then.
	 */
	public Fuzz words(String... inserted) {
		Arrays.stream(inserted).map(Fuzz::bytes).forEach(this.words::add);
		return this;
	}

	/**
	 * Try less often, since a try takes long.
	 * @param factor how much less often
	 */
	public Fuzz rarely(int factor) {
		this.tries = Math.max(1, TRIES / factor);
		return this;
	}

	/**
	 * Hand one damaged example after the other to a parser.
	 * @param parser fails by an exception or an assertion
	 */
	public void check(Parser parser) {
		for (int i = 0; i < this.tries; i++) {
			byte[] input = next();
			long memory = THREADS.getCurrentThreadAllocatedBytes();
			long nanos = THREADS.getCurrentThreadCpuTime();
			try {
				parser.parse(input);
			}
			catch (Exception | AssertionError | StackOverflowError ex) {
				throw failure(i, input, ex);
			}
			memory = THREADS.getCurrentThreadAllocatedBytes() - memory;
			nanos = THREADS.getCurrentThreadCpuTime() - nanos;
			if (memory > MOST_MEMORY || nanos > MOST_NANOS) {
				throw failure(i, input, new AssertionError("took " + memory + " bytes and " + nanos + " ns"));
			}
		}
	}

	private static AssertionError failure(int number, byte[] input, Throwable cause) {
		return new AssertionError("Try " + number + " of seed " + SEED + " failed with the input "
				+ Base64.getEncoder().encodeToString(input) + ": " + cause, cause);
	}

	private byte[] next() {
		byte[] input = any(this.examples);
		int times = this.random.nextInt(6);
		for (int i = 0; i < times; i++) {
			input = mutated(input);
		}
		return (input.length <= LONGEST) ? input : Arrays.copyOf(input, LONGEST);
	}

	private byte[] any(List<byte[]> from) {
		return from.get(this.random.nextInt(from.size()));
	}

	private byte[] mutated(byte[] input) {
		int start = this.random.nextInt(input.length + 1);
		int end = Math.min(input.length, start + this.random.nextInt(16));
		return switch (this.random.nextInt(8)) {
			case 0 -> flipped(input);
			case 1 -> joined(input, start, noise(this.random.nextInt(4) + 1), end);
			case 2 -> joined(input, start, new byte[0], end);
			case 3 -> joined(input, end, Arrays.copyOfRange(input, start, end), end);
			case 4 -> Arrays.copyOf(input, start);
			case 5 -> joined(input, start, any(this.examples), end);
			case 6 -> this.words.isEmpty() ? flipped(input) : joined(input, start, any(this.words), end);
			default -> this.words.isEmpty() ? noise(this.random.nextInt(64))
					: joined(input, start, repeated(any(this.words)), start);
		};
	}

	private byte[] flipped(byte[] input) {
		byte[] flipped = input.clone();
		if (flipped.length > 0) {
			flipped[this.random.nextInt(flipped.length)] ^= (byte) (1 << this.random.nextInt(8));
		}
		return flipped;
	}

	private byte[] noise(int length) {
		byte[] noise = new byte[length];
		this.random.nextBytes(noise);
		return noise;
	}

	private byte[] repeated(byte[] word) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		int times = this.random.nextInt(1000);
		for (int i = 0; i < times && all.size() < LONGEST; i++) {
			all.writeBytes(word);
		}
		return all.toByteArray();
	}

	private static byte[] joined(byte[] input, int until, byte[] inserted, int from) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		all.write(input, 0, until);
		all.writeBytes(inserted);
		all.write(input, from, input.length - from);
		return all.toByteArray();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * What is tried.
	 */
	public interface Parser {

		/**
		 * Parse, and assert what must hold of the outcome.
		 * @param input anything
		 * @throws Exception if parsing ends otherwise than documented
		 */
		void parse(byte[] input) throws Exception;

	}

}
