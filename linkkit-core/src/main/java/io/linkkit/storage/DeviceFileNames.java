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

package io.linkkit.storage;

import java.nio.charset.StandardCharsets;

import io.linkkit.identity.DeviceIdentity;

/**
 * Names files of devices.
 */
public final class DeviceFileNames {

	private static final int HASH_DIGITS = 8;

	private DeviceFileNames() {
	}

	/**
	 * Name the files of a device so that a person can find them. The hash keeps devices
	 * apart whose names differ only in case or in characters that file names cannot have,
	 * such as the colon.
	 * @param device the device
	 * @return a file name without an extension
	 */
	public static String of(DeviceIdentity device) {
		String readable = device.productKey() + "." + device.deviceName().replaceAll("[^A-Za-z0-9._-]", "_");
		String hash = Digests.sha256(device.username().getBytes(StandardCharsets.UTF_8)).substring(0, HASH_DIGITS);
		return readable + "-" + hash;
	}

}
