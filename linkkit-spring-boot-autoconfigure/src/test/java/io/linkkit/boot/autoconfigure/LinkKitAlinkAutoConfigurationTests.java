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

import java.nio.charset.StandardCharsets;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.alink.AlinkClient;
import io.linkkit.messaging.alink.AlinkSettings;
import io.linkkit.messaging.device.DeviceInfoReporter;
import io.linkkit.messaging.device.DeviceTagReporter;
import io.linkkit.messaging.device.DeviceTags;
import io.linkkit.messaging.event.PlatformNotices;
import io.linkkit.messaging.time.PlatformClock;
import io.linkkit.messaging.time.PlatformClockSynchronizer;
import io.linkkit.mqtt.OutboundMessage;
import io.linkkit.thread.ThreadKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LinkKitAlinkAutoConfiguration}.
 */
class LinkKitAlinkAutoConfigurationTests {

	private final ApplicationContextRunner withoutProperties = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, LinkKitAutoConfiguration.class,
				LinkKitAlinkAutoConfiguration.class))
		.withBean(StubSessionFactory.class);

	private final ApplicationContextRunner contextRunner = this.withoutProperties.withPropertyValues(
			"linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
			"linkkit.device-secret=0123456789abcdef0123456789ABCDEF");

	@Test
	void isInertWithoutAConnection() {
		this.withoutProperties.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AlinkClient.class));
		this.contextRunner.withPropertyValues("linkkit.enabled=false", "linkkit.tags.[1]=wrong")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AlinkClient.class));
		this.contextRunner.withClassLoader(new FilteredClassLoader(LinkKitConnection.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("linkKitAlinkClient"));
	}

	@Test
	void makesEveryBeanButTheClock() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(AlinkClient.class)
			.hasSingleBean(DeviceInfoReporter.class)
			.hasSingleBean(DeviceTags.class)
			.hasSingleBean(DeviceTagReporter.class)
			.hasSingleBean(PlatformNotices.class)
			.doesNotHaveBean(PlatformClock.class)
			.doesNotHaveBean(PlatformClockSynchronizer.class));
	}

	@Test
	void makesAClockOnDemand() {
		this.contextRunner.withPropertyValues("linkkit.ntp.enabled=true", "linkkit.ntp.interval=60")
			.run((context) -> assertThat(context).hasSingleBean(PlatformClock.class)
				.hasSingleBean(PlatformClockSynchronizer.class));
	}

	@Test
	void tellsNoDeviceInfoIfSwitchedOff() {
		this.contextRunner.withPropertyValues("linkkit.device-info.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(AlinkClient.class)
				.doesNotHaveBean(DeviceInfoReporter.class));
	}

	@Test
	void tellsTheTagsOfThePropertiesAfterTheDevicesInformation() {
		this.contextRunner.withPropertyValues("linkkit.tags.[building_No]=七号_1.A-b").run((context) -> {
			StubSessionFactory sessions = context.getBean(StubSessionFactory.class);
			await().until(() -> sessions.published.size() >= 2);
			assertThat(text(sessions.published.get(0))).contains("SYS_SDK_LANGUAGE");
			assertThat(text(sessions.published.get(1))).contains("building_No", "七号_1.A-b");
		});
	}

	private static String text(OutboundMessage message) {
		return new String(message.payload(), StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@CsvSource({ "linkkit.tags.room=a b, tags.room", "linkkit.tags.[1room]=x, tags.1room",
			"linkkit.alink.timeout=0, alink.timeout", "linkkit.alink.max-open-requests=0, alink.max-open-requests" })
	void wrongSettingsStopTheApplication(String property, String setting) {
		this.contextRunner.withPropertyValues(property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.getSetting()).isEqualTo(setting)));
	}

	@Test
	void wrongIntervalOfTheClockStopsTheApplication() {
		this.contextRunner.withPropertyValues("linkkit.ntp.enabled=true", "linkkit.ntp.interval=1")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.getSetting()).isEqualTo("ntp.interval")));
	}

	@Test
	void backsOffFromBeansOfTheApplication() {
		LinkKitConnection connection = mock(LinkKitConnection.class);
		given(connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "other_01"));
		given(connection.threads()).willReturn(ThreadKind.PLATFORM);
		AlinkClient client = new AlinkClient(connection, AlinkSettings.DEFAULTS);
		DeviceTags tags = new DeviceTags(client);
		this.contextRunner.withPropertyValues("linkkit.device-info.enabled=false")
			.withBean(AlinkClient.class, () -> client)
			.withBean(DeviceTags.class, () -> tags)
			.run((context) -> {
				assertThat(context.getBean(AlinkClient.class)).isSameAs(client);
				assertThat(context.getBean(DeviceTags.class)).isSameAs(tags);
			});
	}

}
