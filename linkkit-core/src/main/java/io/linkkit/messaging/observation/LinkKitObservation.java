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

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * What is observed, and what observations say. No observation says anything of a payload
 * but its size.
 */
public enum LinkKitObservation implements ObservationDocumentation {

	/**
	 * A message is published by {@link io.linkkit.messaging.LinkKitOperations}: from the
	 * call until it is known what became of it, however long it waits while the device is
	 * offline.
	 */
	PUBLISH {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultLinkKitPublishObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return PublishLowCardinalityKey.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return PublishHighCardinalityKey.values();
		}

	},

	/**
	 * A listener deals with a message: from the call of its method until it has returned,
	 * or what it returned is complete, and a reply is on its way.
	 */
	PROCESS {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultLinkKitProcessObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return ProcessLowCardinalityKey.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return ProcessHighCardinalityKey.values();
		}

	};

	/**
	 * Keys of {@link #PUBLISH} that have few values.
	 */
	public enum PublishLowCardinalityKey implements KeyName {

		/**
		 * Always {@code mqtt}.
		 */
		SYSTEM("messaging.system"),

		/**
		 * Always {@code publish}.
		 */
		OPERATION("messaging.operation"),

		/**
		 * The topic, with placeholders for the device and a plus for the id of a request.
		 */
		TOPIC_TEMPLATE("messaging.destination.template"),

		/**
		 * Product of the device.
		 */
		PRODUCT_KEY("product.key"),

		/**
		 * Name of the device.
		 */
		DEVICE_NAME("device.name"),

		/**
		 * Quality of service: 0 or 1.
		 */
		QOS("qos"),

		/**
		 * What became of the message: {@code acknowledged}, {@code rejected},
		 * {@code dropped}, {@code kept} on disk, {@code failed} if its payload could not
		 * be turned into bytes, {@code unknown} before that is known.
		 */
		OUTCOME("outcome"),

		/**
		 * Why it was rejected or dropped, otherwise {@code none}.
		 */
		REASON("reason");

		private final String key;

		PublishLowCardinalityKey(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of {@link #PUBLISH} that may have many values.
	 */
	public enum PublishHighCardinalityKey implements KeyName {

		/**
		 * The topic itself.
		 */
		TOPIC("messaging.destination.name"),

		/**
		 * Bytes of the payload; missing if it could not be turned into bytes.
		 */
		SIZE("messaging.message.body.size");

		private final String key;

		PublishHighCardinalityKey(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of {@link #PROCESS} that have few values.
	 */
	public enum ProcessLowCardinalityKey implements KeyName {

		/**
		 * Always {@code mqtt}.
		 */
		SYSTEM("messaging.system"),

		/**
		 * Always {@code process}.
		 */
		OPERATION("messaging.operation"),

		/**
		 * The topic filter of the subscription, with placeholders for the device.
		 */
		TOPIC_TEMPLATE("messaging.destination.template"),

		/**
		 * Id of the listener.
		 */
		LISTENER_ID("listener.id"),

		/**
		 * Product of the device.
		 */
		PRODUCT_KEY("product.key"),

		/**
		 * Name of the device.
		 */
		DEVICE_NAME("device.name"),

		/**
		 * Quality of service: 0 or 1.
		 */
		QOS("qos"),

		/**
		 * What became of the message: {@code handled}, {@code failed}, or {@code late}
		 * for a request by RRPC whose answer nobody waits for any more.
		 */
		OUTCOME("outcome");

		private final String key;

		ProcessLowCardinalityKey(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

	/**
	 * Keys of {@link #PROCESS} that may have many values.
	 */
	public enum ProcessHighCardinalityKey implements KeyName {

		/**
		 * The topic itself.
		 */
		TOPIC("messaging.destination.name"),

		/**
		 * Bytes of the payload.
		 */
		SIZE("messaging.message.body.size");

		private final String key;

		ProcessHighCardinalityKey(String key) {
			this.key = key;
		}

		@Override
		public String asString() {
			return this.key;
		}

	}

}
