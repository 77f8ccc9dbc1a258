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

package io.linkkit.simulator.console;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that a device tells of its own connection.
 *
 * @param time when it happened
 * @param device the device as {@code deviceName&productKey}
 * @param name what happened, such as {@code DeviceConnected}
 * @param reason one stable word that says why; empty if there is nothing to say
 * @param text what is particular to it; never a secret
 * @param remedy what to do about it
 */
public record DeviceEvent(Instant time, String device, String name, String reason, String text,
		@Nullable String remedy) {

}
