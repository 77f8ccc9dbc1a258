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
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes from the class path of the benchmarks what the class path of an application would
 * be that depends on a starter alone: auto-configuration looks at what is there, and the
 * time to find a class depends on the order.
 *
 * @param parts patterns of paths of JAR files, or of classes of modules
 */
record StartClassPath(List<Pattern> parts) {

	/** What {@code spring-boot-starter} brings, and the applications themselves. */
	static final StartClassPath BOOT = new StartClassPath(Stream
		.of("linkkit-benchmarks", "spring-boot", "spring-boot-autoconfigure", "spring-core", "spring-context",
				"spring-beans", "spring-aop", "spring-expression", "micrometer-(commons|observation)",
				"logback-(core|classic)", "slf4j-api", "jul-to-slf4j", "log4j-(api|to-slf4j)", "jakarta.annotation-api",
				"snakeyaml", "jspecify", "commons-logging")
		.map(StartClassPath::pattern)
		.toList());

	/** With {@code spring-boot-starter-integration}, the MQTT adapters and Paho. */
	static final StartClassPath INTEGRATION = BOOT.and("spring-boot-(integration|transaction|persistence)",
			"spring-integration-(core|mqtt)", "spring-messaging", "spring-tx", "reactor-core", "reactive-streams",
			"org.eclipse.paho.client.mqttv3");

	/** With {@code linkkit-spring-boot-starter}. */
	static final StartClassPath LINKKIT = INTEGRATION.and("linkkit-core", "linkkit-spring-boot-(starter|autoconfigure)",
			// peers have Jackson 2
			"jackson-(annotations|core(?=-3)|databind)");

	private StartClassPath and(String... more) {
		return new StartClassPath(
				Stream.concat(this.parts.stream(), Arrays.stream(more).map(StartClassPath::pattern)).toList());
	}

	/**
	 * Return what matches the path of a JAR file, or of a module.
	 */
	private static Pattern pattern(String name) {
		return Pattern.compile(".*/(?:" + name + ")(?:-\\d[^/]*\\.jar|/target/classes)");
	}

	/**
	 * Return these parts of a class path.
	 * @param all the class path
	 */
	String of(String all) {
		return Arrays.stream(all.split(File.pathSeparator))
			.filter(this::contains)
			.collect(Collectors.joining(File.pathSeparator));
	}

	private boolean contains(String entry) {
		String path = new File(entry).getAbsolutePath();
		return this.parts.stream().anyMatch((part) -> part.matcher(path).matches());
	}

}
