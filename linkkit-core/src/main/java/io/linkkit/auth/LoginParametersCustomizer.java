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

import io.linkkit.identity.DeviceInterfaces;

/**
 * Callback that adds, changes or removes parameters of the client id (reference §3.2).
 * Called for every login.
 */
@FunctionalInterface
public interface LoginParametersCustomizer {

	/**
	 * Customize the parameters.
	 * @param parameters what the login would be made with
	 */
	void customize(LoginParameters parameters);

	/**
	 * Add a parameter to the client id, or replace one. See {@link LoginParameters#set}.
	 * @param key key
	 * @param value value
	 * @return a customizer that does so
	 * @throws io.linkkit.identity.InvalidSettingException if the key or the value is not
	 * allowed
	 */
	static LoginParametersCustomizer parameter(String key, String value) {
		new LoginParameters().set(key, value);
		return (parameters) -> parameters.set(key, value);
	}

	/**
	 * Tell the platform of the network interfaces in the client id already, as parameter
	 * {@code sii}. Interfaces are separated by bars, and so are the parts of the client
	 * id (reference §7.9).
	 * @param interfaces the interfaces
	 * @return a customizer that does so
	 * @throws io.linkkit.identity.InvalidSettingException if the text holds a comma or an
	 * equals sign
	 */
	static LoginParametersCustomizer interfaces(DeviceInterfaces interfaces) {
		return parameter("sii", interfaces.text());
	}

}
