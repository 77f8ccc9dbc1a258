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

package io.linkkit.storage;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Says who holds a lock, in a line that a person reads.
 */
final class LockHolder {

	/**
	 * Where Linux tells the name without asking a name server, which might not answer.
	 */
	private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

	private LockHolder() {
	}

	/**
	 * Return this process's line: process id, host, command without its arguments, which
	 * may hold secrets, and times in UTC.
	 */
	static String self() {
		ProcessHandle process = ProcessHandle.current();
		ProcessHandle.Info info = process.info();
		String command = info.command().orElse("unknown command");
		String started = info.startInstant().map((instant) -> ", started " + seconds(instant)).orElse("");
		return "process " + process.pid() + " on host " + host() + " (" + command + started + ") since "
				+ seconds(Instant.now());
	}

	private static String host() {
		if (!Files.exists(LINUX_HOST_NAME)) {
			return localHost();
		}
		try (InputStream in = new FileInputStream(LINUX_HOST_NAME.toFile())) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
		}
		catch (IOException ex) {
			return localHost();
		}
	}

	private static String localHost() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "of unknown name";
		}
	}

	private static String seconds(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS).toString();
	}

	/**
	 * Return the first line of what a lock file holds, fit for a log: whoever may write
	 * to the directory can write anything there.
	 */
	static String printable(String content) {
		return content.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
	}

}
