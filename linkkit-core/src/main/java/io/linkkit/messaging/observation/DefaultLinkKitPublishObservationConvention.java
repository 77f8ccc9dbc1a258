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

import java.util.Locale;

import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.observation.LinkKitObservation.PublishHighCardinalityKey;
import io.linkkit.messaging.observation.LinkKitObservation.PublishLowCardinalityKey;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LinkKitObservation#PUBLISH} says, unless an application decides otherwise.
 */
public class DefaultLinkKitPublishObservationConvention implements LinkKitPublishObservationConvention {

	static final DefaultLinkKitPublishObservationConvention INSTANCE = new DefaultLinkKitPublishObservationConvention();

	static final String NAME = "linkkit.message.publish";

	@Override
	public String getName() {
		return NAME;
	}

	@Override
	public String getContextualName(LinkKitPublishContext context) {
		return "publish " + template(context);
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(LinkKitPublishContext context) {
		return KeyValues.of(PublishLowCardinalityKey.SYSTEM.withValue("mqtt"),
				PublishLowCardinalityKey.OPERATION.withValue("publish"),
				PublishLowCardinalityKey.TOPIC_TEMPLATE.withValue(template(context)),
				PublishLowCardinalityKey.PRODUCT_KEY.withValue(context.getDevice().productKey()),
				PublishLowCardinalityKey.DEVICE_NAME.withValue(context.getDevice().deviceName()),
				PublishLowCardinalityKey.QOS.withValue(String.valueOf(context.getQos())),
				PublishLowCardinalityKey.OUTCOME.withValue(outcome(context)),
				PublishLowCardinalityKey.REASON.withValue(reason(context.getResult())));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(LinkKitPublishContext context) {
		KeyValues topic = KeyValues.of(PublishHighCardinalityKey.TOPIC.withValue(context.getTopic()));
		return (context.getSize() >= 0)
				? topic.and(PublishHighCardinalityKey.SIZE.withValue(String.valueOf(context.getSize()))) : topic;
	}

	private static String template(LinkKitPublishContext context) {
		return TopicTemplate.of(context.getTopic(), context.getDevice());
	}

	private static String outcome(LinkKitPublishContext context) {
		PublishResult result = context.getResult();
		if (result == null) {
			return (context.getError() != null) ? "failed" : "unknown";
		}
		return result.getClass().getSimpleName().toLowerCase(Locale.ROOT);
	}

	private static String reason(@Nullable PublishResult result) {
		if (result instanceof PublishResult.Rejected rejected) {
			return constant(rejected.reason());
		}
		return (result instanceof PublishResult.Dropped dropped) ? constant(dropped.reason()) : "none";
	}

	private static String constant(Enum<?> reason) {
		return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
