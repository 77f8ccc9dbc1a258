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
 * Makes the threads of a connection. They never keep the JVM from exiting.
 */
final class DaemonThreads {

	private DaemonThreads() {
	}

	static Thread create(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Return whether the current thread is the library's, by the prefix of its name,
	 * which those of the packages below have as well.
	 */
	static boolean isCurrent() {
		return Thread.currentThread().getName().startsWith("linkkit-");
	}

}
