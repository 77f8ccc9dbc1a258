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

package io.linkkit.connection;

/**
 * Where a connection is in its life. Whenever it is neither {@link #CONNECTED},
 * {@link #UNREGISTERED}, {@link #INITIALIZED} nor {@link #STOPPED}, an attempt is under
 * way or scheduled.
 */
public enum ConnectionState {

	/**
	 * Never started.
	 */
	INITIALIZED,

	/**
	 * The stored credential is being read, or a new one asked for.
	 */
	REGISTERING,

	/**
	 * The platform refused to register the device, or the stored credential is unusable.
	 * Asking again could do harm, so nothing is tried before the connection is told to
	 * reconnect or somebody registers the device through
	 * {@link io.linkkit.registration.DynamicRegistration}.
	 */
	UNREGISTERED,

	/**
	 * An attempt is under way, up to the last answer to a subscription.
	 */
	CONNECTING,

	/**
	 * Online: the platform accepted the login and answered every subscription.
	 */
	CONNECTED,

	/**
	 * Offline; the next attempt comes after the backoff delay, or as soon as the platform
	 * allows another one within this minute.
	 */
	WAITING,

	/**
	 * Offline for a reason that trying soon cannot cure, such as a refused secret or an
	 * untrusted certificate; the next attempt comes after the longest delay.
	 */
	SUSPENDED,

	/**
	 * Ended by the application; may be started again.
	 */
	STOPPED

}
