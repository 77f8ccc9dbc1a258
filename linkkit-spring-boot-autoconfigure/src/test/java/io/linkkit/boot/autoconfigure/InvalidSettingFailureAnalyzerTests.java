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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.linkkit.identity.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.OrderUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Tests for {@link InvalidSettingFailureAnalyzer}: what a person reads whose application
 * does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidSettingFailureAnalyzerTests {

	private static final String SECRET = "0123456789abcdef0123456789ABCDEF";

	private final Map<String, String> properties = new LinkedHashMap<>(Map.of("linkkit.host-name", "cn-shanghai",
			"linkkit.product-key", "a1B2c3D4e5F", "linkkit.device-name", "sensor_01", "linkkit.device-secret", SECRET));

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "product-key", "device-name", "device-secret", "host-name" })
	void missingKey(String key, CapturedOutput output) {
		this.properties.remove("linkkit." + key);
		assertThat(analysisOfStart(output)).contains("'linkkit." + key + "' is missing.");
	}

	@Test
	void everyMissingKeyAtOnce(CapturedOutput output) {
		this.properties.clear();
		this.properties.put("linkkit.host-name", "cn-shanghai");
		assertThat(analysisOfStart(output)).contains("'linkkit.product-key' is missing",
				"'linkkit.device-name' is missing", "'linkkit.device-secret' is missing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "product-key", "device-name", "device-secret", "host-name" })
	void emptyKeyCountsAsMissing(String key, CapturedOutput output) {
		this.properties.put("linkkit." + key, "");
		assertThat(analysisOfStart(output)).contains("'linkkit." + key + "' is missing.");
	}

	@Test
	void malformedProductKey(CapturedOutput output) {
		this.properties.put("linkkit.product-key", "a1B2c3\u200bD4e5F");
		assertThat(analysisOfStart(output)).contains(
				"'linkkit.product-key' (now 'a1B2c3<U+200B>D4e5F') must consist of 1 to 20 letters and digits",
				"Remove the invisible character U+200B at position 7");
	}

	@Test
	void malformedDeviceName(CapturedOutput output) {
		this.properties.put("linkkit.device-name", "s1");
		assertThat(analysisOfStart(output))
			.contains("'linkkit.device-name' (now 's1') must consist of 4 to 32 characters", "IoT Platform console");
	}

	@Test
	void malformedSecretIsNotShown(CapturedOutput output) {
		this.properties.put("linkkit.device-secret", SECRET + " ");
		assertThat(analysisOfStart(output))
			.contains("'linkkit.device-secret'", "must not begin or end with a blank", "Remove the blank")
			.doesNotContain("now");
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void keepAliveOutOfTheDocumentedRange(CapturedOutput output) {
		this.properties.put("linkkit.keep-alive", "300");
		assertThat(analysisOfStart(output)).contains("'linkkit.keep-alive' (now '300s') must lie between 60s and 180s",
				"set 'linkkit.keep-alive-range' to 'platform' to allow 30s to 1200s");
	}

	@Test
	void keepAliveOutOfThePlatformsRange(CapturedOutput output) {
		this.properties.put("linkkit.keep-alive", "1201");
		this.properties.put("linkkit.keep-alive-range", "platform");
		assertThat(analysisOfStart(output)).contains("must lie between 30s and 1200s")
			.doesNotContain("keep-alive-range");
	}

	@Test
	void shortestDelayGreaterThanLongest(CapturedOutput output) {
		this.properties.put("linkkit.reconnect.min", "30");
		this.properties.put("linkkit.reconnect.max", "20");
		assertThat(analysisOfStart(output)).contains(
				"'linkkit.reconnect.min' (now '30s') must not be greater than 'linkkit.reconnect.max', which is 20s");
	}

	@Test
	void endpointWithScheme(CapturedOutput output) {
		this.properties.put("linkkit.endpoint", "ssl://example.com:8883");
		assertThat(analysisOfStart(output)).contains(
				"'linkkit.endpoint' (now 'ssl://example.com:8883') must be a host name, not a URL", "'linkkit.port'");
	}

	@Test
	void unknownSslBundle(CapturedOutput output) {
		this.properties.put("linkkit.ssl.bundle", "plattform");
		assertThat(analysisOfStart(output)).contains(
				"'linkkit.ssl.bundle' (now 'plattform') must name an SSL bundle, and there is none",
				"spring.ssl.bundle.pem.plattform");
	}

	@Test
	void unknownSslBundleBesideKnownOnes(CapturedOutput output) {
		this.properties.put("linkkit.ssl.bundle", "plattform");
		this.properties.put("spring.ssl.bundle.pem.platform.truststore.certificate", "classpath:ca-1.pem");
		assertThat(analysisOfStart(output)).contains("there is only platform");
	}

	@Test
	void sslBundleThatCannotBeRead(CapturedOutput output) {
		this.properties.put("linkkit.ssl.bundle", "platform");
		this.properties.put("spring.ssl.bundle.pem.platform.truststore.certificate", "classpath:nowhere.pem");
		assertThat(analysisOfStart(output)).contains("'linkkit.ssl.bundle' (now 'platform')", "nowhere.pem");
	}

	@Test
	void unreadablePemText(CapturedOutput output) {
		this.properties.put("linkkit.ca-certificates", "-----BEGIN CERTIFICATE-----\nnonsense\n");
		assertThat(analysisOfStart(output)).contains("'linkkit.ca-certificates'",
				"holds a certificate that cannot be read (number 1)", "Copy that certificate again");
	}

	@Test
	void unreadablePemFile(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.directory.resolve("ca.pem"), "no certificate");
		this.properties.put("linkkit.ca-certificates", file.toString());
		assertThat(analysisOfStart(output)).contains("'linkkit.ca-certificates'", "(now '" + file + "')",
				"must hold at least one certificate in PEM form");
	}

	@Test
	void missingPemFile(CapturedOutput output) {
		this.properties.put("linkkit.ca-certificates", "classpath:nowhere.pem");
		assertThat(analysisOfStart(output)).contains(
				"'linkkit.ca-certificates' (now 'classpath:nowhere.pem') must be PEM text or the location of a file that can be read");
	}

	@Test
	void caCertificatesBesideSslBundle(CapturedOutput output) {
		this.properties.put("linkkit.ca-certificates", "classpath:ca-1.pem");
		this.properties.put("linkkit.ssl.bundle", "platform");
		assertThat(analysisOfStart(output)).contains("'linkkit.ca-certificates'",
				"must not be set together with 'linkkit.ssl.bundle'");
	}

	@Test
	void deviceInfoInTwoWays(CapturedOutput output) {
		this.properties.put("linkkit.device-info.text", "Eth|03ACDEFF0032");
		this.properties.put("linkkit.device-info.automatic", "true");
		assertThat(analysisOfStart(output)).contains("'linkkit.device-info'",
				"in one way, not by 'linkkit.device-info.text' and 'linkkit.device-info.automatic'");
	}

	@Test
	void reservedLoginParameter(CapturedOutput output) {
		this.properties.put("linkkit.login-parameters.securemode", "2");
		assertThat(analysisOfStart(output)).contains("'linkkit.login-parameters.securemode'", "must not be changed");
	}

	@Test
	void tellsFileAndLine(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.directory.resolve("application.yml"), """
				linkkit:
				  reconnect:
				    min: 0
				""");
		this.properties.put("spring.config.location", file.toUri().toString());
		assertThat(analysisOfStart(output)).contains("'linkkit.reconnect.min'", "Origin: ", "application.yml", "3:10");
	}

	@Test
	void settingThatIsRefusedWhileItIsBound(CapturedOutput output) {
		this.properties.put("linkkit.picky.number", "7");
		assertThat(analysisOfStart(output, DeviceApplication.class, PickyApplication.class))
			.contains("'linkkit.picky.number' (now '7') must be even.", "Add one.");
	}

	@Test
	void comesBeforeTheAnalyzersOfSpringBootWhateverTheClassPath() {
		assertThat(OrderUtils.getOrder(InvalidSettingFailureAnalyzer.class)).isZero();
	}

	private String analysisOfStart(CapturedOutput output) {
		return analysisOfStart(output, DeviceApplication.class);
	}

	private String analysisOfStart(CapturedOutput output, Class<?>... sources) {
		SpringApplication application = new SpringApplication(sources);
		application.setWebApplicationType(WebApplicationType.NONE);
		List<String> arguments = new ArrayList<>();
		this.properties.forEach((key, value) -> arguments.add("--" + key + "=" + value));
		assertThatThrownBy(() -> application.run(arguments.toArray(String[]::new))).isNotNull();
		assertThat(output).contains("APPLICATION FAILED TO START").contains("Action:");
		return output.toString().substring(output.toString().indexOf("APPLICATION FAILED TO START"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(PickyProperties.class)
	static class PickyApplication {

	}

	@ConfigurationProperties("linkkit.picky")
	record PickyProperties(int number) {

		PickyProperties {
			throw new InvalidSettingException("picky.number", String.valueOf(number), "must be even", "Add one.");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, LinkKitAutoConfiguration.class,
			LinkKitAlinkAutoConfiguration.class })
	static class DeviceApplication {

		@Bean
		StubSessionFactory sessions() {
			return new StubSessionFactory();
		}

	}

}
