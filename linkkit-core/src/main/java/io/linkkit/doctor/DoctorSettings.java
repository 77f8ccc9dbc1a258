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

package io.linkkit.doctor;

import java.time.Duration;

import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor has to know of a device's settings.
 *
 * @param device who the device is, as configured
 * @param endpoint where its platform answers
 * @param region region that was configured; {@code null} if none was
 * @param deviceSecret device secret that was configured, of which the doctor looks at the
 * length only; {@code null} if none was
 * @param connectTimeout longest time for name look-up, TCP and TLS
 * @param connackTimeout longest time to wait for CONNACK, and for SUBACK
 */
public record DoctorSettings(DeviceIdentity device, Endpoint endpoint, @Nullable String region,
		@Nullable Secret deviceSecret, Duration connectTimeout, Duration connackTimeout) {

}
