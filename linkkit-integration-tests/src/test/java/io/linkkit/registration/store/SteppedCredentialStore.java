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

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.linkkit.registration.CredentialStore;

/**
 * Opens the seam of {@link FileCredentialStore} to the tests of this module.
 */
public final class SteppedCredentialStore {

	private SteppedCredentialStore() {
	}

	/**
	 * Return the names of the steps in which a credential is stored.
	 */
	public static Stream<String> steps() {
		return Stream.of(StoreStep.values()).map(Enum::name);
	}

	/**
	 * Create a store that says which step it has done.
	 */
	public static CredentialStore create(Path directory, Consumer<String> listener) {
		return new FileCredentialStore(directory, null, (step) -> listener.accept(step.name()));
	}

}
