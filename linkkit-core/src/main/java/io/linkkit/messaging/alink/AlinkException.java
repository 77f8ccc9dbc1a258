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

package io.linkkit.messaging.alink;

import java.time.Duration;
import java.util.Locale;

import io.linkkit.connection.PublishResult;
import io.linkkit.mqtt.PlatformText;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not carried out, or its reply cannot be used.
 */
public class AlinkException extends RuntimeException {

	private final Kind kind;

	private final transient @Nullable AlinkReply reply;

	AlinkException(Kind kind, String message, @Nullable AlinkReply reply, @Nullable Throwable cause) {
		super(message, cause);
		this.kind = kind;
		this.reply = reply;
	}

	static AlinkException timeout(String method, Duration timeout, boolean taken) {
		String limit = timeout.toString().substring(2).toLowerCase(Locale.ROOT);
		String problem = taken ? "The platform did not reply to " + method + " within " + limit
				: "The platform did not take " + method + " within " + limit
						+ ", and it is not sent any more. Is the device online?";
		return new AlinkException(Kind.TIMEOUT, problem, null, null);
	}

	static AlinkException notSent(String method, PublishResult result) {
		if (result instanceof PublishResult.Rejected rejected) {
			return notSent(method, rejected.rule(), null);
		}
		return notSent(method, "the queue gave it up: " + result, null);
	}

	static AlinkException notSent(String method, String why, @Nullable Throwable cause) {
		return new AlinkException(Kind.NOT_SENT, method + " was not sent: " + why, null, cause);
	}

	static AlinkException refused(String method, AlinkReply reply) {
		String said = (reply.message() != null) ? " '" + PlatformText.clean(reply.message()) + "'" : "";
		return new AlinkException(Kind.REFUSED,
				"The platform answered " + method + " with code " + reply.code() + said + ". " + reply.code().remedy(),
				reply, null);
	}

	static AlinkException tooMany(String method, int limit) {
		return new AlinkException(Kind.TOO_MANY,
				method + " was not sent: " + limit
						+ " requests wait for replies (linkkit.alink.max-open-requests). Wait for some of them first.",
				null, null);
	}

	static AlinkException closed(String method) {
		return new AlinkException(Kind.CLOSED, method + " was given up: the device's connection is closed", null, null);
	}

	// what Jackson has to say quotes from the data
	static AlinkException unreadable(AlinkReply reply, Throwable cause) {
		return new AlinkException(Kind.UNREADABLE,
				"The data of a reply does not fit the type asked for: " + cause.getClass().getSimpleName(), reply,
				null);
	}

	/**
	 * Return what went wrong.
	 * @return the kind
	 */
	public Kind getKind() {
		return this.kind;
	}

	/**
	 * Return the code of the reply.
	 * @return the code, or {@code null} if there was no reply
	 */
	public @Nullable AlinkCode getCode() {
		return (this.reply != null) ? this.reply.code() : null;
	}

	/**
	 * Return the reply.
	 * @return the reply, or {@code null} if there was none or the exception was
	 * serialized
	 */
	public @Nullable AlinkReply getReply() {
		return this.reply;
	}

	/**
	 * What can go wrong with a request.
	 */
	public enum Kind {

		/**
		 * No reply came in time. The message says whether the platform took the request;
		 * it may have carried it out in any case.
		 */
		TIMEOUT,

		/**
		 * The request was not sent, because it breaks a rule or found no place in the
		 * queue.
		 */
		NOT_SENT,

		/**
		 * The platform replied with a code other than 200.
		 */
		REFUSED,

		/**
		 * Too many requests are open.
		 */
		TOO_MANY,

		/**
		 * The connection was closed for good.
		 */
		CLOSED,

		/**
		 * The data of the reply does not fit what it was to be read as.
		 */
		UNREADABLE

	}

}
