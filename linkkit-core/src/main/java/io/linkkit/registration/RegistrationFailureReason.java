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

package io.linkkit.registration;

/**
 * Why a device could not be registered. Each constant names its cause and the remedy, as
 * an operator needs them (reference §4.1, §4.2 and §5.3).
 */
public enum RegistrationFailureReason {

	/**
	 * The platform could not be reached, or the connection broke.
	 */
	NETWORK(Retry.SOON, "the platform could not be reached", "check the network, the region and the port"),

	/**
	 * TLS could not be established.
	 */
	TLS(Retry.LATE, "TLS with the platform could not be established",
			"check the device's date and whom it trusts: linkkit.ca-certificates or linkkit.ssl.bundle"),

	/**
	 * The platform is out of order: code or HTTP status 500 and above, CONNACK 3.
	 */
	PLATFORM_ERROR(Retry.SOON, "the platform is out of order", "nothing to do: registration is tried again"),

	/**
	 * Code 429.
	 */
	THROTTLED(Retry.SOON, "the platform asks to register less often", "nothing to do: registration is tried again"),

	/**
	 * The registration was accepted, but the credential did not come in time.
	 */
	NO_ANSWER(Retry.LATE, "the platform accepted the registration but sent no credential",
			"nothing to do: registration is tried again"),

	/**
	 * The answer cannot be understood.
	 */
	MALFORMED_ANSWER(Retry.LATE, "the platform's answer cannot be understood",
			"check that linkkit.registration.https-endpoint or linkkit.endpoint is the platform's"),

	/**
	 * The answer is for another device.
	 */
	OTHER_DEVICE(Retry.LATE, "the platform answered for another device",
			"check that linkkit.registration.https-endpoint or linkkit.endpoint is the platform's"),

	/**
	 * Code 460, CONNACK 1 or 2.
	 */
	PARAMETER_REFUSED(Retry.NEVER, "the platform refused a parameter of the registration",
			"check linkkit.product-key, linkkit.device-name and linkkit.instance-id, and that TLS is used"),

	/**
	 * Code 6100.
	 */
	UNKNOWN_DEVICE(Retry.NEVER, "the platform does not know the device",
			"add the device name to the product in the console, or use linkkit.auth-type=regnwl"),

	/**
	 * Code 6250.
	 */
	UNKNOWN_PRODUCT(Retry.NEVER, "the platform does not know the product",
			"compare linkkit.product-key with the console, and the region with the product's"),

	/**
	 * Code 6288.
	 */
	SWITCHED_OFF(Retry.NEVER, "dynamic registration is switched off for the product",
			"switch it on at the product's page in the console, then restart the device or ask it to reconnect"),

	/**
	 * Code 6289.
	 */
	ALREADY_ACTIVATED(Retry.NEVER, "the device was activated before, and its credential is not stored here",
			"find the device that uses this name; if there is none, reset the registration in the console "
					+ "(ResetThing) or delete the device and add it again, then restart this one"),

	/**
	 * Code 6292.
	 */
	SIGN_METHOD_REFUSED(Retry.NEVER, "the platform does not support the sign method",
			"set linkkit.sign-method to HMACSHA256"),

	/**
	 * Code 6600.
	 */
	SIGNATURE_REFUSED(Retry.NEVER, "the platform refused the signature",
			"compare linkkit.product-secret with the ProductSecret in the console"),

	/**
	 * CONNACK 4: the platform does not tell these cases apart.
	 */
	CREDENTIALS_REFUSED(Retry.NEVER, "the platform refused to register the device",
			"check in the console that the product's ProductSecret is linkkit.product-secret, that dynamic "
					+ "registration is switched on, that the device name exists (register) and was not activated "
					+ "before, or that fewer than five devices use it (regnwl)"),

	/**
	 * CONNACK 5.
	 */
	NOT_AUTHORIZED(Retry.NEVER, "the platform does not let this device register",
			"check in the console that the device exists and is enabled"),

	/**
	 * Any other code.
	 */
	REFUSED(Retry.NEVER, "the platform refused to register the device",
			"look the code up in the platform's documentation"),

	/**
	 * Another process uses the stored credential.
	 */
	STORE_IN_USE(Retry.LATE, "another process uses the credential of this device",
			"end the other process, or give this one another device name or linkkit.credentials.directory"),

	/**
	 * What is stored cannot be used, and registering anew could harm.
	 */
	STORE_DAMAGED(Retry.NEVER, "the stored credential is damaged",
			"restore its file from a backup; or reset the registration in the console and start once with "
					+ "linkkit.registration.force=true"),

	/**
	 * What is stored was encrypted with another key, or with none.
	 */
	STORE_KEY_WRONG(Retry.NEVER, "the stored credential cannot be decrypted",
			"set linkkit.credentials.encryption-key to the key the credential was stored with"),

	/**
	 * The store cannot be read just now.
	 */
	STORE_UNREADABLE(Retry.LATE, "the credential store cannot be read",
			"check that the application may read linkkit.credentials.directory"),

	/**
	 * The store holds nothing and takes nothing.
	 */
	STORE_READ_ONLY(Retry.NEVER, "no credential is stored, and the store could not keep a new one",
			"put the credential into the store, or use one that can be written to"),

	/**
	 * The attempt was given up because the application ends.
	 */
	INTERRUPTED(Retry.SOON, "the registration was interrupted", "nothing to do"),

	/**
	 * The attempt failed on this device.
	 */
	LOCAL_ERROR(Retry.LATE, "the registration failed on this device", "see the cause");

	private final Retry retry;

	private final String description;

	private final String remedy;

	RegistrationFailureReason(Retry retry, String description, String remedy) {
		this.retry = retry;
		this.description = description;
		this.remedy = remedy;
	}

	/**
	 * Return whether trying again can help.
	 * @return when to try again
	 */
	public Retry retry() {
		return this.retry;
	}

	/**
	 * Return what happened, in words.
	 * @return a clause without a full stop
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Return what to do about it, in words.
	 * @return a clause without a full stop
	 */
	public String remedy() {
		return this.remedy;
	}

	/**
	 * When to try again.
	 */
	public enum Retry {

		/**
		 * The fault passes by itself: with the backoff of the connection.
		 */
		SOON,

		/**
		 * The fault may pass, but each attempt has a cost: after the longest delay.
		 */
		LATE,

		/**
		 * The platform said no; somebody must change something first.
		 */
		NEVER

	}

}
