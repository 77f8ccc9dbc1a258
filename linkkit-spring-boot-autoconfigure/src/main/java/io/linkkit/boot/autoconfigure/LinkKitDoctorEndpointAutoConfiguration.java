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

import io.linkkit.boot.actuate.LinkKitDoctorEndpoint;
import io.linkkit.doctor.Doctor;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for {@link LinkKitDoctorEndpoint}.
 */
@AutoConfiguration(after = LinkKitDoctorAutoConfiguration.class)
@ConditionalOnClass({ Doctor.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(Doctor.class)
@ConditionalOnAvailableEndpoint(LinkKitDoctorEndpoint.class)
public final class LinkKitDoctorEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LinkKitDoctorEndpoint linkKitDoctorEndpoint(Doctor doctor) {
		return new LinkKitDoctorEndpoint(doctor);
	}

}
