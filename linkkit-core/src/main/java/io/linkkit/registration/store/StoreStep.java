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

/**
 * What {@link FileCredentialStore} does to store a generation, in this order.
 */
enum StoreStep {

	/**
	 * The new generation is complete in the temporary file.
	 */
	TEMPORARY_WRITTEN,

	/**
	 * The temporary file would survive a loss of power.
	 */
	TEMPORARY_SYNCED,

	/**
	 * The generation before is kept as the previous one. Left out if there is none.
	 */
	PREVIOUS_KEPT,

	/**
	 * The temporary file has its final name.
	 */
	RENAMED,

	/**
	 * The names would survive a loss of power.
	 */
	DIRECTORY_SYNCED

}
