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

package io.linkkit.messaging.alink;

/**
 * What the requests of a device look like at a moment.
 *
 * @param openRequests how many wait for their replies
 * @param lateReplies how many replies came that nobody waited for, or not any more
 * @param unreadableReplies how many replies had no id, no code or were no JSON
 */
public record AlinkStatus(int openRequests, long lateReplies, long unreadableReplies) {

}
