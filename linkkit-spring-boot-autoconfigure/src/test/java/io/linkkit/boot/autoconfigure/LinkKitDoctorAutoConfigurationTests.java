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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import io.linkkit.boot.actuate.LinkKitDoctorEndpoint;
import io.linkkit.boot.actuate.LinkKitDoctorEndpoint.Entry;
import io.linkkit.boot.actuate.LinkKitDoctorEndpoint.Report;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.doctor.Advice;
import io.linkkit.doctor.Doctor;
import io.linkkit.doctor.Step;
import io.linkkit.doctor.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LinkKitDoctorAutoConfiguration},
 * {@link LinkKitDoctorEndpointAutoConfiguration} and {@link DoctorRunner}.
 */
class LinkKitDoctorAutoConfigurationTests {

	private static final String SECRET = "0123456789abcdef";

	private final ApplicationContextRunner withoutDevice = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, EndpointAutoConfiguration.class,
				LinkKitAutoConfiguration.class, LinkKitDoctorAutoConfiguration.class,
				LinkKitDoctorEndpointAutoConfiguration.class))
		.withBean(StubSessionFactory.class);

	// port 1 is nobody's
	private final ApplicationContextRunner contextRunner = this.withoutDevice.withPropertyValues(
			"linkkit.host-name=localhost", "linkkit.port=1", "linkkit.product-key=a1B2c3D4e5F",
			"linkkit.device-name=sensor_01", "linkkit.device-secret=" + SECRET, "linkkit.auto-connect=false",
			"management.endpoints.web.exposure.include=linkkitdoctor");

	@Test
	void thereIsNoDoctorWithoutADevice() {
		this.withoutDevice.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(Doctor.class)
			.doesNotHaveBean(LinkKitDoctorEndpoint.class));
	}

	@Test
	void thereIsADoctorWithoutTheActuator() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Doctor.class)
				.doesNotHaveBean(LinkKitDoctorEndpoint.class)
				.doesNotHaveBean(DoctorRunner.class));
	}

	@Test
	void endpointIsThereOnlyWhenExposed() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=health")
			.run((context) -> assertThat(context).doesNotHaveBean(LinkKitDoctorEndpoint.class));
	}

	@Test
	void endpointCanOnlyBeReadUnlessAllowed() {
		assertThat(LinkKitDoctorEndpoint.class.getAnnotation(Endpoint.class).defaultAccess())
			.isEqualTo(Access.READ_ONLY);
	}

	@Test
	void endpointReportsWithoutConnecting() {
		this.contextRunner.run((context) -> {
			Report report = context.getBean(LinkKitDoctorEndpoint.class).look();
			assertThat(report.healthy()).isFalse();
			Entry tcp = report.findings().stream().filter((entry) -> entry.step() == Step.TCP).findAny().orElseThrow();
			assertThat(tcp.verdict()).isEqualTo(Verdict.FAILED);
			assertThat(tcp.advice()).isEqualTo(Advice.CHECK_PORT.english());
			assertThat(tcp.adviceInChinese()).isEqualTo(Advice.CHECK_PORT.chinese());
			assertThat(context.getBean(LinkKitConnection.class).status().state())
				.isEqualTo(ConnectionState.INITIALIZED);
		});
	}

	@Test
	void endpointKnowsTheLengthOfTheSecretAndDoesNotTellTheSecret() {
		this.contextRunner.run((context) -> {
			Report report = context.getBean(LinkKitDoctorEndpoint.class).examine();
			assertThat(report.findings()).extracting(Entry::advice).contains(Advice.USE_DEVICE_SECRET.english());
			assertThat(report.text()).contains("clientIda1B2c3D4e5F.sensor_01deviceName");
			assertThat(JsonMapper.shared().writeValueAsString(report)).contains("\"TCP\"", "sensor_01")
				.doesNotContain(SECRET);
		});
	}

	@Test
	void deviceThatRegistersIsExaminedWithoutADeviceSecret() {
		this.withoutDevice
			.withPropertyValues("linkkit.host-name=cn-shanghai", "linkkit.endpoint=localhost", "linkkit.port=1",
					"linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
					"linkkit.product-secret=" + SECRET, "linkkit.auto-connect=false",
					"linkkit.credentials.directory=target/doctor-credentials")
			.run((context) -> assertThat(context.getBean(Doctor.class).look().signedText()).isNull());
	}

	@ParameterizedTest
	@CsvSource({ "linkkit.doctor=true, true", "linkkit.doctor=, true", "linkkit.doctor=false, false" })
	void runnerIsThereOnRequest(String property, boolean expected) {
		this.contextRunner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeansOfType(DoctorRunner.class)).hasSize(expected ? 1 : 0);
		});
	}

	@Test
	void runnerPrintsEndsTheApplicationAndTellsThatTheDeviceIsNotHealthy() {
		this.contextRunner.run((context) -> {
			ByteArrayOutputStream printed = new ByteArrayOutputStream();
			int[] code = { -1 };
			ApplicationContext application = context.getSourceApplicationContext();
			DoctorRunner runner = new DoctorRunner(context.getBean(Doctor.class), application,
					new PrintStream(printed, true, StandardCharsets.UTF_8), (exitCode) -> code[0] = exitCode);
			runner.run(new DefaultApplicationArguments());
			assertThat(printed.toString(StandardCharsets.UTF_8)).contains("LinkKit doctor: sensor_01&a1B2c3D4e5F",
					"Result: TCP failed");
			assertThat(code[0]).isEqualTo(1);
			assertThat(context.getSourceApplicationContext().isActive()).isFalse();
		});
	}

}
