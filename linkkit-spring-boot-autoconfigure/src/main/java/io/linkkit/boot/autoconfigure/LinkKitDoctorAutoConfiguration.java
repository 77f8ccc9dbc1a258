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

import java.time.InstantSource;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.Secret;
import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.doctor.Doctor;
import io.linkkit.doctor.DoctorSettings;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.tls.SslContextSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for the {@link Doctor}, who examines the device when asked to, or at
 * start with {@code linkkit.doctor}.
 */
@AutoConfiguration(after = LinkKitAutoConfiguration.class)
@ConditionalOnClass(Doctor.class)
@ConditionalOnBean(LinkKitProperties.class)
public final class LinkKitDoctorAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Doctor linkKitDoctor(LinkKitConnection connection, LinkKitConnectionDetails details, LinkKitProperties properties,
			DeviceAuthentication authentication, SessionRequestFactory requests, ConnectionSettings settings,
			SslContextSource sslContextSource) {
		DoctorSettings examined = new DoctorSettings(connection.device(), requests.endpoint(), properties.hostName(),
				deviceSecretOrNull(details), settings.connectTimeout(), settings.connackTimeout());
		return new Doctor(connection, examined, sslContextSource, authentication, InstantSource.system());
	}

	private static @Nullable Secret deviceSecretOrNull(LinkKitConnectionDetails details) {
		try {
			return details.getDeviceSecret();
		}
		catch (InvalidSettingException ex) {
			// the device registers, or the application has its own authentication
			return null;
		}
	}

	/**
	 * Examine the device at start: with {@code linkkit.doctor=true}, and with
	 * {@code --linkkit.doctor}, which is an empty text.
	 */
	@Bean
	@ConditionalOnProperty("linkkit.doctor")
	DoctorRunner linkKitDoctorRunner(Doctor doctor, ConfigurableApplicationContext context) {
		return new DoctorRunner(doctor, context, System.out, System::exit);
	}

}
