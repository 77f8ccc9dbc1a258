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

package io.linkkit.thread;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds all threads of this JVM, virtual ones included, which only a dump lists.
 */
public final class AllThreads {

	private static final int FIRST_VERSION = 21;

	/** A line such as {@code #29 "linkkit-mqtt-sender" virtual}. */
	private static final Pattern VIRTUAL = Pattern.compile("#\\d+ \"(.*)\" virtual.*");

	private AllThreads() {
	}

	/**
	 * Return the names of all threads.
	 */
	public static List<String> names() {
		List<String> names = new ArrayList<>(platformNames());
		names.addAll(virtualNames());
		return names;
	}

	/**
	 * Return the names of the threads of the operating system.
	 */
	public static List<String> platformNames() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
	}

	/**
	 * Return the names of the virtual threads; none if this JVM has no such threads.
	 */
	public static List<String> virtualNames() {
		if (Runtime.version().feature() < FIRST_VERSION) {
			return List.of();
		}
		try {
			return virtualNamesOfDump();
		}
		catch (IOException | ReflectiveOperationException ex) {
			throw new IllegalStateException("Threads cannot be listed", ex);
		}
	}

	private static List<String> virtualNamesOfDump() throws IOException, ReflectiveOperationException {
		Path directory = Files.createTempDirectory("linkkit-threads");
		Path dump = directory.resolve("threads.txt");
		try {
			dump(dump);
			return Files.readAllLines(dump)
				.stream()
				.map(VIRTUAL::matcher)
				.filter((line) -> line.matches())
				.map((line) -> line.group(1))
				.toList();
		}
		finally {
			Files.deleteIfExists(dump);
			Files.delete(directory);
		}
	}

	// what dumps them is not there in Java 17
	private static void dump(Path file) throws ReflectiveOperationException {
		Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
		Class<?> format = Class.forName("com.sun.management.HotSpotDiagnosticMXBean$ThreadDumpFormat");
		Object text = format.getEnumConstants()[0];
		Object diagnostics = ManagementFactory.getPlatformMXBean(type.asSubclass(PlatformManagedObject.class));
		type.getMethod("dumpThreads", String.class, format).invoke(diagnostics, file.toString(), text);
	}

}
