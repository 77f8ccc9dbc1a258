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

package io.linkkit.simulator.tls;

/**
 * Which server certificate the simulator shows. All are signed by the simulator's own
 * authority; a client that was not given that authority meets an unknown one.
 */
public enum TlsCertificate {

	/**
	 * For {@code localhost}, {@code 127.0.0.1} and {@code ::1}, valid now.
	 */
	VALID,

	/**
	 * For the right host, but it ended yesterday.
	 */
	EXPIRED,

	/**
	 * For the right host, but it begins tomorrow.
	 */
	NOT_YET_VALID,

	/**
	 * Valid now, but for a host of another name.
	 */
	WRONG_HOST

}
