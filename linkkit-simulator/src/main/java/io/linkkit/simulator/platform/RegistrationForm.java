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

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A request for registration over HTTPS.
 *
 * @param peer who sent it, for the log
 * @param contentType the header {@code Content-Type}, or {@code null} when absent
 * @param fields the fields of the form, decoded; several values when a field is repeated
 */
public record RegistrationForm(String peer, @Nullable String contentType, Map<String, List<String>> fields) {

	private static final String FORM = "application/x-www-form-urlencoded";

	boolean isForm() {
		return this.contentType != null && this.contentType.split(";", 2)[0].strip().equalsIgnoreCase(FORM);
	}

	Optional<String> field(String name) {
		List<String> values = this.fields.getOrDefault(name, List.of());
		return values.stream().filter((value) -> values.size() == 1 && !value.isEmpty()).findFirst();
	}

	@Override
	public String toString() {
		return "RegistrationForm[" + this.peer + ", " + this.fields.keySet() + "]";
	}

}
