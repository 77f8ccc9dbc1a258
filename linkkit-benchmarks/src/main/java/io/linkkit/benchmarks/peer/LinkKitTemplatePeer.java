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

package io.linkkit.benchmarks.peer;

import io.linkkit.messaging.LinkKitTemplate;
import org.jspecify.annotations.Nullable;

/**
 * What an application uses: the template, and through it the queue, window and futures of
 * the connection.
 */
public final class LinkKitTemplatePeer extends LinkKitPeer {

	private @Nullable LinkKitTemplate template;

	@Override
	public void connect(Login login) throws Exception {
		super.connect(login);
		this.template = new LinkKitTemplate(connection());
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable finished) {
		if (this.template == null) {
			throw new IllegalStateException("Not connected");
		}
		this.template.topic(topic).withQos(qos).publish(payload).thenAccept((result) -> finish(result, finished));
	}

}
