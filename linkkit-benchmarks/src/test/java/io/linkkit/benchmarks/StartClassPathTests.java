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

package io.linkkit.benchmarks;

import java.io.File;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StartClassPathTests {

	private static final String ALL = path("/linkkit-core/linkkit-benchmarks/target/classes",
			"/m2/spring-boot-4.1.2.jar", "/m2/spring-boot-integration-4.1.2.jar", "/x/linkkit-core/target/classes",
			"/x/linkkit-spring-boot-autoconfigure-0.1.0-SNAPSHOT.jar", "/m2/netty-codec-mqtt-4.2.18.Final.jar");

	@Test
	void leavesToAnApplicationWhatItsStarterBrings() {
		assertThat(StartClassPath.BOOT.of(ALL))
			.isEqualTo(path("/linkkit-core/linkkit-benchmarks/target/classes", "/m2/spring-boot-4.1.2.jar"));
		assertThat(StartClassPath.INTEGRATION.of(ALL)).isEqualTo(path("/linkkit-core/linkkit-benchmarks/target/classes",
				"/m2/spring-boot-4.1.2.jar", "/m2/spring-boot-integration-4.1.2.jar"));
		assertThat(StartClassPath.LINKKIT.of(ALL)).isEqualTo(path("/linkkit-core/linkkit-benchmarks/target/classes",
				"/m2/spring-boot-4.1.2.jar", "/m2/spring-boot-integration-4.1.2.jar", "/x/linkkit-core/target/classes",
				"/x/linkkit-spring-boot-autoconfigure-0.1.0-SNAPSHOT.jar"));
	}

	private static String path(String... entries) {
		return String.join(File.pathSeparator, Stream.of(entries).toList());
	}

}
