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

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a {@link CredentialStore} cannot do what it was asked for.
 */
public final class CredentialStoreException extends RuntimeException {

	private final Problem problem;

	/**
	 * Create an exception.
	 * @param problem what is wrong
	 * @param message what is wrong with which file or record, and what to do; never a
	 * secret
	 * @param cause what was thrown, if anything was
	 */
	public CredentialStoreException(Problem problem, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.problem = problem;
	}

	/**
	 * Return what is wrong.
	 * @return the problem
	 */
	public Problem getProblem() {
		return this.problem;
	}

	/**
	 * What can be wrong with a store.
	 */
	public enum Problem {

		/**
		 * Another process or application uses what is stored.
		 */
		IN_USE,

		/**
		 * What is stored is not what was once stored.
		 */
		DAMAGED,

		/**
		 * What is stored is encrypted with another key than the one given.
		 */
		WRONG_KEY,

		/**
		 * The store cannot be read just now.
		 */
		UNREADABLE,

		/**
		 * The store cannot be written to, now or ever.
		 */
		UNWRITABLE

	}

}
