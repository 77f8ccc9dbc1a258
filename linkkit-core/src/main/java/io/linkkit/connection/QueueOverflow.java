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
 * What happens to a message for which there is no room, by count or by bytes. A message
 * that is in flight, or was before the connection was lost, is never given up for a newer
 * one; if only such are queued, the new message is rejected.
 */
public enum QueueOverflow {

	/**
	 * It is not accepted.
	 */
	REJECT,

	/**
	 * The oldest queued messages are dropped to make room for it.
	 */
	DROP_OLDEST,

	/**
	 * It is dropped itself, and counted as such.
	 */
	DROP_NEWEST,

	/**
	 * Whoever publishes it waits for room, up to a time-out, after which it is not
	 * accepted. On the library's own threads, whose names begin with {@code linkkit-},
	 * this is the same as {@link #REJECT}: a listener that waits there might wait for
	 * itself.
	 */
	BLOCK

}
