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

package io.linkkit.registration.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON object that a file or a row holds: the device, the number of the generation,
 * when it was stored, and {@code credential} or, with a cipher, {@code encrypted}.
 * <p>
 * The instance is no part of it: a product key is unique among all instances (reference
 * §1), and the instance may be known or not from one start to the next.
 */
final class StoredContent {

	private static final String PRODUCT_KEY = "productKey";

	private static final String DEVICE_NAME = "deviceName";

	private static final String GENERATION = "generation";

	private static final String CREDENTIAL = "credential";

	private static final String ENCRYPTED = "encrypted";

	private static final String ALGORITHM = "AES-256-GCM";

	private static final String KEY_ID = "keyId";

	private final DeviceIdentity device;

	private final @Nullable CredentialCipher cipher;

	/**
	 * Create the content for a device.
	 * @param cipher encrypts; {@code null} to store what everybody can read
	 */
	StoredContent(DeviceIdentity device, @Nullable CredentialCipher cipher) {
		this.device = device;
		this.cipher = cipher;
	}

	JsonNode write(long generation, DeviceCredential credential) {
		ObjectNode json = JsonMapper.shared().createObjectNode();
		json.put(PRODUCT_KEY, this.device.productKey()).put(DEVICE_NAME, this.device.deviceName());
		json.put(GENERATION, generation);
		json.put("storedAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
		ObjectNode readable = CredentialJson.write(credential);
		return (this.cipher != null) ? json.set(ENCRYPTED, encrypt(this.cipher, readable))
				: json.set(CREDENTIAL, readable);
	}

	private JsonNode encrypt(CredentialCipher with, JsonNode readable) {
		byte[] nonce = with.newNonce();
		byte[] data = with.encrypt(readable.toString().getBytes(StandardCharsets.UTF_8), nonce, associated());
		ObjectNode json = JsonMapper.shared().createObjectNode();
		return json.put("algorithm", ALGORITHM)
			.put(KEY_ID, with.keyId())
			.put("nonce", Base64.getEncoder().encodeToString(nonce))
			.put("data", Base64.getEncoder().encodeToString(data));
	}

	/**
	 * Find out whether content is this device's, without any key.
	 * @return its generation
	 */
	long check(JsonNode json) throws DamagedContentException {
		if (!Json.text(json, PRODUCT_KEY).equals(this.device.productKey())
				|| !Json.text(json, DEVICE_NAME).equals(this.device.deviceName())) {
			throw new DamagedContentException("it belongs to another device");
		}
		if (!json.path(CREDENTIAL).isObject() && !json.path(ENCRYPTED).isObject()) {
			throw new DamagedContentException("it has no credential");
		}
		return Json.positive(json, GENERATION);
	}

	/**
	 * Read the credential out of content that was checked.
	 * @param where the file or row, for messages
	 */
	DeviceCredential read(JsonNode json, String where) throws DamagedContentException {
		JsonNode encrypted = json.path(ENCRYPTED);
		return CredentialJson.read(encrypted.isObject() ? decrypt(encrypted, where) : json.path(CREDENTIAL));
	}

	private JsonNode decrypt(JsonNode encrypted, String where) throws DamagedContentException {
		if (!Json.text(encrypted, "algorithm").equals(ALGORITHM)) {
			throw new DamagedContentException("its cipher is unknown");
		}
		CredentialCipher with = this.cipher;
		String keyId = Json.text(encrypted, KEY_ID);
		if (with == null) {
			throw wrongKey(where + " is encrypted with the key " + keyId + ", and no key is set.");
		}
		if (!with.keyId().equals(keyId)) {
			throw wrongKey(
					where + " is encrypted with the key " + keyId + ", and the key set is " + with.keyId() + ".");
		}
		byte[] readable = with.decrypt(Json.base64(encrypted, "data"), Json.base64(encrypted, "nonce"), associated());
		return Json.parse(new String(readable, StandardCharsets.UTF_8));
	}

	private static CredentialStoreException wrongKey(String what) {
		return new CredentialStoreException(Problem.WRONG_KEY, what
				+ " (These numbers are made from the keys, and are no secret.) Set linkkit.credentials.encryption-key "
				+ "to the key it was stored with.", null);
	}

	/**
	 * Return whether the credential is encrypted with the key set, or none is set.
	 */
	boolean isAsProtectedAsAsked(JsonNode json) {
		return this.cipher == null || this.cipher.keyId().equals(json.path(ENCRYPTED).path(KEY_ID).stringValue(""));
	}

	/**
	 * Return what an encrypted credential is bound to, so that it cannot be put into
	 * another device's file. No part can hold a line feed.
	 */
	private byte[] associated() {
		return ("linkkit-credential 1\n" + this.device.productKey() + "\n" + this.device.deviceName())
			.getBytes(StandardCharsets.UTF_8);
	}

}
