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

package io.linkkit.identity;

/**
 * One network interface as the platform is told of it (reference §7.9).
 */
public sealed interface NetworkInterfaceInfo permits MacInterfaceInfo, CellularInterfaceInfo {

	/**
	 * Return the interface in the platform's notation.
	 * @return parts separated by bars, such as {@code Eth|03ACDEFF0032}
	 */
	String toText();

}
