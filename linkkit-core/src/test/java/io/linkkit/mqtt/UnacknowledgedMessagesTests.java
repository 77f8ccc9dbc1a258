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

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link UnacknowledgedMessages}.
 */
class UnacknowledgedMessagesTests {

	private static final OutboundMessage MESSAGE = new OutboundMessage("a", new byte[0], 1, false);

	private final AtomicInteger takenByPaho = new AtomicInteger();

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 20, 1000, 16_384, UnacknowledgedMessages.MOST })
	void asManyAsAllowedHaveDifferentIdentifiers(int most) {
		this.takenByPaho.set(40_000);
		UnacknowledgedMessages messages = new UnacknowledgedMessages(most, this.takenByPaho::get);
		for (int round = 0; round < 5; round++) {
			Set<Integer> identifiers = new HashSet<>();
			for (int i = 0; i < most; i++) {
				identifiers.add(add(messages));
			}
			assertThat(identifiers).hasSize(most).allMatch((identifier) -> identifier >= 1 && identifier <= 65_535);
			assertThatIllegalStateException().isThrownBy(() -> add(messages));
			assertThat(identifiers).allMatch((identifier) -> messages.remove(identifier) != null);
			assertThat(messages.isEmpty()).isTrue();
		}
	}

	@Test
	void identifiersStayFarFromPahos() {
		UnacknowledgedMessages messages = new UnacknowledgedMessages(20, this.takenByPaho::get);
		for (int paho = 0; paho <= 65_535; paho++) {
			this.takenByPaho.set(paho);
			int identifier = add(messages);
			int ahead = Math.floorMod(identifier - paho, 65_535);
			assertThat(ahead).isBetween(16_000, 65_535 - 16_000);
			messages.remove(identifier);
		}
	}

	@Test
	void identifierIsNotUsedAgainAtOnce() {
		UnacknowledgedMessages messages = new UnacknowledgedMessages(1, this.takenByPaho::get);
		int first = add(messages);
		messages.remove(first);
		assertThat(add(messages)).isNotEqualTo(first);
	}

	@Test
	void unknownIdentifierRemovesNothing() {
		UnacknowledgedMessages messages = new UnacknowledgedMessages(20, this.takenByPaho::get);
		int identifier = add(messages);
		assertThat(messages.remove(identifier + 32)).isNull();
		assertThat(messages.remove(0)).isNull();
		assertThat(messages.remove(identifier)).isNotNull();
		assertThat(messages.remove(identifier)).isNull();
	}

	@Test
	void removesAll() {
		UnacknowledgedMessages messages = new UnacknowledgedMessages(20, this.takenByPaho::get);
		int identifier = add(messages);
		add(messages);
		assertThat(messages.removeAll()).hasSize(2);
		assertThat(messages.isEmpty()).isTrue();
		assertThat(messages.remove(identifier)).isNull();
	}

	private static int add(UnacknowledgedMessages messages) {
		return messages.add(MESSAGE, new CompletableFuture<>());
	}

}
