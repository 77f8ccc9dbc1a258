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

package io.linkkit.auth;

/**
 * What a device signs to log in (reference §3.1), without the secret it is signed with.
 *
 * @param content text that is signed, such as
 * {@code clientId…deviceName…productKey…timestamp…}
 * @param method how it is signed
 */
public record SignedText(String content, SignMethod method) {

}
