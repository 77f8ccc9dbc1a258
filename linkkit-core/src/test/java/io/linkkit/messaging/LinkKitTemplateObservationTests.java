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

package io.linkkit.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.PublishResult.DropReason;
import io.linkkit.connection.PublishResult.RejectReason;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.observation.DefaultLinkKitPublishObservationConvention;
import io.linkkit.messaging.observation.LinkKitObservations;
import io.linkkit.messaging.observation.LinkKitPublishContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for what {@link LinkKitTemplate} lets be observed.
 */
class LinkKitTemplateObservationTests {

	private static final String NAME = "linkkit.message.publish";

	private static final String TEMPLATE = "/${productKey}/${deviceName}/user/update";

	private static final String TOPIC = "/a1B2c3D4e5F/sensor_01/user/update";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final LinkKitConnection connection = mock();

	private final CompletableFuture<PublishResult> result = new CompletableFuture<>();

	private final LinkKitTemplate template;

	LinkKitTemplateObservationTests() {
		given(this.connection.device()).willReturn(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"));
		given(this.connection.publish(any(OutgoingMessage.class))).willReturn(this.result);
		given(this.connection.mayAwaitResults()).willReturn(true);
		this.template = template(new LinkKitObservations(this.registry, null, null));
	}

	private LinkKitTemplate template(LinkKitObservations observations) {
		return new LinkKitTemplate(this.connection, new PayloadConverter(List.of(), JsonMapper::shared), 1,
				observations);
	}

	@Test
	void anObservationLastsUntilTheResultIsKnown() {
		CompletableFuture<PublishResult> published = this.template.publish(TEMPLATE, "four");
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME).that().hasBeenStarted().isNotStopped();
		CompletableFuture<Void> after = published
			.thenRun(() -> assertThat(this.registry).hasObservationWithNameEqualTo(NAME).that().hasBeenStopped());
		this.result.complete(new PublishResult.Acknowledged());
		assertThat(after).isCompleted();
		assertThat(this.registry).doesNotHaveAnyRemainingCurrentObservation();
	}

	@Test
	void itTellsWhatIsDocumented() {
		this.result.complete(new PublishResult.Acknowledged());
		this.template.publish(TEMPLATE, "four");
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasContextualNameEqualTo("publish " + TEMPLATE)
			.hasLowCardinalityKeyValue("messaging.system", "mqtt")
			.hasLowCardinalityKeyValue("messaging.operation", "publish")
			.hasLowCardinalityKeyValue("messaging.destination.template", TEMPLATE)
			.hasLowCardinalityKeyValue("product.key", "a1B2c3D4e5F")
			.hasLowCardinalityKeyValue("device.name", "sensor_01")
			.hasLowCardinalityKeyValue("qos", "1")
			.hasLowCardinalityKeyValue("outcome", "acknowledged")
			.hasLowCardinalityKeyValue("reason", "none")
			.hasHighCardinalityKeyValue("messaging.destination.name", TOPIC)
			.hasHighCardinalityKeyValue("messaging.message.body.size", "4")
			.hasKeyValuesCount(10);
	}

	@Test
	void itTellsWhyAMessageIsRejectedOrDropped() {
		this.result.complete(new PublishResult.Rejected(RejectReason.QUEUE_FULL, "full"));
		this.template.publish(TOPIC, "x");
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasLowCardinalityKeyValue("outcome", "rejected")
			.hasLowCardinalityKeyValue("reason", "queue-full");
		this.registry.clear();
		this.result.obtrudeValue(new PublishResult.Dropped(DropReason.EXPIRED));
		this.template.publishAndWait(TOPIC, "x", Duration.ofSeconds(1));
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasLowCardinalityKeyValue("outcome", "dropped")
			.hasLowCardinalityKeyValue("reason", "expired");
	}

	@Test
	void whatCannotBeConvertedIsAnError() {
		List<Object> endless = new ArrayList<>();
		endless.add(endless);
		assertThatExceptionOfType(PayloadConversionException.class)
			.isThrownBy(() -> this.template.publish(TOPIC, endless));
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasBeenStopped()
			.hasError()
			.hasLowCardinalityKeyValue("outcome", "failed")
			.doesNotHaveHighCardinalityKeyValueWithKey("messaging.message.body.size");
		assertThat(this.registry).doesNotHaveAnyRemainingCurrentObservation();
	}

	@Test
	void theIdOfARequestIsNoPartOfTheTemplate() {
		this.template.publish("/sys/a1B2c3D4e5F/sensor_01/rrpc/response/4711", "x");
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasLowCardinalityKeyValue("messaging.destination.template",
					"/sys/${productKey}/${deviceName}/rrpc/response/+");
		this.registry.clear();
		this.template.publish("/ext/rrpc/4711/a1B2c3D4e5F/sensor_01/user/get", "x");
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME)
			.that()
			.hasLowCardinalityKeyValue("messaging.destination.template",
					"/ext/rrpc/+/${productKey}/${deviceName}/user/get");
	}

	@Test
	void anObservationAroundItIsTheParent() {
		Observation around = Observation.start("around", this.registry);
		around.scoped(() -> this.template.publish(TOPIC, "x"));
		around.stop();
		assertThat(this.registry).hasObservationWithNameEqualTo(NAME).that().hasParentObservationEqualTo(around);
	}

	@Test
	void anApplicationMayDescribeItDifferently() {
		template(new LinkKitObservations(this.registry, new Shouting(), null)).publish(TOPIC, "x");
		assertThat(this.registry).hasObservationWithNameEqualTo("SHOUT");
	}

	@Test
	void withoutObserversTheResultIsTheConnectionsOwn() {
		assertThat(template(LinkKitObservations.NONE).publish(TOPIC, "x")).isSameAs(this.result);
	}

	private static final class Shouting extends DefaultLinkKitPublishObservationConvention {

		@Override
		public String getName() {
			return "SHOUT";
		}

		@Override
		public String getContextualName(LinkKitPublishContext context) {
			return "shout";
		}

	}

}
