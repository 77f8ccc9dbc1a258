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

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;

/**
 * A worked example of {@code vectors.json}.
 *
 * @param id the name of the example
 * @param json everything it says
 */
record ProtocolVector(String id, Map<String, Object> json) {

	static Stream<ProtocolVector> ofKind(String kind) throws IOException {
		try (InputStream file = ProtocolVector.class.getResourceAsStream("/protocol/vectors.json")) {
			List<Map<String, Object>> vectors = JsonPath.parse(file).read("$.vectors[?(@.kind == '" + kind + "')]");
			return vectors.stream().map((json) -> new ProtocolVector((String) json.get("id"), json));
		}
	}

	String text(String name) {
		return (String) this.json.get(name);
	}

	@SuppressWarnings("unchecked")
	String input(String name) {
		return ((Map<String, String>) this.json.get("inputs")).get(name);
	}

	DeviceIdentity identity() {
		return new DeviceIdentity(input("productKey"), input("deviceName"));
	}

	@Override
	public String toString() {
		return this.id;
	}

}
