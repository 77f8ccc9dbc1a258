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

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.messaging.alink.AlinkClient;
import io.linkkit.messaging.device.DeviceInfoReporter;
import io.linkkit.messaging.device.DeviceTagReporter;
import io.linkkit.messaging.device.DeviceTags;
import io.linkkit.messaging.event.PlatformNotices;
import io.linkkit.messaging.time.PlatformClock;
import io.linkkit.messaging.time.PlatformClockSynchronizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of what a device and the platform say to each other beside the
 * application's own messages: requests and replies, device information, tags, the time,
 * errors and notifications.
 */
@AutoConfiguration(after = LinkKitAutoConfiguration.class)
@ConditionalOnClass(LinkKitConnection.class)
@ConditionalOnBean(LinkKitProperties.class)
public final class LinkKitAlinkAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	AlinkClient linkKitAlinkClient(LinkKitConnection connection, LinkKitProperties properties) {
		return new AlinkClient(connection, properties.alink().toSettings());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "linkkit.device-info.enabled", matchIfMissing = true)
	DeviceInfoReporter linkKitDeviceInfoReporter(LinkKitConnection connection, AlinkClient client,
			LinkKitProperties properties, ObjectProvider<DeviceInterfaces> interfaces) {
		return new DeviceInfoReporter(connection, client,
				properties.deviceInfo().toInterfaces(interfaces).orElse(null));
	}

	@Bean
	@ConditionalOnMissingBean
	DeviceTags linkKitDeviceTags(AlinkClient client) {
		return new DeviceTags(client);
	}

	@Bean
	@ConditionalOnMissingBean
	DeviceTagReporter linkKitDeviceTagReporter(LinkKitConnection connection, DeviceTags tags,
			LinkKitProperties properties) {
		return new DeviceTagReporter(connection, tags, properties.tags());
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	PlatformNotices linkKitPlatformNotices(LinkKitConnection connection, ApplicationEventPublisher publisher) {
		return new PlatformNotices(connection, publisher);
	}

	/**
	 * What knows the platform's time.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty("linkkit.ntp.enabled")
	@EnableConfigurationProperties(NtpProperties.class)
	static class ClockConfiguration {

		@Bean(destroyMethod = "close")
		@ConditionalOnMissingBean
		PlatformClock linkKitPlatformClock(LinkKitConnection connection, NtpProperties properties) {
			return new PlatformClock(connection, properties.toSettings());
		}

		@Bean
		@ConditionalOnMissingBean
		PlatformClockSynchronizer linkKitPlatformClockSynchronizer(LinkKitConnection connection, PlatformClock clock) {
			return new PlatformClockSynchronizer(connection, clock);
		}

	}

}
