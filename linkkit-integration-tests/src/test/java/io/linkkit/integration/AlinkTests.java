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

package io.linkkit.integration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.connection.event.DeviceKickedEvent;
import io.linkkit.connection.event.SubscriptionRejectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.messaging.alink.AlinkClient;
import io.linkkit.messaging.alink.AlinkException;
import io.linkkit.messaging.alink.AlinkReply;
import io.linkkit.messaging.device.DeviceTags;
import io.linkkit.messaging.event.PlatformErrorEvent;
import io.linkkit.messaging.event.PlatformNotificationEvent;
import io.linkkit.messaging.time.PlatformClock;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.SimulatedProduct;
import io.linkkit.simulator.platform.AlinkReplyFault;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.DeviceMessage;
import io.linkkit.simulator.platform.PublishOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a device and the platform say to each other beside the application's own messages,
 * and row F32 of the fault matrix.
 */
class AlinkTests implements FaultRow {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final String BATCH = "thing/event/property/batch/post";

	private static final String BATCH_METHOD = "thing.event.property.batch.post";

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	@AfterEach
	void stopSimulation() {
		this.simulation.close();
	}

	private EdgeApplication online(String... properties) {
		EdgeApplication application = this.simulation.start(properties);
		application.awaitState(ConnectionState.CONNECTED);
		return application;
	}

	private static <T> T bean(EdgeApplication application, Class<T> type) {
		return application.context().getBean(type);
	}

	private static <T extends ApplicationEvent> List<T> hear(EdgeApplication application, Class<T> type) {
		List<T> heard = new CopyOnWriteArrayList<>();
		application.context().addApplicationListener((ApplicationListener<ApplicationEvent>) (event) -> {
			if (type.isInstance(event)) {
				heard.add(type.cast(event));
			}
		});
		return heard;
	}

	private static AlinkException failureOf(CompletableFuture<?> future) {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		assertThat(future).failsWithin(TIMEOUT)
			.withThrowableOfType(ExecutionException.class)
			.satisfies((ex) -> failure.complete(ex.getCause()));
		assertThat(failure.join()).isInstanceOf(AlinkException.class);
		return (AlinkException) failure.join();
	}

	static Stream<AlinkReplyFault> f32RepliesOfEveryShapeFindTheirRequests() {
		return Stream.of(new AlinkReplyFault.Bare(), new AlinkReplyFault.CodeAsText(),
				new AlinkReplyFault.Delayed(Duration.ofMillis(300)));
	}

	@ParameterizedTest
	@MethodSource
	void f32RepliesOfEveryShapeFindTheirRequests(AlinkReplyFault fault) {
		this.simulation.simulator().faults().failAlinkReplies(fault);
		try (EdgeApplication application = online()) {
			assertThat(bean(application, DeviceTags.class).update(Map.of("room", "1"))).succeedsWithin(TIMEOUT)
				.satisfies((reply) -> assertThat(reply.code().isSuccess()).isTrue());
			assertThat(this.device.tags()).containsExactly(Map.entry("room", "1"));
			await().atMost(TIMEOUT).until(() -> bean(application, AlinkClient.class).status().openRequests() == 0);
			assertThat(bean(application, AlinkClient.class).status().unreadableReplies()).isZero();
		}
	}

	@Test
	void f32ReplyThatNeverComesEndsInTimeAndHurtsNothing() {
		this.simulation.simulator().faults().failAlinkReplies(new AlinkReplyFault.Withheld());
		try (EdgeApplication application = online("linkkit.alink.timeout=200ms")) {
			assertThat(failureOf(bean(application, DeviceTags.class).update(Map.of("room", "1"))).getKind())
				.isEqualTo(AlinkException.Kind.TIMEOUT);
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
			this.simulation.simulator().faults().heal();
			assertThat(bean(application, DeviceTags.class).remove(List.of("room"))).succeedsWithin(TIMEOUT);
			assertThat(this.device.tags()).isEmpty();
		}
	}

	@Test
	void f32RefusalOfTheDevicesInformationIsToldOnceWithCodeAndRemedy(CapturedOutput output) {
		this.simulation.simulator().faults().failAlinkReplies(new AlinkReplyFault.Refused(6100));
		String told = "The platform refused the device's information";
		try (EdgeApplication application = online()) {
			await().atMost(TIMEOUT).until(() -> output.getAll().contains(told));
			this.device.cutConnection(ConnectionCut.RST);
			application.awaitEvent(DeviceConnectedEvent.class, 2);
			await().atMost(TIMEOUT).until(() -> infoMessages() == 2);
			await().atMost(TIMEOUT).until(() -> bean(application, AlinkClient.class).status().openRequests() == 0);
		}
		assertThat(output.getAll().split(told, -1)).as("told once").hasSize(2);
		assertThat(output.getAll()).contains("6100 (device not found)", "Check product key and device name");
	}

	private long infoMessages() {
		return this.device.publishedMessages()
			.stream()
			.filter((message) -> message.topic().endsWith("thing/deviceinfo/update"))
			.count();
	}

	@Test
	void f32ErrorOfThePlatformIsPublished(CapturedOutput output) {
		try (EdgeApplication application = online()) {
			List<PlatformErrorEvent> heard = hear(application, PlatformErrorEvent.class);
			assertThat(this.device.error(427, "said by the platform")).isEqualTo(PublishOutcome.SENT);
			await().atMost(TIMEOUT).until(() -> heard.size() == 1);
			assertThat(heard.get(0).getCode().value()).isEqualTo(427);
			assertThat(heard.get(0).getMessage()).isEqualTo("said by the platform");
			assertThat(heard.get(0).getSubject())
				.isEqualTo(new DeviceIdentity(this.device.productKey(), this.device.deviceName()));
			assertThat(application.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
		}
		assertThat(output.getAll()).contains("427 (same identity logged in elsewhere)")
			.doesNotContain("said by the platform");
	}

	@Test
	void notificationIsPublishedAndKicksAreStillKicks() {
		try (EdgeApplication application = online()) {
			List<PlatformNotificationEvent> heard = hear(application, PlatformNotificationEvent.class);
			assertThat(this.device.notification("news", "good ones")).isTrue();
			await().atMost(TIMEOUT).until(() -> heard.size() == 1);
			assertThat(heard.get(0).getTitle()).isEqualTo("news");
			assertThat(heard.get(0).getContent()).isEqualTo("good ones");
			assertThat(application.eventsOf(DeviceKickedEvent.class)).isEmpty();
			this.device.kick();
			application.awaitEvent(DeviceKickedEvent.class);
			await().atMost(TIMEOUT).until(() -> heard.size() == 2);
			assertThat(heard.get(1).getTitle()).isEqualTo("kick");
			assertThat(application.eventsOf(SubscriptionRejectedEvent.class)).isEmpty();
		}
	}

	@Test
	void firstRequestOnATopicIsNotSentBeforeItsReplyCanCome() {
		try (EdgeApplication application = online()) {
			for (int i = 0; i < 20; i++) {
				// topics that the platform does not subscribe by itself
				String topic = "thing/free/" + i;
				CompletableFuture<AlinkReply> reply = bean(application, AlinkClient.class).request(topic, "free", null);
				DeviceMessage request = this.device.awaitPublished(this.device.systemTopic(topic), TIMEOUT);
				assertThat(replyTo(request)).isEqualTo(PublishOutcome.SENT);
				assertThat(reply).succeedsWithin(TIMEOUT);
			}
		}
	}

	private PublishOutcome replyTo(DeviceMessage request) {
		String id = JsonMapper.shared().readTree(request.payload()).path("id").asString();
		return this.device.publish(request.topic() + "_reply", "{\"id\":\"" + id + "\",\"code\":200}");
	}

	@Test
	void requestMadeOfflineIsSentInTimeOrNeverAgain() {
		try (EdgeApplication application = online()) {
			AlinkClient client = bean(application, AlinkClient.class);
			this.simulation.simulator().faults().stopListening();
			this.simulation.simulator().faults().cutAll(ConnectionCut.RST);
			application.awaitEvent(DeviceDisconnectedEvent.class);
			CompletableFuture<AlinkReply> impatient = client.request(BATCH, BATCH_METHOD, "impatient",
					Duration.ofMillis(200));
			CompletableFuture<AlinkReply> patient = client.request(BATCH, BATCH_METHOD, "patient", TIMEOUT);
			assertThat(failureOf(impatient)).hasMessageContaining("it is not sent any more");
			this.simulation.simulator().faults().resumeListening();
			DeviceMessage request = this.device.awaitPublished(this.device.systemTopic(BATCH), TIMEOUT);
			assertThat(request.text()).contains("\"patient\"");
			assertThat(replyTo(request)).isEqualTo(PublishOutcome.SENT);
			assertThat(patient).succeedsWithin(TIMEOUT);
		}
	}

	@Test
	void tagsOfThePropertiesAreToldOnceForEachStart() {
		try (EdgeApplication application = online("linkkit.tags.[building_no]=七号楼")) {
			assertThat(this.device.awaitDeviceInfo("building_no", TIMEOUT)).isEqualTo("七号楼");
			await().atMost(TIMEOUT).until(() -> bean(application, AlinkClient.class).status().openRequests() == 0);
			long before = infoMessages();
			this.device.cutConnection(ConnectionCut.RST);
			application.awaitEvent(DeviceConnectedEvent.class, 2);
			await().atMost(TIMEOUT).until(() -> infoMessages() == before + 1);
			assertThat(this.device.publishedMessages().get(this.device.publishedMessages().size() - 1).text())
				.contains("SYS_SDK_LANGUAGE");
		}
	}

	@Test
	void clockShowsThePlatformsTime() {
		this.simulation.simulator().faults().shiftClock(Duration.ofDays(-1));
		try (EdgeApplication application = online("linkkit.ntp.enabled=true")) {
			PlatformClock clock = bean(application, PlatformClock.class);
			await().atMost(TIMEOUT).until(() -> clock.offset().isPresent());
			assertThat(clock.offset().orElseThrow()).isBetween(Duration.ofDays(-1).minus(TIMEOUT),
					Duration.ofDays(-1).plus(TIMEOUT));
			this.simulation.simulator().faults().shiftClock(Duration.ofDays(1));
			assertThat(clock.synchronize()).succeedsWithin(TIMEOUT)
				.satisfies((offset) -> assertThat(offset).isBetween(Duration.ofDays(1).minus(TIMEOUT),
						Duration.ofDays(1).plus(TIMEOUT)));
		}
	}

	@Test
	void broadcastsAreHeardWithAndWithoutASubscription() {
		String free = "/broadcast/" + this.device.productKey() + "/news";
		String system = this.device.systemTopic("broadcast/request/+");
		List<String> heard = new CopyOnWriteArrayList<>();
		List<String> subscribed = new CopyOnWriteArrayList<>();
		try (EdgeApplication application = this.simulation.start("linkkit.auto-connect=false")) {
			application.connection().subscribe(free, 1, (message) -> heard.add(text(message.payload())));
			application.connection().listen(system, (message) -> heard.add(text(message.payload())));
			application.connection().subscribe(system, 1, (message) -> subscribed.add(text(message.payload())));
			application.connection().start();
			application.awaitState(ConnectionState.CONNECTED);
			SimulatedProduct product = this.simulation.simulator().cloud().products().get(0);
			assertThat(product.broadcast("news", "to subscribers")).isOne();
			assertThat(product.broadcastToOnlineDevices("42", "to all")).isOne();
			await().atMost(TIMEOUT).until(() -> heard.size() == 2 && subscribed.size() == 1);
			assertThat(heard).containsExactly("to subscribers", "to all");
			assertThat(subscribed).containsExactly("to all");
			assertThat(application.eventsOf(SubscriptionRejectedEvent.class)).isEmpty();
		}
	}

	private static String text(byte[] payload) {
		return new String(payload, StandardCharsets.UTF_8);
	}

}
