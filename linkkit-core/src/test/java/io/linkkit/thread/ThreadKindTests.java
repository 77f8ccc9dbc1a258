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

package io.linkkit.thread;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ThreadKind}, of which some can be seen on Java 24 only.
 */
class ThreadKindTests {

	private static final int VERSION = Runtime.version().feature();

	@Test
	void isVirtualIfWantedAndIfNoneOfThemKeepsItsCarrierWhileItWaits() {
		assertThat(ThreadKind.virtualIf(false)).isEqualTo(ThreadKind.PLATFORM);
		assertThat(ThreadKind.virtualIf(true)).isEqualTo((VERSION >= 24) ? ThreadKind.VIRTUAL : ThreadKind.PLATFORM);
	}

	@Test
	void platformThreadsAreNamedDaemons() {
		Thread thread = ThreadKind.PLATFORM.create("linkkit-kind", () -> {
		});
		assertThat(thread.getName()).isEqualTo("linkkit-kind");
		assertThat(thread.isDaemon()).isTrue();
		assertThat(isVirtual(thread)).isFalse();
	}

	@Test
	void virtualThreadsAreNamedOrRefused() {
		Runnable nothing = () -> {
		};
		if (VERSION < 21) {
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> ThreadKind.VIRTUAL.create("linkkit-kind", nothing));
			return;
		}
		Thread thread = ThreadKind.VIRTUAL.create("linkkit-kind", nothing);
		assertThat(thread.getName()).isEqualTo("linkkit-kind");
		assertThat(isVirtual(thread)).isTrue();
	}

	@Test
	void knowsTheThreadsOfTheLibrary() {
		assertThat(ThreadKind.isLibraryThread()).isFalse();
		CompletableFuture<Boolean> known = new CompletableFuture<>();
		ThreadKind.virtualIf(true)
			.named("linkkit-kind")
			.newThread(() -> known.complete(ThreadKind.isLibraryThread()))
			.start();
		assertThat(known.join()).isTrue();
	}

	private static boolean isVirtual(Thread thread) {
		return thread.getClass().getSimpleName().equals("VirtualThread");
	}

}
