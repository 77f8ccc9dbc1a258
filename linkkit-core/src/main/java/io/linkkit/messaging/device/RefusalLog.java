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

package io.linkkit.messaging.device;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import io.linkkit.messaging.alink.AlinkCode;
import io.linkkit.messaging.alink.AlinkException;
import io.linkkit.messaging.alink.AlinkReply;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs what the platform refuses: once, and again if the code changes or if it was
 * accepted meanwhile.
 */
final class RefusalLog {

	private static final Log logger = LogFactory.getLog(RefusalLog.class);

	private final String what;

	private final AtomicReference<@Nullable AlinkCode> last = new AtomicReference<>();

	RefusalLog(String what) {
		this.what = what;
	}

	/**
	 * Take the outcome of a request.
	 */
	void note(@Nullable AlinkReply reply, @Nullable Throwable failure) {
		AlinkCode code = (failure instanceof AlinkException refused) ? refused.getCode() : null;
		if (failure == null) {
			this.last.set(null);
		}
		else if (code == null) {
			logger.debug(failure.getMessage());
		}
		else if (!Objects.equals(this.last.getAndSet(code), code)) {
			logger.warn(this.what + ". " + failure.getMessage());
		}
	}

}
