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

package io.linkkit.simulator.platform;

/**
 * Everything the platform knows of one product. State is read and changed only while the
 * platform's monitor is held.
 */
public final class Product {

	private static final int MAX_SECRET_LENGTH = 64;

	private final String productKey;

	private final String secret;

	private boolean dynamicRegistration = true;

	Product(String productKey, String secret) {
		DeviceIdentity.requireProductKey(productKey);
		if (secret.isEmpty() || secret.length() > MAX_SECRET_LENGTH) {
			throw new IllegalArgumentException("'productSecret' must be 1 to " + MAX_SECRET_LENGTH
					+ " characters long but has " + secret.length());
		}
		this.productKey = productKey;
		this.secret = secret;
	}

	/**
	 * Return the product key.
	 * @return 1 to 20 letters and digits
	 */
	public String productKey() {
		return this.productKey;
	}

	/**
	 * Return the product secret.
	 * @return the secret in the clear
	 */
	public String secret() {
		return this.secret;
	}

	boolean isDynamicRegistration() {
		return this.dynamicRegistration;
	}

	void setDynamicRegistration(boolean dynamicRegistration) {
		this.dynamicRegistration = dynamicRegistration;
	}

	@Override
	public String toString() {
		return this.productKey;
	}

}
