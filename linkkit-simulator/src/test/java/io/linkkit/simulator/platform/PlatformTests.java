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

package io.linkkit.simulator.platform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Reference §6.
 */
class PlatformTests {

	private static final String SECRET = "0123456789abcdef0123456789ABCDEF";

	private static final String TOPIC = "/pk/device/user/get";

	private final MutableClock clock = new MutableClock();

	private final SimulatorLog log = new SimulatorLog(this.clock);

	private final FaultPlan faults = new FaultPlan();

	private final Platform platform = new Platform(this.log, this.faults, PlatformSettings.lenient(), this.clock);

	private final Platform limitedPlatform = new Platform(this.log, this.faults, PlatformSettings.strict(), this.clock);

	private final DeviceIdentity identity = new DeviceIdentity("pk", "device");

	private final Device device = this.platform.createDevice(this.identity, SECRET);

	private final RecordingConnection connection = RecordingConnection.overTls();

	@Test
	void acceptedDeviceIsOnlineSinceItsLogin() throws Exception {
		connect(Login.of(this.device));
		assertThat(this.connection.events()).containsExactly("accepted");
		assertThat(this.platform.onlineSince(this.device)).hasValue(this.clock.instant());
	}

	@Test
	void refusedDeviceIsAnsweredAndStaysOffline() throws Exception {
		Optional<ConnectedClient> online = this.platform.connect(Login.of(this.device).secret("wrong").signed(),
				this.connection);
		assertThat(online).isEmpty();
		assertThat(this.connection.events()).containsExactly("refused with 4");
		assertThat(this.platform.onlineSince(this.device)).isEmpty();
		assertThat(this.log.entries(LogEvent.LOGIN_REFUSED)).singleElement()
			.satisfies((entry) -> assertThat(entry.reason()).isEqualTo("signature"))
			.satisfies((entry) -> assertThat(entry.device()).isEqualTo("device&pk"));
	}

	@Test
	void olderConnectionIsToldAndClosedWhenItUnderstandsNotices() throws Exception {
		connect(Login.of(this.device).and("ext=3"));
		RecordingConnection newer = RecordingConnection.overTls();
		this.platform.connect(Login.of(this.device).signed(), newer);
		assertThat(this.connection.events()).containsExactly("accepted", "delivered /ext/notify", "closed soon");
		assertThat(this.connection.deliveries()).singleElement().satisfies((notice) -> {
			assertThat(notice.qos()).isZero();
			assertThat(text(notice)).isEqualTo("{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}");
		});
		assertThat(newer.events()).containsExactly("accepted");
	}

	@Test
	void olderConnectionIsClosedWithoutAWordOtherwise() throws Exception {
		connect(Login.of(this.device).and("ext=1"));
		this.platform.connect(Login.of(this.device).signed(), RecordingConnection.overTls());
		assertThat(this.connection.events()).containsExactly("accepted", "closed");
	}

	@Test
	void endOfTheOlderConnectionDoesNotTakeTheNewerOffline() throws Exception {
		OnlineDevice older = connect(Login.of(this.device));
		this.platform.connect(Login.of(this.device).signed(), RecordingConnection.overTls());
		older.disconnected("lost", "");
		assertThat(this.platform.onlineSince(this.device)).isPresent();
	}

	@Test
	void packetsOfTheOlderConnectionDoNotTouchTheSessionOfTheNewer() throws Exception {
		OnlineDevice older = connect(Login.of(this.device));
		OnlineDevice newer = (OnlineDevice) this.platform
			.connect(Login.of(this.device).signed(), RecordingConnection.overTls())
			.orElseThrow();
		subscribe(newer, TOPIC);
		assertThat(subscribe(older, "/pk/device/user/other")).containsExactly(0x80);
		older.unsubscribe(List.of(TOPIC));
		assertThat(older.publish(TOPIC, 0, false, false, new byte[0])).isEqualTo(PublishVerdict.CLOSE);
		assertThat(this.platform.subscriptions(this.device)).containsExactly(new TopicFilter(TOPIC));
	}

	@Test
	void kickClosesTheConnection() throws Exception {
		connect(Login.of(this.device).and("ext=2"));
		assertThat(this.platform.kick(this.device)).isTrue();
		assertThat(this.connection.events()).containsExactly("accepted", "delivered /ext/notify", "closed soon");
		assertThat(this.platform.kick(this.device)).isFalse();
	}

	@Test
	void disabledDeviceIsCutOffAndRefusedUntilEnabled() throws Exception {
		connect(Login.of(this.device));
		this.platform.disable(this.device);
		assertThat(this.connection.events()).containsExactly("accepted", "closed");
		assertThat(eventsOfLogin()).containsExactly("refused with 5");
		this.platform.enable(this.device);
		assertThat(eventsOfLogin()).containsExactly("accepted");
	}

	@Test
	void deletedDeviceIsCutOffAndItsNameCanBeGivenAgain() throws Exception {
		connect(Login.of(this.device));
		this.platform.delete(this.device);
		assertThat(this.connection.events()).containsExactly("accepted", "closed");
		assertThat(eventsOfLogin()).containsExactly("refused with 5");
		assertThat(this.platform.devices()).isEmpty();
		assertThatIllegalStateException().isThrownBy(() -> this.platform.enable(this.device));
		Device again = this.platform.createDevice(this.identity, "other");
		RecordingConnection another = RecordingConnection.overTls();
		this.platform.connect(Login.of(again).signed(), another);
		assertThat(another.events()).containsExactly("accepted");
	}

	@Test
	void nameIsUniqueInItsProduct() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.platform.createDevice(this.identity, null))
			.withMessageStartingWith("'deviceName'");
	}

	@Test
	void messageReachesASubscriberAtThePublishersQos() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		online.subscribe(List.of(new SubscriptionRequest(TOPIC, 0)));
		assertThat(publish(1)).isEqualTo(PublishOutcome.SENT);
		assertThat(publish(0)).isEqualTo(PublishOutcome.SENT);
		assertThat(this.connection.deliveries()).extracting(Delivery::qos).containsExactly(1, 0);
	}

	@Test
	void messageIsDroppedWhenNobodySubscribedOrIsThere() throws Exception {
		assertThat(publish(1)).isEqualTo(PublishOutcome.OFFLINE);
		OnlineDevice online = connect(Login.of(this.device));
		assertThat(publish(1)).isEqualTo(PublishOutcome.NOT_SUBSCRIBED);
		subscribe(online, TOPIC);
		online.unsubscribe(List.of(TOPIC));
		assertThat(publish(1)).isEqualTo(PublishOutcome.NOT_SUBSCRIBED);
	}

	@Test
	void messageIsDroppedWhenTheDeviceDoesNotRead() throws Exception {
		subscribe(connect(Login.of(this.device)), TOPIC);
		this.connection.setWritable(false);
		assertThat(publish(0)).isEqualTo(PublishOutcome.THROTTLED);
		assertThat(publish(1)).isEqualTo(PublishOutcome.THROTTLED);
		assertThat(this.connection.deliveries()).isEmpty();
	}

	@Test
	void systemTopicsAreSubscribedWhenTheClientIdAsksForIt() throws Exception {
		connect(Login.of(this.device).and("_ss=1"));
		assertThat(this.platform.isSubscribedAutomatically(this.device)).isTrue();
		assertThat(this.platform.publish(this.device, "/sys/pk/device/thing/service/property/set", new byte[0], 0))
			.isEqualTo(PublishOutcome.SENT);
	}

	@Test
	void systemTopicsAreNotSubscribedOtherwise() throws Exception {
		connect(Login.of(this.device));
		assertThat(this.platform.publish(this.device, "/sys/pk/device/thing/service/property/set", new byte[0], 0))
			.isEqualTo(PublishOutcome.NOT_SUBSCRIBED);
	}

	@Test
	void keptSessionKeepsSubscriptionsAndQos1Messages() throws Exception {
		OnlineDevice online = connect(Login.of(this.device).keepSession());
		subscribe(online, TOPIC);
		online.disconnected("device", "");
		assertThat(publish(1, "one")).isEqualTo(PublishOutcome.STORED);
		assertThat(publish(0, "lost")).isEqualTo(PublishOutcome.OFFLINE);
		assertThat(publish(1, "two")).isEqualTo(PublishOutcome.STORED);
		RecordingConnection next = RecordingConnection.overTls();
		this.platform.connect(Login.of(this.device).keepSession().signed(), next);
		assertThat(next.events()).first().isEqualTo("accepted, session present");
		assertThat(next.deliveries()).extracting(PlatformTests::text).containsExactly("one", "two");
		assertThat(next.deliveries()).noneMatch(Delivery::duplicate);
	}

	@Test
	void messageWithoutAcknowledgementIsSentAgainAsDuplicate() throws Exception {
		OnlineDevice online = connect(Login.of(this.device).keepSession());
		subscribe(online, TOPIC);
		publish(1, "acknowledged");
		publish(1, "open");
		online.acknowledge(this.connection.deliveries().get(0).packetId());
		online.disconnected("lost", "");
		publish(1, "stored");
		RecordingConnection next = RecordingConnection.overTls();
		this.platform.connect(Login.of(this.device).keepSession().signed(), next);
		assertThat(next.deliveries()).extracting(PlatformTests::text).containsExactly("open", "stored");
		assertThat(next.deliveries()).extracting(Delivery::duplicate).containsExactly(true, false);
		assertThat(next.deliveries().get(0).packetId()).isEqualTo(this.connection.deliveries().get(1).packetId());
	}

	@Test
	void cleanSessionForgetsTheKeptOne() throws Exception {
		OnlineDevice online = connect(Login.of(this.device).keepSession());
		subscribe(online, TOPIC);
		online.disconnected("device", "");
		publish(1);
		RecordingConnection clean = RecordingConnection.overTls();
		this.platform.connect(Login.of(this.device).signed(), clean);
		assertThat(clean.events()).containsExactly("accepted");
		assertThat(this.platform.subscriptions(this.device)).isEmpty();
	}

	@Test
	void cleanSessionEndsWithItsConnection() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		subscribe(online, TOPIC);
		online.disconnected("device", "");
		assertThat(publish(1)).isEqualTo(PublishOutcome.OFFLINE);
		RecordingConnection next = RecordingConnection.overTls();
		this.platform.connect(Login.of(this.device).keepSession().signed(), next);
		assertThat(next.events()).containsExactly("accepted");
	}

	@Test
	void eightTopicsFitIntoOneSubscribe() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		List<Integer> codes = subscribe(online, userTopics(9));
		assertThat(codes.subList(0, 8)).containsOnly(1);
		assertThat(codes.get(8)).isEqualTo(0x80);
	}

	@Test
	void hundredSubscriptionsFitIntoOneDevice() throws Exception {
		OnlineDevice online = connect(Login.of(this.device).and("_ss=1"));
		for (String topic : userTopics(100)) {
			assertThat(subscribe(online, topic)).containsExactly(1);
		}
		assertThat(subscribe(online, "/pk/device/user/more")).containsExactly(0x80);
		assertThat(subscribe(online, userTopics(1))).containsExactly(1);
	}

	@Test
	void qosGrantedIsAtMostOne() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		List<Integer> codes = online.subscribe(List.of(new SubscriptionRequest("/pk/device/user/0", 0),
				new SubscriptionRequest("/pk/device/user/1", 1), new SubscriptionRequest("/pk/device/user/2", 2)));
		assertThat(codes).containsExactly(0, 1, 1);
	}

	@Test
	void foreignTopicIsRefusedInSuback() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		assertThat(subscribe(online, "/pk/other/user/get")).containsExactly(0x80);
		assertThat(this.platform.subscriptions(this.device)).isEmpty();
	}

	@Test
	void publishedMessageIsKeptForTheCloudSide() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		online.publish(TOPIC, 1, true, false, bytes("hello"));
		assertThat(this.platform.published(this.device)).singleElement().satisfies((message) -> {
			assertThat(message.topic()).isEqualTo(TOPIC);
			assertThat(message.qos()).isOne();
			assertThat(message.duplicate()).isTrue();
			assertThat(message.text()).isEqualTo("hello");
			assertThat(message.time()).isEqualTo(this.clock.instant());
		});
	}

	@Test
	void eachMessageIsTakenOnce() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		online.publish("/pk/device/user/a", 0, false, false, bytes("1"));
		online.publish("/pk/device/user/b", 0, false, false, bytes("2"));
		online.publish("/pk/device/user/a", 0, false, false, bytes("3"));
		assertThat(take("/pk/device/user/a")).hasValue("1");
		assertThat(take("/pk/device/user/+")).hasValue("2");
		assertThat(take("/pk/device/user/+")).hasValue("3");
		assertThat(take("/pk/device/user/+")).isEmpty();
	}

	@Test
	void messageToAnotherDeviceIsDroppedButAcknowledged() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		assertThat(online.publish("/pk/other/user/get", 1, false, false, new byte[0]))
			.isEqualTo(PublishVerdict.ACKNOWLEDGE);
		assertThat(this.platform.published(this.device)).isEmpty();
		assertThat(this.log.entries(LogEvent.PUBLISH_REFUSED)).extracting(LogEntry::reason)
			.containsExactly("not-authorized");
	}

	@Test
	void connectionIsClosedForWhatMqttOrThePlatformForbids() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		assertThat(online.publish(TOPIC, 2, false, false, new byte[0])).isEqualTo(PublishVerdict.CLOSE);
		assertThat(online.publish("/pk/device/user/+", 0, false, false, new byte[0])).isEqualTo(PublishVerdict.CLOSE);
		assertThat(online.publish("", 0, false, false, new byte[0])).isEqualTo(PublishVerdict.CLOSE);
		assertThat(online.publish(TOPIC, 0, false, false, new byte[256 * 1024 + 1])).isEqualTo(PublishVerdict.CLOSE);
		assertThat(online.publish(TOPIC, 0, false, false, new byte[256 * 1024])).isEqualTo(PublishVerdict.ACKNOWLEDGE);
	}

	@Test
	void retainFlagIsIgnored() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		assertThat(online.publish(TOPIC, 0, false, true, bytes("kept?"))).isEqualTo(PublishVerdict.ACKNOWLEDGE);
		subscribe(online, TOPIC);
		assertThat(this.connection.deliveries()).isEmpty();
	}

	@Test
	void customMessageComesBackToADeviceThatSubscribedToIt() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		subscribe(online, TOPIC);
		online.publish(TOPIC, 1, false, false, bytes("echo"));
		assertThat(this.connection.deliveries()).extracting(PlatformTests::text).containsExactly("echo");
	}

	@Test
	void deviceInfoIsAnsweredOnTheReplyTopic() throws Exception {
		OnlineDevice online = connect(Login.of(this.device).and("_ss=1"));
		online.publish("/sys/pk/device/thing/deviceinfo/update", 1, false, false,
				bytes("{\"id\":\"1\",\"params\":[{\"attrKey\":\"key\",\"attrValue\":\"value\"}]}"));
		assertThat(this.connection.deliveries()).extracting(Delivery::topic)
			.containsExactly("/sys/pk/device/thing/deviceinfo/update_reply");
		assertThat(this.platform.deviceInfo(this.device)).containsEntry("key", "value");
	}

	@Test
	void upstreamRatesAreKeptSilently() throws Exception {
		Device limited = this.limitedPlatform.createDevice(this.identity, SECRET);
		OnlineDevice online = (OnlineDevice) this.limitedPlatform.connect(Login.of(limited).signed(), this.connection)
			.orElseThrow();
		assertThat(verdicts(online, 1, 11)).containsOnlyOnce(PublishVerdict.KEEP_SILENT)
			.last()
			.isEqualTo(PublishVerdict.KEEP_SILENT);
		assertThat(verdicts(online, 0, 31)).containsOnlyOnce(PublishVerdict.KEEP_SILENT)
			.last()
			.isEqualTo(PublishVerdict.KEEP_SILENT);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(verdicts(online, 1, 10)).containsOnly(PublishVerdict.ACKNOWLEDGE);
		assertThat(this.limitedPlatform.published(limited)).hasSize(10 + 30 + 10);
	}

	@Test
	void downstreamRateIsKept() throws Exception {
		Device limited = this.limitedPlatform.createDevice(this.identity, SECRET);
		OnlineDevice online = (OnlineDevice) this.limitedPlatform.connect(Login.of(limited).signed(), this.connection)
			.orElseThrow();
		subscribe(online, TOPIC);
		for (int i = 0; i < 50; i++) {
			assertThat(this.limitedPlatform.publish(limited, TOPIC, new byte[0], 0)).isEqualTo(PublishOutcome.SENT);
		}
		assertThat(this.limitedPlatform.publish(limited, TOPIC, new byte[0], 0)).isEqualTo(PublishOutcome.THROTTLED);
	}

	@Test
	void fiveAttemptsToConnectAreAllowedInAMinute() throws Exception {
		Device limited = this.limitedPlatform.createDevice(this.identity, SECRET);
		for (int i = 0; i < 5; i++) {
			this.limitedPlatform.connect(Login.of(limited).secret("wrong").signed(), this.connection);
		}
		this.limitedPlatform.connect(Login.of(limited).signed(), this.connection);
		assertThat(this.connection.events()).endsWith("refused with 4", "refused with 3");
		this.clock.advance(Duration.ofMinutes(1));
		this.limitedPlatform.connect(Login.of(limited).signed(), this.connection);
		assertThat(this.connection.events()).endsWith("accepted");
	}

	@Test
	void ratesAreOffUnlessAskedFor() throws Exception {
		assertThat(verdicts(connect(Login.of(this.device)), 1, 100)).containsOnly(PublishVerdict.ACKNOWLEDGE);
	}

	@Test
	void faultRefusesEveryLogin() throws Exception {
		this.faults.setRefusal(ConnackCode.SERVER_UNAVAILABLE);
		assertThat(eventsOfLogin()).containsExactly("refused with 3");
		this.faults.clear();
		assertThat(eventsOfLogin()).containsExactly("accepted");
	}

	@Test
	void faultLeavesConnectWithoutAnAnswer() throws Exception {
		this.faults.setConnackWithheld(true);
		assertThat(eventsOfLogin()).isEmpty();
		assertThat(this.platform.onlineSince(this.device)).isEmpty();
	}

	@Test
	void faultTakesMessagesWithoutAcknowledgement() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		this.faults.setPubackWithheld(true);
		assertThat(verdicts(online, 1, 1)).containsExactly(PublishVerdict.KEEP_SILENT);
		assertThat(this.platform.published(this.device)).hasSize(1);
	}

	@Test
	void faultRefusesSubscriptions() throws Exception {
		OnlineDevice online = connect(Login.of(this.device));
		this.faults.refuseSubscription(TOPIC);
		assertThat(subscribe(online, TOPIC, "/pk/device/user/other")).containsExactly(0x80, 1);
	}

	@Test
	void nothingThatIsLoggedHoldsASecretOrAPayload() throws Exception {
		this.platform.connect(Login.of(this.device).secret("wrong").signed(), this.connection);
		OnlineDevice online = connect(Login.of(this.device));
		online.publish(TOPIC, 0, false, false, bytes("private words"));
		assertThat(this.log.entries()).extracting(LogEntry::toString)
			.noneMatch((entry) -> entry.contains(SECRET) || entry.contains("private words")
					|| entry.contains(new String(passwordOf(this.device), StandardCharsets.US_ASCII)));
	}

	private static byte[] passwordOf(Device device) {
		try {
			return Login.of(device).signed().password();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private OnlineDevice connect(Login login) throws Exception {
		return (OnlineDevice) this.platform.connect(login.signed(), this.connection).orElseThrow();
	}

	private List<String> eventsOfLogin() throws Exception {
		RecordingConnection attempt = RecordingConnection.overTls();
		this.platform.connect(Login.of(this.device).signed(), attempt);
		return attempt.events();
	}

	private List<Integer> subscribe(OnlineDevice online, String... topics) {
		return online.subscribe(List.of(topics).stream().map((topic) -> new SubscriptionRequest(topic, 1)).toList());
	}

	private static String[] userTopics(int count) {
		return IntStream.range(0, count).mapToObj((i) -> "/pk/device/user/" + i).toArray(String[]::new);
	}

	private PublishOutcome publish(int qos) {
		return publish(qos, "text");
	}

	private PublishOutcome publish(int qos, String text) {
		return this.platform.publish(this.device, TOPIC, bytes(text), qos);
	}

	private Optional<String> take(String filter) {
		return this.platform.awaitPublished(this.device, new TopicFilter(filter), Duration.ZERO)
			.map(DeviceMessage::text);
	}

	private static List<PublishVerdict> verdicts(OnlineDevice online, int qos, int count) {
		return Collections.nCopies(count, TOPIC)
			.stream()
			.map((topic) -> online.publish(topic, qos, false, false, new byte[0]))
			.toList();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String text(Delivery delivery) {
		return new String(delivery.payload(), StandardCharsets.UTF_8);
	}

}
