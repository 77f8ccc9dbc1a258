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

import io.linkkit.messaging.observation.LinkKitObservation.ProcessHighCardinalityKey;
import io.linkkit.messaging.observation.LinkKitObservation.ProcessLowCardinalityKey;
import io.micrometer.common.KeyValues;

/**
 * What {@link LinkKitObservation#PROCESS} says, unless an application decides otherwise.
 */
public class DefaultLinkKitProcessObservationConvention implements LinkKitProcessObservationConvention {

	static final DefaultLinkKitProcessObservationConvention INSTANCE = new DefaultLinkKitProcessObservationConvention();

	static final String NAME = "linkkit.message.process";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(LinkKitProcessContext context) {
		return "process " + template(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(LinkKitProcessContext context) {
		return KeyValues.of(ProcessLowCardinalityKey.SYSTEM.withValue("mqtt"),
				ProcessLowCardinalityKey.OPERATION.withValue("process"),
				ProcessLowCardinalityKey.TOPIC_TEMPLATE.withValue(template(context)),
				ProcessLowCardinalityKey.LISTENER_ID.withValue(context.getListenerId()),
				ProcessLowCardinalityKey.PRODUCT_KEY.withValue(context.getDevice().productKey()),
				ProcessLowCardinalityKey.DEVICE_NAME.withValue(context.getDevice().deviceName()),
				ProcessLowCardinalityKey.QOS.withValue(String.valueOf(context.getMessage().qos())),
				ProcessLowCardinalityKey.OUTCOME.withValue(outcome(context)));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(LinkKitProcessContext context) {
		return KeyValues.of(ProcessHighCardinalityKey.TOPIC.withValue(context.getMessage().topic()),
				ProcessHighCardinalityKey.SIZE.withValue(String.valueOf(context.getMessage().payload().length)));
	}

	private static String template(LinkKitProcessContext context) {
		return TopicTemplate.of(context.getTopicFilter(), context.getDevice());
	}

	private static String outcome(LinkKitProcessContext context) {
		if (context.getError() != null) {
			return "failed";
		}
		return context.isLate() ? "late" : "handled";
	}

}
