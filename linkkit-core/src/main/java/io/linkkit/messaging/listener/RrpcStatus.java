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

package io.linkkit.messaging.listener;

/**
 * What became of the requests by RRPC so far (reference §8.9).
 *
 * @param answered requests whose answer was handed to the network in time
 * @param late requests that were not answered because the time was over; those that
 * waited that long were not handled at all
 * @param failed requests that were not answered because the handler failed or the answer
 * could not be published
 */
public record RrpcStatus(long answered, long late, long failed) {

	RrpcStatus plus(RrpcStatus other) {
		return new RrpcStatus(this.answered + other.answered, this.late + other.late, this.failed + other.failed);
	}

}
