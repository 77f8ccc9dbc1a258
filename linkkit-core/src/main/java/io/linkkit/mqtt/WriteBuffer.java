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

package io.linkkit.mqtt;

/**
 * What is to be written next, beside what is being written: two arrays that change places
 * and grow as far as they must. Guarded by the lock of {@link WriteBehindOutputStream}.
 */
final class WriteBuffer {

	static final int CAPACITY = 64 * 1024;

	private static final int INITIAL_CAPACITY = 1024;

	private static final byte[] NONE = {};

	private byte[] filling = NONE;

	private byte[] taken = NONE;

	private int count;

	boolean isEmpty() {
		return this.count == 0;
	}

	boolean isFull() {
		return this.count >= CAPACITY;
	}

	/**
	 * Return whether there is room for a packet. One that is larger than the buffer goes
	 * alone.
	 */
	boolean fits(Packet packet) {
		return this.count == 0 || this.count + packet.length() <= CAPACITY;
	}

	void add(Packet packet) {
		int length = packet.length();
		ensureCapacity(this.count + length);
		packet.write(this.filling, this.count);
		this.count += length;
	}

	/**
	 * Add as many bytes as there is room for.
	 * @return how many
	 */
	int add(byte[] bytes, int offset, int length) {
		int part = Math.min(length, CAPACITY - this.count);
		ensureCapacity(this.count + part);
		System.arraycopy(bytes, offset, this.filling, this.count, part);
		this.count += part;
		return part;
	}

	private void ensureCapacity(int needed) {
		if (needed > this.filling.length) {
			byte[] larger = new byte[Math.max(Math.max(needed, INITIAL_CAPACITY),
					Math.min(CAPACITY, 2 * this.filling.length))];
			System.arraycopy(this.filling, 0, larger, 0, this.count);
			this.filling = larger;
		}
	}

	/**
	 * Empty the buffer. What was in it is in {@link #taken()} until this is called again.
	 * @return number of bytes
	 */
	int take() {
		int length = this.count;
		byte[] free = (this.taken.length > CAPACITY) ? NONE : this.taken;
		this.taken = this.filling;
		this.filling = free;
		this.count = 0;
		return length;
	}

	/**
	 * Return what was taken last.
	 */
	byte[] taken() {
		return this.taken;
	}

	/**
	 * Keep no more memory than needed.
	 */
	void trim() {
		this.taken = NONE;
		if (this.count == 0) {
			this.filling = NONE;
		}
	}

}
