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

import io.linkkit.mqtt.FailureReason;
import io.linkkit.registration.RegistrationFailureReason;

/**
 * Knows the advice for every reason that connection and registration give.
 */
final class Remedies {

	private Remedies() {
	}

	static Advice of(FailureReason reason) {
		return switch (reason) {
			case DNS -> Advice.CHECK_HOST_NAME;
			case CONNECT_TIMEOUT -> Advice.CHECK_FIREWALL;
			case CONNECT_REFUSED -> Advice.CHECK_PORT;
			case TLS_CERTIFICATE_EXPIRED -> Advice.CHECK_DATE;
			case TLS_CERTIFICATE_NOT_YET_VALID -> Advice.SET_CLOCK;
			case TLS_UNKNOWN_CA -> Advice.CHECK_TRUST;
			case TLS_WRONG_HOST -> Advice.USE_NAME_OF_CERTIFICATE;
			case TLS_FAILED -> Advice.USE_TLS_PORT;
			case WEBSOCKET_REFUSED -> Advice.CHECK_TRANSPORT;
			case CONNACK_TIMEOUT -> Advice.MATCH_PORT_AND_SECURITY;
			case UNACCEPTABLE_PROTOCOL_VERSION -> Advice.CHECK_PROTOCOL;
			case IDENTIFIER_REJECTED -> Advice.CHECK_CLIENT_ID;
			case SERVER_UNAVAILABLE, RECONNECT_REQUESTED -> Advice.WAIT;
			case BAD_CREDENTIALS -> Advice.COMPARE_CREDENTIALS;
			case STORED_CREDENTIAL_REFUSED -> Advice.CHECK_REGISTRATION;
			case NOT_AUTHORIZED -> Advice.ENABLE_DEVICE;
			case CLOSED_BEFORE_CONNACK -> Advice.CHECK_PORT_OR_DEVICE;
			case KEEP_ALIVE_TIMEOUT -> Advice.SHORTEN_KEEP_ALIVE;
			case CONNECTION_RESET, SUBACK_TIMEOUT -> Advice.CHECK_NETWORK;
			case ACKNOWLEDGE_TIMEOUT -> Advice.LIMIT_RATE;
			case CLOSED_BY_PLATFORM -> Advice.READ_DEVICE_LOG;
			case CLOSED_AFTER_PUBLISH -> Advice.CHECK_PUBLISH_RIGHT;
			case KICKED -> Advice.FIND_SECOND_CLIENT;
			case PROTOCOL_ERROR -> Advice.CHECK_ENDPOINT;
			case STOPPED_BY_APPLICATION -> Advice.START_CONNECTION;
			case LOCAL_ERROR -> Advice.SEE_LOG;
		};
	}

	static Advice of(RegistrationFailureReason reason) {
		return switch (reason) {
			case NETWORK -> Advice.CHECK_NETWORK;
			case TLS -> Advice.CHECK_TRUST;
			case PLATFORM_ERROR, THROTTLED, NO_ANSWER, INTERRUPTED -> Advice.WAIT;
			case MALFORMED_ANSWER, OTHER_DEVICE -> Advice.CHECK_REGISTRATION_ENDPOINT;
			case PARAMETER_REFUSED -> Advice.CHECK_IDENTITY;
			case UNKNOWN_DEVICE -> Advice.ADD_DEVICE;
			case UNKNOWN_PRODUCT -> Advice.CHECK_PRODUCT;
			case SWITCHED_OFF -> Advice.SWITCH_ON_REGISTRATION;
			case ALREADY_ACTIVATED -> Advice.RESET_REGISTRATION;
			case SIGN_METHOD_REFUSED -> Advice.CHANGE_SIGN_METHOD;
			case SIGNATURE_REFUSED -> Advice.CHECK_PRODUCT_SECRET;
			case CREDENTIALS_REFUSED -> Advice.CHECK_DYNAMIC_REGISTRATION;
			case NOT_AUTHORIZED -> Advice.ENABLE_DEVICE;
			case REFUSED -> Advice.LOOK_UP_CODE;
			case STORE_IN_USE -> Advice.END_OTHER_PROCESS;
			case STORE_DAMAGED -> Advice.RESTORE_CREDENTIAL;
			case STORE_KEY_WRONG -> Advice.USE_ENCRYPTION_KEY;
			case STORE_UNREADABLE -> Advice.ALLOW_READING;
			case STORE_READ_ONLY -> Advice.ALLOW_WRITING;
			case LOCAL_ERROR -> Advice.SEE_LOG;
		};
	}

}
