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

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PacketOutputStream}.
 */
class PacketOutputStreamTests {

	private final List<Integer> lengths = new ArrayList<>();

	private final ByteArrayOutputStream target = new ByteArrayOutputStream() {

		@Override
		public synchronized void write(byte[] bytes, int offset, int length) {
			PacketOutputStreamTests.this.lengths.add(length);
			super.write(bytes, offset, length);
		}

	};

	@Test
	void whatComesBeforeAFlushGoesOnInOnePiece() throws Exception {
		PacketOutputStream out = new PacketOutputStream(this.target);
		out.write(1);
		out.write(new byte[] { 0, 2, 3, 0 }, 1, 2);
		assertThat(this.lengths).isEmpty();
		out.flush();
		out.write(new byte[100_000]);
		out.flush();
		out.write(4);
		out.flush();
		assertThat(this.lengths).containsExactly(3, 100_000, 1);
		assertThat(this.target.toByteArray()).startsWith(1, 2, 3).endsWith(4).hasSize(100_004);
	}

}
