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

import java.util.List;

/**
 * A region of the platform (reference §1).
 *
 * @param id how the region is written in host names, such as {@code cn-shanghai}
 * @param place where it is
 */
public record Region(String id, String place) {

	/**
	 * The regions known when this library was written. For hints only: any other id is
	 * accepted as well.
	 */
	public static final List<Region> KNOWN = List.of(new Region("cn-shanghai", "Shanghai"),
			new Region("ap-southeast-1", "Singapore"), new Region("ap-northeast-1", "Tokyo"),
			new Region("us-west-1", "Silicon Valley"), new Region("eu-central-1", "Frankfurt"),
			new Region("us-east-1", "Virginia"), new Region("cn-beijing", "Beijing"),
			new Region("cn-shenzhen", "Shenzhen"));

}
