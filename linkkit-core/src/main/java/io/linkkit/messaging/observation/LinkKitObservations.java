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

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how to observe messages.
 *
 * @param registry told about them; with {@link ObservationRegistry#NOOP} nothing is
 * observed
 * @param publish names and describes what is published, or {@code null} for
 * {@link DefaultLinkKitPublishObservationConvention}
 * @param process names and describes what listeners do, or {@code null} for
 * {@link DefaultLinkKitProcessObservationConvention}
 */
public record LinkKitObservations(ObservationRegistry registry, @Nullable LinkKitPublishObservationConvention publish,
		@Nullable LinkKitProcessObservationConvention process) {

	/**
	 * Observe nothing.
	 */
	public static final LinkKitObservations NONE = new LinkKitObservations(ObservationRegistry.NOOP, null, null);

	/**
	 * Return whether nothing is to be observed. Asked for each message, since handlers
	 * may be added to a registry at any time.
	 * @return whether it is so
	 */
	public boolean isNoop() {
		return this.registry.isNoop();
	}

	/**
	 * Make an observation of a message that is published.
	 * @param context what is known of it
	 * @return an observation that is not started yet
	 */
	public Observation publication(LinkKitPublishContext context) {
		return LinkKitObservation.PUBLISH.observation(this.publish, DefaultLinkKitPublishObservationConvention.INSTANCE,
				() -> context, this.registry);
	}

	/**
	 * Make an observation of a message that a listener deals with.
	 * @param context what is known of it
	 * @return an observation that is not started yet
	 */
	public Observation processing(LinkKitProcessContext context) {
		return LinkKitObservation.PROCESS.observation(this.process, DefaultLinkKitProcessObservationConvention.INSTANCE,
				() -> context, this.registry);
	}

}
