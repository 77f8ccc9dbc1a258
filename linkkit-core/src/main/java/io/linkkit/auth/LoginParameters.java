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

package io.linkkit.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.linkkit.identity.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/**
 * The parameters between the bars of a client id, {@code clientId|key=value,key=value|}
 * (reference §3.2), in the order in which they were added. Refuses what would break that
 * grammar. Not safe for use by several threads.
 */
public final class LoginParameters {

	/**
	 * Parameters that are signed or that decide how the platform checks the login.
	 */
	private static final Set<String> RESERVED = Set.of("securemode", "signmethod", "timestamp", "authType", "random");

	private static final String INTERFACES = "sii";

	private static final Pattern PLAIN = Pattern.compile("[^|,=\\p{Cntrl}]*");

	// Alibaba's Python SDK sends bars here, and the platform cuts the client id at its
	// last bar (reference §3.3 and §7.9)
	private static final Pattern WITH_BARS = Pattern.compile("[^,=\\p{Cntrl}]*");

	private final Map<String, String> values = new LinkedHashMap<>();

	/**
	 * Add a parameter, or replace its value at the place where it stands.
	 * @param key key, without {@code | , =} and control characters; not one of those that
	 * are signed or that decide how the platform checks the login
	 * @param value value, without {@code | , =} and control characters; bars are allowed
	 * in {@code sii}
	 * @return these parameters
	 * @throws InvalidSettingException if the key or the value is not allowed
	 */
	public LoginParameters set(String key, String value) {
		refuseReserved(key);
		return put(key, value);
	}

	/**
	 * Remove a parameter. Nothing happens if it is not there.
	 * @param key key, not one of those that are signed or that decide how the platform
	 * checks the login
	 * @return these parameters
	 * @throws InvalidSettingException if the key is not allowed
	 */
	public LoginParameters remove(String key) {
		refuseReserved(key);
		this.values.remove(key);
		return this;
	}

	/**
	 * Return the value of a parameter.
	 * @param key key
	 * @return value, or {@code null} if the parameter is not there
	 */
	public @Nullable String get(String key) {
		return this.values.get(key);
	}

	LoginParameters put(String key, String value) {
		if (key.isEmpty() || !PLAIN.matcher(key).matches()) {
			throw new InvalidSettingException("login-parameters", key,
					"must not have a key that is empty or holds | , = or a control character",
					"Give the parameter another key.");
		}
		if (!(key.equals(INTERFACES) ? WITH_BARS : PLAIN).matcher(value).matches()) {
			throw invalid(key, value, "must not hold | , = or a control character",
					"Give the parameter another value; these characters separate parameters in the client id.");
		}
		this.values.put(key, value);
		return this;
	}

	private static void refuseReserved(String key) {
		if (RESERVED.contains(key)) {
			throw invalid(key, null, "must not be changed",
					"It is signed or decides how the platform checks the login; remove it from the login parameters.");
		}
	}

	private static InvalidSettingException invalid(String key, @Nullable String value, String rule, String remedy) {
		return new InvalidSettingException("login-parameters." + key, value, rule, remedy);
	}

	/**
	 * Return the client id as it is sent.
	 * @param clientId what stands before the first bar
	 * @return the client id with its parameters
	 */
	String toMqttClientId(String clientId) {
		return clientId + "|" + this + "|";
	}

	@Override
	public String toString() {
		return this.values.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + parameter.getValue())
			.collect(Collectors.joining(","));
	}

}
