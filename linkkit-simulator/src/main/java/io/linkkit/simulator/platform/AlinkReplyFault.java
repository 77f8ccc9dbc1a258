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
 * The ways in which replies to Alink requests go wrong on request. Unless said otherwise
 * the request is carried out.
 */
public sealed interface AlinkReplyFault {

	/**
	 * Neither {@code message} nor {@code data}, {@code version} nor {@code method}
	 * (reference §9).
	 */
	record Bare() implements AlinkReplyFault {

	}

	/**
	 * The code is a text and the id a number, if it is one.
	 */
	record CodeAsText() implements AlinkReplyFault {

	}

	/**
	 * The reply comes late, at QoS 0.
	 *
	 * @param delay how late
	 */
	record Delayed(Duration delay) implements AlinkReplyFault {

		public Delayed {
			if (delay.isNegative()) {
				throw new IllegalArgumentException("'delay' must not be negative but is " + delay);
			}
		}

	}

	/**
	 * No reply.
	 */
	record Withheld() implements AlinkReplyFault {

	}

	/**
	 * Every request is refused and not carried out.
	 *
	 * @param code the code of the reply
	 */
	record Refused(int code) implements AlinkReplyFault {

	}

}
