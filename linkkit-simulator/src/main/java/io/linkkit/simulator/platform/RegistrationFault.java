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

import java.time.Duration;

/**
 * The ways in which a registration goes wrong on request. Unless said otherwise each
 * concerns both MQTT and HTTPS and what is issued counts: a new device secret is valid,
 * and the older no more, although its answer is lost or useless.
 */
public sealed interface RegistrationFault {

	/**
	 * No push after CONNACK 0, and no answer over HTTPS, whose connection stays open.
	 */
	record Withheld() implements RegistrationFault {

	}

	/**
	 * The push or the HTTPS answer comes late.
	 *
	 * @param delay how late
	 */
	record Delayed(Duration delay) implements RegistrationFault {

		public Delayed {
			if (delay.isNegative()) {
				throw new IllegalArgumentException("'delay' must not be negative but is " + delay);
			}
		}

	}

	/**
	 * The push or the HTTPS answer is not JSON.
	 */
	record Malformed() implements RegistrationFault {

	}

	/**
	 * The push or the HTTPS answer names another device of the same product.
	 */
	record AnotherDevice() implements RegistrationFault {

	}

	/**
	 * The push or the HTTPS answer is longer than 64 KB.
	 */
	record Oversized() implements RegistrationFault {

	}

	/**
	 * MQTT only: the push comes on the topic of the other kind of registration.
	 * Documentation and SDKs differ over which is right (reference §5.1).
	 */
	record OtherTopic() implements RegistrationFault {

	}

	/**
	 * MQTT only: the push comes at QoS 1 instead of 0.
	 */
	record AtLeastOnce() implements RegistrationFault {

	}

	/**
	 * HTTPS only: every request is answered with this HTTP status, and nobody is
	 * registered.
	 *
	 * @param status 400 to 599
	 */
	record HttpStatus(int status) implements RegistrationFault {

		private static final int MIN = 400;

		private static final int MAX = 599;

		public HttpStatus {
			if (status < MIN || status > MAX) {
				throw new IllegalArgumentException("'status' must be " + MIN + " to " + MAX + " but is " + status);
			}
		}

	}

	/**
	 * HTTPS only: every request is answered with HTTP 200 and this code in the JSON,
	 * without data, and nobody is registered.
	 *
	 * @param code any, such as 6289
	 */
	record Code(int code) implements RegistrationFault {

	}

}
