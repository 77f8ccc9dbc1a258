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

package io.linkkit.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.linkkit.auth.SignMethod;
import io.linkkit.boot.autoconfigure.LinkKitProperties.KeepAliveRange;
import io.linkkit.connection.QueueOverflow;
import io.linkkit.connection.QueueRateLimit;
import io.linkkit.identity.Region;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the metadata by which editors complete and explain {@code linkkit.*} keys.
 */
class ConfigurationMetadataTests {

	private final JsonNode metadata = read();

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "README.zh-CN.md" })
	void readmeExplainsEveryKeyAndNoOther(String readme) throws IOException {
		Set<String> explained = Files.readAllLines(Path.of("..", readme))
			.stream()
			.filter((line) -> line.startsWith("| `linkkit."))
			.map((line) -> line.substring(2, line.indexOf('|', 2)))
			.flatMap((column) -> Stream.of(column.split(",")))
			.map((key) -> key.replace("`", "").strip())
			.collect(Collectors.toSet());
		assertThat(explained).isEqualTo(properties().keySet());
	}

	@Test
	void explainsEveryKeyInTheStyleOfSpringBoot() {
		assertThat(properties())
			.allSatisfy((key, property) -> assertThat(property.path("description").asString("")).isNotEmpty()
				.endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A "));
	}

	@Test
	void explainsWhatASwitchDecides() {
		assertThat(properties().values()).filteredOn(ConfigurationMetadataTests::isBoolean)
			.isNotEmpty()
			.allSatisfy((property) -> assertThat(property.path("description").asString()).startsWith("Whether "));
	}

	@Test
	void tellsTheDefaults() {
		assertThat(defaultOf("linkkit.keep-alive")).isEqualTo("60s");
		assertThat(defaultOf("linkkit.keep-alive-range")).isEqualTo("documented");
		assertThat(defaultOf("linkkit.reconnect.min")).isEqualTo("1s");
		assertThat(defaultOf("linkkit.reconnect.max")).isEqualTo("60s");
		assertThat(defaultOf("linkkit.reconnect.max-per-minute")).isEqualTo("5");
		assertThat(defaultOf("linkkit.shutdown-timeout")).isEqualTo("5s");
		assertThat(defaultOf("linkkit.max-inflight-message")).isEqualTo("20");
		assertThat(defaultOf("linkkit.max-queued-message")).isEqualTo("1000");
		assertThat(defaultOf("linkkit.queue.max-size")).isEqualTo("16MB");
		assertThat(defaultOf("linkkit.queue.overflow")).isEqualTo("reject");
		assertThat(defaultOf("linkkit.queue.rate-limit")).isEqualTo("none");
		assertThat(defaultOf("linkkit.queue.persistence")).isEqualTo("memory");
		assertThat(defaultOf("linkkit.queue.acknowledge-timeout")).isEqualTo("30s");
		assertThat(defaultOf("linkkit.device-info.at-login")).isEqualTo("false");
		assertThat(defaultOf("linkkit.template.qos")).isEqualTo("1");
		assertThat(defaultOf("linkkit.listener.queue-capacity")).isEqualTo("256");
		assertThat(defaultOf("linkkit.alink.timeout")).isEqualTo("10s");
		assertThat(defaultOf("linkkit.ntp.enabled")).isEqualTo("false");
		assertThat(defaultOf("linkkit.ntp.interval")).isEqualTo("1h");
		assertThat(defaultOf("linkkit.integration.enabled")).isEqualTo("false");
		assertThat(defaultOf("linkkit.integration.error-channel")).isEqualTo("errorChannel");
		assertThat(defaultOf("linkkit.integration.outbound.timeout")).isEqualTo("30s");
	}

	@Test
	void hintsAtTheKnownRegions() {
		assertThat(hints("linkkit.host-name")).containsAll(Region.KNOWN.stream().map(Region::id).toList())
			.contains("localhost")
			.hasSize(Region.KNOWN.size() + 1);
	}

	@Test
	void hintsAtEveryConstant() {
		assertHints("linkkit.auth-type", AuthType.values(), ConfigurationMetadataTests::dashed);
		assertHints("linkkit.keep-alive-range", KeepAliveRange.values(), ConfigurationMetadataTests::dashed);
		assertHints("linkkit.queue.overflow", QueueOverflow.values(), ConfigurationMetadataTests::dashed);
		assertHints("linkkit.queue.rate-limit", QueueRateLimit.values(), ConfigurationMetadataTests::dashed);
		assertHints("linkkit.queue.persistence", LinkKitProperties.Queue.Persistence.values(),
				ConfigurationMetadataTests::dashed);
		assertHints("linkkit.registration.transport", RegistrationProperties.Transport.values(),
				ConfigurationMetadataTests::dashed);
		assertHints("linkkit.protocol", ProtocolVersion.values(), Enum::name);
		assertHints("linkkit.transport", Transport.values(), Enum::name);
		assertHints("linkkit.secure", TransportSecurity.values(), Enum::name);
		assertHints("linkkit.sign-method", SignMethod.values(), Enum::name);
	}

	private void assertHints(String key, Enum<?>[] constants, Function<Enum<?>, String> spelling) {
		assertThat(hints(key)).containsExactlyInAnyOrderElementsOf(Stream.of(constants).map(spelling).toList());
	}

	private static String dashed(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private String defaultOf(String key) {
		return properties().get(key).path("defaultValue").asString();
	}

	private static boolean isBoolean(JsonNode property) {
		return property.path("type").asString().equals(Boolean.class.getName());
	}

	private Map<String, JsonNode> properties() {
		return this.metadata.path("properties")
			.valueStream()
			// but for those of the actuator's endpoint
			.filter((property) -> property.path("name").asString().startsWith("linkkit."))
			.collect(Collectors.toMap((property) -> property.path("name").asString(), Function.identity()));
	}

	private List<String> hints(String key) {
		List<String> values = new ArrayList<>();
		this.metadata.path("hints")
			.valueStream()
			.filter((hint) -> hint.path("name").asString().equals(key))
			.forEach((hint) -> hint.path("values").forEach((value) -> values.add(value.path("value").asString())));
		return values;
	}

	private static JsonNode read() {
		try (InputStream stream = LinkKitProperties.class
			.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			return JsonMapper.shared().readTree(stream);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
