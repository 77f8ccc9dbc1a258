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

package io.linkkit.messaging.observation;

import io.linkkit.connection.PublishResult;
import io.linkkit.identity.DeviceIdentity;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message that is published. Knows nothing of its payload but the
 * size. What a tracer would write into the message is thrown away: MQTT 3.1.1 has no
 * headers.
 */
public class LinkKitPublishContext extends SenderContext<String> {

	private final DeviceIdentity device;

	private final String topic;

	private final int qos;

	private int size = -1;

	private @Nullable PublishResult result;

	/**
	 * Create a context.
	 * @param device who publishes
	 * @param topic where to
	 * @param qos quality of service, 0 or 1
	 */
	public LinkKitPublishContext(DeviceIdentity device, String topic, int qos) {
		super((carrier, key, value) -> {
		}, Kind.PRODUCER);
		setCarrier(topic);
		this.device = device;
		this.topic = topic;
		this.qos = qos;
	}

	/**
	 * Return who publishes.
	 * @return the device
	 */
	public DeviceIdentity getDevice() {
		return this.device;
	}

	/**
	 * Return where the message goes.
	 * @return the topic
	 */
	public String getTopic() {
		return this.topic;
	}

	/**
	 * Return with which quality of service.
	 * @return 0 or 1
	 */
	public int getQos() {
		return this.qos;
	}

	/**
	 * Return how many bytes the payload has.
	 * @return the number, or -1 as long as it is not known
	 */
	public int getSize() {
		return this.size;
	}

	/**
	 * Set how many bytes the payload has.
	 * @param size the number
	 */
	public void setSize(int size) {
		this.size = size;
	}

	/**
	 * Return what became of the message.
	 * @return the result, or {@code null} if it is not known yet, or there is none
	 * because of an error
	 */
	public @Nullable PublishResult getResult() {
		return this.result;
	}

	/**
	 * Set what became of the message.
	 * @param result the result
	 */
	public void setResult(PublishResult result) {
		this.result = result;
	}

}
