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

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Looks for settings that no rule forbids and that are likely a mistake all the same
 * (reference §1 and §2.1).
 */
final class SettingsExamination {

	private static final Pattern PRODUCT_KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]{10}");

	private static final int DEVICE_SECRET_LENGTH = 32;

	private static final int PRODUCT_SECRET_LENGTH = 16;

	private static final String CLASSIC_HOST = ".iot-as-mqtt.";

	private static final Set<FailureReason> LOGIN_REFUSED = EnumSet.of(FailureReason.BAD_CREDENTIALS,
			FailureReason.NOT_AUTHORIZED, FailureReason.CLOSED_BEFORE_CONNACK);

	private static final Set<FailureReason> NO_ANSWER_IN_PLAIN = EnumSet.of(FailureReason.CLOSED_BEFORE_CONNACK,
			FailureReason.CONNACK_TIMEOUT, FailureReason.CONNECTION_RESET, FailureReason.PROTOCOL_ERROR);

	private final DoctorSettings settings;

	private final List<Doubt> doubts = new ArrayList<>();

	private SettingsExamination(DoctorSettings settings) {
		this.settings = settings;
	}

	static List<Doubt> doubts(DoctorSettings settings) {
		SettingsExamination examination = new SettingsExamination(settings);
		examination.examineIdentity(settings.device());
		examination.examineSecret(settings.deviceSecret());
		examination.examineRegion(settings.region());
		examination.examineEndpoint(settings.endpoint());
		examination.examineSecurity(settings.endpoint());
		return List.copyOf(examination.doubts);
	}

	private void doubt(Advice advice, String observation, Set<FailureReason> explains) {
		this.doubts.add(new Doubt(advice, observation, explains));
	}

	private void examineIdentity(DeviceIdentity device) {
		if (looksLikeProductKey(device.productKey())) {
			return;
		}
		if (looksLikeProductKey(device.deviceName())) {
			doubt(Advice.SWAP_KEYS, "the device name " + device.deviceName()
					+ " looks like a product key, and the product key " + device.productKey() + " does not",
					LOGIN_REFUSED);
		}
		else {
			doubt(Advice.CHECK_PRODUCT_KEY,
					"the product key " + device.productKey()
							+ " is unusual: product keys have 11 letters and digits and begin with a letter",
					LOGIN_REFUSED);
		}
	}

	private static boolean looksLikeProductKey(String text) {
		return PRODUCT_KEY.matcher(text).matches() && text.chars().anyMatch(Character::isDigit);
	}

	private void examineSecret(@Nullable Secret secret) {
		if (secret == null || secret.length() == DEVICE_SECRET_LENGTH) {
			return;
		}
		String length = "the device secret has " + secret.length() + " characters, not " + DEVICE_SECRET_LENGTH;
		if (secret.length() == PRODUCT_SECRET_LENGTH) {
			doubt(Advice.USE_DEVICE_SECRET, length + "; product secrets have " + PRODUCT_SECRET_LENGTH, LOGIN_REFUSED);
		}
		else {
			doubt(Advice.COPY_SECRET_WHOLE, length, LOGIN_REFUSED);
		}
	}

	private void examineRegion(@Nullable String region) {
		if (region == null || region.equals("localhost") || region.equals("127.0.0.1")
				|| RegionSpelling.isKnown(region)) {
			return;
		}
		doubt(Advice.CHECK_REGION, "the region " + region + " is not known to this library"
				+ RegionSpelling.nearest(region).map((known) -> "; did you mean " + known.id() + "?").orElse(""),
				EnumSet.of(FailureReason.DNS));
	}

	private void examineEndpoint(Endpoint endpoint) {
		String host = endpoint.host();
		if (host.startsWith("iot-") && host.indexOf('.') < 0) {
			doubt(Advice.MOVE_TO_INSTANCE_ID, "the endpoint " + host + " looks like an instance id",
					EnumSet.of(FailureReason.DNS));
		}
		else if (RegionSpelling.isKnown(host)) {
			doubt(Advice.MOVE_TO_HOST_NAME, "the endpoint " + host + " is a region", EnumSet.of(FailureReason.DNS));
		}
		else if (host.contains(CLASSIC_HOST)) {
			examineClassicEndpoint(host);
		}
	}

	/**
	 * Look at an endpoint of the old public instance, which names the product.
	 */
	private void examineClassicEndpoint(String host) {
		DeviceIdentity device = this.settings.device();
		String product = host.substring(0, host.indexOf(CLASSIC_HOST));
		if (device.instanceId() != null) {
			doubt(Advice.USE_ENDPOINT_OF_INSTANCE,
					"the endpoint " + host + " is the public instance's, not that of " + device.instanceId(),
					LOGIN_REFUSED);
		}
		else if (!product.toLowerCase(Locale.ROOT).equals(device.productKey().toLowerCase(Locale.ROOT))) {
			doubt(Advice.USE_ENDPOINT_OF_PRODUCT, "the endpoint " + host + " is that of another product",
					EnumSet.of(FailureReason.BAD_CREDENTIALS, FailureReason.NOT_AUTHORIZED,
							FailureReason.CLOSED_BEFORE_CONNACK, FailureReason.DNS));
		}
	}

	private void examineSecurity(Endpoint endpoint) {
		int port = endpoint.port();
		if (endpoint.security() == TransportSecurity.TLS) {
			if (port == 1883) {
				doubt(Advice.MATCH_PORT_AND_ROOT, "port 1883 presents a chain of GlobalSign, not of Aliyun's own root",
						EnumSet.of(FailureReason.TLS_UNKNOWN_CA));
			}
			return;
		}
		if (port == 8883 || (port == 443 && endpoint.transport() == Transport.TCP)) {
			doubt(Advice.USE_TLS, "port " + port + " is the one for TLS, and linkkit.secure is NONE",
					NO_ANSWER_IN_PLAIN);
		}
		else {
			doubt(Advice.ENCRYPT, "the connection is not encrypted (linkkit.secure=NONE)", Set.of());
		}
	}

}
