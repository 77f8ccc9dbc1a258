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

/**
 * The network side: one port may answer plain MQTT, TLS, WebSocket and HTTPS, told apart
 * by the first bytes as on the real platform (reference §2.1). Translates packets to
 * calls of the platform and back.
 * <p>
 * Nobody looks at the futures of writes and closes here: a channel that fails becomes
 * inactive, and that is where the end of a connection is dealt with.
 */
@NullMarked
package io.linkkit.simulator.server;

import org.jspecify.annotations.NullMarked;
