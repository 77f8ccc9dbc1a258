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

import java.util.concurrent.ThreadFactory;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Of which kind the threads of a device are. All of them are daemons, and their names
 * begin with {@code linkkit-}.
 */
public enum ThreadKind {

	/**
	 * Threads of the operating system.
	 */
	PLATFORM {

		@Override
		public Thread create(String name, Runnable task) {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		}

	},

	/**
	 * Virtual threads, which the JVM has since Java 21. Before Java 24, one that waits
	 * within {@code synchronized}, as Paho's do all the time, keeps a thread of the
	 * operating system that others need: a few devices would bring all virtual threads of
	 * the application to a halt.
	 */
	VIRTUAL {

		@Override
		public Thread create(String name, Runnable task) {
			Thread thread = new VirtualThreadTaskExecutor().getVirtualThreadFactory().newThread(task);
			thread.setName(name);
			return thread;
		}

	};

	private static final String PREFIX = "linkkit-";

	/** Where waiting within {@code synchronized} no longer keeps a carrier (JEP 491). */
	private static final int FIRST_VERSION = 24;

	/**
	 * Return {@link #VIRTUAL} if wanted and if this JVM, of Java 24 or later, is up to
	 * it.
	 * @param wanted whether virtual threads are wanted
	 * @return the kind
	 */
	public static ThreadKind virtualIf(boolean wanted) {
		return (wanted && Runtime.version().feature() >= FIRST_VERSION) ? VIRTUAL : PLATFORM;
	}

	/**
	 * Return whether the current thread is one of the library's, by its name.
	 * @return whether it is
	 */
	public static boolean isLibraryThread() {
		return Thread.currentThread().getName().startsWith(PREFIX);
	}

	/**
	 * Create a thread that is not started yet.
	 * @param name its name
	 * @param task what it does
	 * @return the thread
	 * @throws UnsupportedOperationException if this JVM has none of this kind
	 */
	public abstract Thread create(String name, Runnable task);

	/**
	 * Return what creates threads that all have the same name.
	 * @param name the name
	 * @return the factory
	 */
	public ThreadFactory named(String name) {
		return (task) -> create(name, task);
	}

}
