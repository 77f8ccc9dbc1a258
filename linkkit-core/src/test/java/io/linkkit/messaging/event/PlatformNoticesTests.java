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

package io.linkkit.messaging.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import io.linkkit.Fuzz;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.FakeConnection;
import io.linkkit.messaging.alink.AlinkCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PlatformNotices}.
 */
class PlatformNoticesTests {

	private static final String DEVICE = "platform_notices";

	private static final String ERRORS = "/ext/error/a1B2c3D4e5F/platform_notices";

	private static final String NOTIFICATIONS = "/ext/notify";

	private final FakeConnection connection = new FakeConnection(DEVICE);

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final List<String> threads = new CopyOnWriteArrayList<>();

	private final CountDownLatch released = new CountDownLatch(1);

	private final PlatformNotices notices = new PlatformNotices(this.connection, this::listen);

	private void listen(Object event) {
		this.threads.add(Thread.currentThread().getName());
		this.events.add(event);
		if (event.toString().contains("code=1 ")) {
			throw new IllegalStateException("on purpose");
		}
		if (event.toString().contains("code=2 ")) {
			await().until(() -> this.released.getCount() == 0);
		}
	}

	@AfterEach
	void noThreadIsLeft() {
		this.released.countDown();
		this.notices.close();
		await().untilAsserted(() -> assertThat(Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.endsWith(DEVICE))
			.collect(Collectors.toSet())).isEmpty());
	}

	private <T> T awaitEvent(Class<T> type) {
		await().until(() -> this.events.stream().anyMatch(type::isInstance));
		return this.events.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
	}

	@Test
	void subscribesToErrorsOnly() {
		assertThat(this.connection.subscribed).containsExactly(ERRORS);
		assertThat(this.connection.listened).containsExactly(NOTIFICATIONS);
	}

	@Test
	void f32ErrorIsTold() {
		this.connection.deliver(ERRORS, """
				{"id":"1","code":427,"message":"kicked","data":{"productKey":"a1B2c3D4e5F","deviceName":"child_1"}}
				""");
		PlatformErrorEvent event = awaitEvent(PlatformErrorEvent.class);
		assertThat(event.getCode()).isEqualTo(AlinkCode.SAME_IDENTITY);
		assertThat(event.getMessage()).isEqualTo("kicked");
		assertThat(event.getDevice()).isEqualTo(this.connection.device());
		assertThat(event.getSubject()).isEqualTo(new DeviceIdentity("a1B2c3D4e5F", "child_1"));
		assertThat(event.getSource()).isSameAs(this.connection);
		assertThat(event.toString()).contains("427", "child_1").doesNotContain("kicked");
		assertThat(this.threads).containsExactly("linkkit-notices-" + DEVICE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":\"520\"}", "{\"code\":520,\"message\":null,\"data\":null}",
			"{\"code\":520,\"data\":[]}", "{\"code\":520,\"data\":{\"productKey\":\"no key\",\"deviceName\":\"x\"}}" })
	void f32ErrorMayLackEverythingButTheCode(String payload) {
		this.connection.deliver(ERRORS, payload);
		PlatformErrorEvent event = awaitEvent(PlatformErrorEvent.class);
		assertThat(event.getCode().value()).isEqualTo(520);
		assertThat(event.getMessage()).isNull();
		assertThat(event.getSubject()).isNull();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';', textBlock = """
			{"title":"kick","content":"Kicked by the same device"} ; kick ; Kicked by the same device
			{"title":"news","content":{"a":1}} ; news ; {"a":1}
			{"title":null} ; `` ; ``
			{} ; `` ; ``
			""")
	void notificationIsTold(String payload, String title, String content) {
		this.connection.deliver(NOTIFICATIONS, payload);
		PlatformNotificationEvent event = awaitEvent(PlatformNotificationEvent.class);
		assertThat(event.getTitle()).isEqualTo(title);
		assertThat(event.getContent()).isEqualTo(content);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{\"message\":\"no code\"}", "{\"code\":{}}" })
	void f32GarbageIsCounted(String payload) {
		this.connection.deliver(ERRORS, payload);
		assertThat(this.notices.ignored()).isOne();
		assertThat(this.events).isEmpty();
	}

	@Test
	void listenerThatThrowsDoesNotEndIt() {
		this.connection.deliver(ERRORS, "{\"code\":1}");
		this.connection.deliver(ERRORS, "{\"code\":520}");
		await().until(() -> this.events.size() == 2);
	}

	@Test
	void listenerThatBlocksHoldsUpNoMessageAndNoMemory() {
		this.connection.deliver(ERRORS, "{\"code\":2}");
		await().until(() -> this.events.size() == 1);
		for (int i = 0; i < 300; i++) {
			this.connection.deliver(NOTIFICATIONS, "{}");
		}
		assertThat(this.notices.ignored()).isEqualTo(300 - 256);
		this.released.countDown();
		await().until(() -> this.events.size() == 1 + 256);
	}

	@Test
	void hearsNothingAfterItIsClosed() {
		this.notices.close();
		assertThat(this.connection.isHeard(ERRORS)).isFalse();
		assertThat(this.connection.isHeard(NOTIFICATIONS)).isFalse();
	}

	@Test
	void f32NoticesOfEveryShapeAreReadOrIgnored() {
		NoticeReader reader = new NoticeReader(this.connection);
		Fuzz.examples("{\"code\":427,\"message\":\"m\",\"data\":{\"productKey\":\"a\",\"deviceName\":\"abcd\"}}",
				"{\"title\":\"kick\",\"content\":\"c\"}")
			.words("[", "{\"a\":", "null", "\"", "9999999999999999999", "1e999999", "\\u0000", "\"code\":")
			.check((input) -> {
				reader.error(input).ifPresent((event) -> assertThat(event.toString()).contains("code="));
				reader.notification(input).ifPresent((event) -> assertThat(event.getTitle()).isNotNull());
			});
	}

}
