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

import org.jspecify.annotations.Nullable;

/**
 * The fields of MQTT CONNECT that decide about a login.
 */
public final class ConnectRequest {

	private final String clientId;

	private final @Nullable String username;

	private final byte @Nullable [] password;

	private final int keepAlive;

	private final boolean cleanSession;

	private final boolean will;

	/**
	 * Create a request.
	 * @param clientId the whole client id, bars included
	 * @param username the user name, or {@code null} when absent
	 * @param password the password, or {@code null} when absent
	 * @param keepAlive seconds
	 * @param cleanSession whether the device starts afresh
	 * @param will whether it leaves a will, which the platform ignores (reference §6.1)
	 */
	public ConnectRequest(String clientId, @Nullable String username, byte @Nullable [] password, int keepAlive,
			boolean cleanSession, boolean will) {
		this.clientId = clientId;
		this.username = username;
		this.password = password;
		this.keepAlive = keepAlive;
		this.cleanSession = cleanSession;
		this.will = will;
	}

	String clientId() {
		return this.clientId;
	}

	String username() {
		return (this.username != null) ? this.username : "";
	}

	byte[] password() {
		return (this.password != null) ? this.password : new byte[0];
	}

	int keepAlive() {
		return this.keepAlive;
	}

	boolean cleanSession() {
		return this.cleanSession;
	}

	boolean will() {
		return this.will;
	}

	@Override
	public String toString() {
		return "ConnectRequest[clientId=" + this.clientId + ", username=" + this.username + "]";
	}

}
