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

import org.jspecify.annotations.Nullable;

/**
 * What proves the identity of a device.
 */
public enum AuthType {

	/**
	 * One device, one secret (一机一密): the secret issued for the device.
	 */
	DEVICE_SECRET,

	/**
	 * One product, one secret, registered beforehand (一型一密预注册): the secret of the product
	 * buys the secret of the device.
	 */
	REGISTER,

	/**
	 * One product, one secret, not registered beforehand (一型一密免预注册): the secret of the
	 * product buys a client id and a device token.
	 */
	REGNWL;

	/**
	 * Return what is meant if it is not said: to register if there is nothing but the
	 * secret of the product.
	 * @param given what is said, if it is
	 * @param deviceSecret whether the secret of the device is given
	 * @param productSecret whether the secret of the product is given
	 * @return what is meant
	 */
	static AuthType infer(@Nullable AuthType given, boolean deviceSecret, boolean productSecret) {
		if (given != null) {
			return given;
		}
		return (productSecret && !deviceSecret) ? REGISTER : DEVICE_SECRET;
	}

}
