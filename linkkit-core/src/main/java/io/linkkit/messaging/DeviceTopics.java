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

package io.linkkit.messaging;

import io.linkkit.identity.DeviceIdentity;

/**
 * Topics of a device. The platform puts product key and device name into almost every
 * topic (reference §8), which is why a text may name them as <code>${productKey}</code>
 * and <code>${deviceName}</code>.
 *
 * @param device whose topics they are
 */
public record DeviceTopics(DeviceIdentity device) {

	/**
	 * Put product key and device name into a text. Other placeholders stay as they are.
	 * @param text topic, topic filter or a text around them
	 * @return the text with product key and device name
	 */
	public String resolve(String text) {
		return text.replace("${productKey}", this.device.productKey())
			.replace("${deviceName}", this.device.deviceName());
	}

	/**
	 * Return a topic of the platform's own: {@code /sys/{productKey}/{deviceName}/…}
	 * (reference §8.0).
	 * @param suffix what comes after the device, such as {@code thing/deviceinfo/update}
	 * @return the topic
	 */
	public String system(String suffix) {
		return "/sys" + of(suffix);
	}

	/**
	 * Return a topic that the product's owner has defined:
	 * {@code /{productKey}/{deviceName}/user/…} (reference §8.5).
	 * @param suffix what comes after {@code user/}
	 * @return the topic
	 */
	public String user(String suffix) {
		return of("user/" + suffix);
	}

	private String of(String suffix) {
		return "/" + this.device.productKey() + "/" + this.device.deviceName() + "/" + suffix;
	}

}
