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

package io.linkkit.messaging.device;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.linkkit.connection.PublishResult;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.FakeConnection;
import io.linkkit.messaging.alink.AlinkClient;
import io.linkkit.messaging.alink.AlinkReply;
import io.linkkit.messaging.alink.AlinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skyscreamer.jsonassert.JSONAssert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeviceTags} and {@link DeviceTagReporter}.
 */
class DeviceTagsTests {

	private final FakeConnection connection = new FakeConnection("sensor_01");

	private final AlinkClient client = new AlinkClient(this.connection, AlinkSettings.DEFAULTS);

	private final DeviceTags tags = new DeviceTags(this.client);

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void setsTags() throws Exception {
		CompletableFuture<AlinkReply> reply = this.tags.update(Map.of("room", "机房_1.a-B"));
		assertThat(this.connection.published.get(0).topic())
			.isEqualTo(this.connection.system("thing/deviceinfo/update"));
		JSONAssert.assertEquals("""
				{"method": "thing.deviceinfo.update", "params": [{"attrKey": "room", "attrValue": "机房_1.a-B"}]}
				""", this.connection.json(0).toString(), false);
		this.connection.reply(0, "\"code\":200");
		await().untilAsserted(() -> assertThat(reply).isCompleted());
	}

	@Test
	void removesTags() throws Exception {
		this.tags.remove(List.of("room", "floor", "room"));
		assertThat(this.connection.published.get(0).topic())
			.isEqualTo(this.connection.system("thing/deviceinfo/delete"));
		JSONAssert.assertEquals("""
				{"method": "thing.deviceinfo.delete", "params": [{"attrKey": "floor"}, {"attrKey": "room"}]}
				""", this.connection.json(0).toString(), false);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			1room, x, does not begin with a digit
			ro-om, x, 'letters, digits and underscores'
			房间, x, 'letters, digits and underscores'
			'', x, 'letters, digits and underscores'
			room, '', value of Chinese characters
			room, a b, value of Chinese characters
			room, a|b, value of Chinese characters
			""")
	void tagsAgainstTheRulesAreNotSent(String key, String value, String rule) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.tags.update(Map.of(key, value)))
			.withMessageContaining("Tag '" + key + "'")
			.withMessageContaining(rule);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> DeviceTags.checkSettings(Map.of(key, value)))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("tags." + key))
			.withMessageContaining(rule);
		assertThat(this.connection.published).isEmpty();
	}

	@Test
	void keysHave64BytesAtMost() {
		assertThatCode(() -> this.tags.update(Map.of("k".repeat(64), "x"))).doesNotThrowAnyException();
		assertThatIllegalArgumentException().isThrownBy(() -> this.tags.remove(List.of("k".repeat(65))))
			.withMessageContaining("at most 64 bytes");
	}

	@Test
	void areOneTo200AtATime() {
		assertThatCode(() -> this.tags.update(many(200))).doesNotThrowAnyException();
		assertThatIllegalArgumentException().isThrownBy(() -> this.tags.update(many(201)))
			.withMessageContaining("1 to 200");
		assertThatIllegalArgumentException().isThrownBy(() -> this.tags.update(Map.of()))
			.withMessageContaining("1 to 200");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> DeviceTags.checkSettings(many(201)))
			.satisfies((ex) -> assertThat(ex.getSetting()).isEqualTo("tags"));
		assertThatCode(() -> DeviceTags.checkSettings(Map.of())).doesNotThrowAnyException();
	}

	private static Map<String, String> many(int number) {
		return IntStream.range(0, number).boxed().collect(Collectors.toMap((i) -> "k" + i, String::valueOf));
	}

	@Test
	void everySettingThatIsWrongIsTold() {
		Map<String, String> wrong = new LinkedHashMap<>();
		wrong.put("1", "x");
		wrong.put("a", "|");
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> DeviceTags.checkSettings(wrong))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
	}

	@Test
	void configuredTagsAreToldAfterTheFirstLoginOnly() {
		DeviceTagReporter reporter = new DeviceTagReporter(this.connection, this.tags, Map.of("room", "1"));
		reporter.onApplicationEvent(this.connection.login());
		assertThat(this.connection.published).hasSize(1);
		this.connection.reply(0, "\"code\":200");
		await().untilAsserted(() -> {
			this.connection.published.clear();
			reporter.onApplicationEvent(this.connection.login());
			assertThat(this.connection.published).isEmpty();
		});
	}

	@Test
	void refusedTagsAreNotToldAgain() {
		DeviceTagReporter reporter = new DeviceTagReporter(this.connection, this.tags, Map.of("room", "1"));
		reporter.onApplicationEvent(this.connection.login());
		this.connection.reply(0, "\"code\":460");
		await().untilAsserted(() -> {
			this.connection.published.clear();
			reporter.onApplicationEvent(this.connection.login());
			assertThat(this.connection.published).isEmpty();
		});
	}

	@Test
	void configuredTagsThatDidNotArriveAreToldAgainAfterTheNextLogin() {
		DeviceTagReporter reporter = new DeviceTagReporter(this.connection, this.tags, Map.of("room", "1"));
		this.connection.results = (message) -> CompletableFuture
			.completedFuture(new PublishResult.Dropped(PublishResult.DropReason.OVERFLOW));
		reporter.onApplicationEvent(this.connection.login());
		await().until(() -> this.client.status().openRequests() == 0);
		reporter.onApplicationEvent(this.connection.login());
		assertThat(this.connection.published).hasSize(2);
	}

}
