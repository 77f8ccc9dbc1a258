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

package io.linkkit.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.Device;
import io.linkkit.simulator.platform.DeviceMessage;
import io.linkkit.simulator.platform.Platform;
import io.linkkit.simulator.platform.PublishOutcome;
import io.linkkit.simulator.platform.TopicFilter;
import org.jspecify.annotations.Nullable;

/**
 * A device as the cloud side sees it: what it published, what to send to it, whether to
 * let it in. Thread-safe.
 */
public final class SimulatedDevice {

	private static final Duration RRPC_LIMIT = Duration.ofSeconds(8);

	private final Platform platform;

	private final SimulatorLog log;

	private final Device device;

	SimulatedDevice(Platform platform, SimulatorLog log, Device device) {
		this.platform = platform;
		this.log = log;
		this.device = device;
	}

	/**
	 * Return the key of its product.
	 * @return the product key
	 */
	public String productKey() {
		return this.device.identity().productKey();
	}

	/**
	 * Return its name.
	 * @return the device name, unique in its product
	 */
	public String deviceName() {
		return this.device.identity().deviceName();
	}

	/**
	 * Return its secret, as the console would show it. Each dynamic registration replaces
	 * it (reference §4.4).
	 * @return the device secret in the clear
	 */
	public String deviceSecret() {
		return this.platform.deviceSecret(this.device);
	}

	/**
	 * Return a custom topic of this device.
	 * @param name what follows {@code /user/}
	 * @return {@code /productKey/deviceName/user/name}
	 */
	public String userTopic(String name) {
		return "/" + productKey() + "/" + deviceName() + "/user/" + name;
	}

	/**
	 * Return a system topic of this device.
	 * @param name what follows the device name, such as {@code thing/event/property/post}
	 * @return {@code /sys/productKey/deviceName/name}
	 */
	public String systemTopic(String name) {
		return "/sys/" + productKey() + "/" + deviceName() + "/" + name;
	}

	/**
	 * Let the device in again.
	 */
	public void enable() {
		this.platform.enable(this.device);
	}

	/**
	 * Cut the device off and refuse its logins with CONNACK 5.
	 */
	public void disable() {
		this.platform.disable(this.device);
	}

	/**
	 * Return whether the device may log in.
	 * @return {@code false} when it was disabled or deleted
	 */
	public boolean isEnabled() {
		return this.platform.isEnabled(this.device);
	}

	/**
	 * Delete the device: it is cut off, and its logins are refused with CONNACK 5 until a
	 * device of that name is created.
	 */
	public void delete() {
		this.platform.delete(this.device);
	}

	/**
	 * Return whether the device has logged in, with its secret or a token, since it was
	 * created or its registration was reset. An activated device cannot be registered
	 * with {@code register} or over HTTPS (reference §4.4).
	 * @return whether it is activated
	 */
	public boolean isActivated() {
		return this.platform.registrationConsole().isActivated(this.device);
	}

	/**
	 * Allow an activated device to be registered again, as {@code ResetThing} of the
	 * cloud API does (reference §4.4). Its secret stays valid until then.
	 */
	public void resetRegistration() {
		this.platform.registrationConsole().resetRegistration(this.device);
	}

	/**
	 * Return the client ids that were issued with tokens, at most five: one for each
	 * physical device registered under this name with {@code regnwl} (reference §5.3).
	 * @return those that are not barred, oldest first
	 */
	public List<String> tokenClientIds() {
		return this.platform.registrationConsole().tokenClientIds(this.device);
	}

	/**
	 * Bar all client ids that were issued with tokens ("清除" in the console), which makes
	 * room for five new ones. A connection made with one is closed.
	 */
	public void clearTokens() {
		this.platform.registrationConsole().clearTokens(this.device);
	}

	/**
	 * Bar all client ids that were issued with tokens except one ("切换" in the console). A
	 * connection made with a barred one is closed.
	 * @param clientId the one to keep
	 * @throws IllegalArgumentException when it was not issued or is barred already
	 */
	public void keepToken(String clientId) {
		this.platform.registrationConsole().keepToken(this.device, clientId);
	}

	/**
	 * Throw the device out as if another client had logged in with its identity
	 * (reference §6.5).
	 * @return whether it was online
	 */
	public boolean kick() {
		return this.platform.kick(this.device);
	}

	/**
	 * Cut the device's connection without a word of MQTT or TLS.
	 * @param how by which TCP flag
	 * @return whether it was online
	 */
	public boolean cutConnection(ConnectionCut how) {
		return this.platform.cut(this.device, how);
	}

	/**
	 * Return whether the device is connected.
	 * @return whether it is online
	 */
	public boolean isOnline() {
		return onlineSince().isPresent();
	}

	/**
	 * Return when the device logged in.
	 * @return the time, or empty when it is offline
	 */
	public Optional<Instant> onlineSince() {
		return this.platform.onlineSince(this.device);
	}

	/**
	 * Wait until the device is online.
	 * @param timeout how long at most
	 * @throws SimulatorTimeoutException when it is not by then
	 */
	public void awaitOnline(Duration timeout) {
		if (!this.platform.awaitOnline(this.device, true, timeout)) {
			throw timeout(timeout, "is not online");
		}
	}

	/**
	 * Wait until the device is offline.
	 * @param timeout how long at most
	 * @throws SimulatorTimeoutException when it is not by then
	 */
	public void awaitOffline(Duration timeout) {
		if (!this.platform.awaitOnline(this.device, false, timeout)) {
			throw timeout(timeout, "is still online");
		}
	}

	/**
	 * Publish a message to the device. It gets it when it has subscribed to the topic; at
	 * QoS 1 also later, when its session is kept.
	 * @param topic the topic
	 * @param payload the bytes
	 * @param qos 0 or 1
	 * @return what became of it
	 */
	public PublishOutcome publish(String topic, byte[] payload, int qos) {
		return this.platform.publish(this.device, topic, payload, qos);
	}

	/**
	 * Publish a text as UTF-8 at QoS 1.
	 * @param topic the topic
	 * @param payload the text
	 * @return what became of it
	 */
	public PublishOutcome publish(String topic, String payload) {
		return publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1);
	}

	/**
	 * Ask the device on the system's topic, as {@code RRpc} of the cloud API does
	 * (reference §8.9). It must be online.
	 * @param payload the question
	 * @return completes with the answer, or exceptionally: with a
	 * {@link SimulatorTimeoutException} when none came within 8 s, with an
	 * {@link IllegalStateException} when the device cannot be asked
	 */
	public CompletableFuture<DeviceMessage> rrpc(String payload) {
		return ask(null, payload);
	}

	/**
	 * Ask the device on one of its topics, which it must have subscribed to as
	 * {@code /ext/rrpc/+} followed by the topic (reference §8.9); that needs bit 0 of
	 * {@code ext} in its client id, except for system topics.
	 * @param topic the topic, without {@code /ext/rrpc/{id}} before it
	 * @param payload the question
	 * @return completes with the answer, or exceptionally: with a
	 * {@link SimulatorTimeoutException} when none came within 8 s, with an
	 * {@link IllegalStateException} when the device cannot be asked
	 */
	public CompletableFuture<DeviceMessage> rrpc(String topic, String payload) {
		return ask(topic, payload);
	}

	private CompletableFuture<DeviceMessage> ask(@Nullable String topic, String payload) {
		return this.platform.rrpc(this.device, topic, payload.getBytes(StandardCharsets.UTF_8))
			.exceptionallyCompose((failure) -> CompletableFuture.failedFuture(
					(failure instanceof TimeoutException) ? timeout(RRPC_LIMIT, "has not answered") : failure));
	}

	/**
	 * Return what the device has published.
	 * @return the last 1000 messages, oldest first
	 */
	public List<DeviceMessage> publishedMessages() {
		return this.platform.published(this.device);
	}

	/**
	 * Wait for a message of the device. Each message is returned once, oldest first.
	 * @param topicOrFilter a topic, or a filter with {@code +} or {@code #}
	 * @param timeout how long at most
	 * @return the message
	 * @throws SimulatorTimeoutException when none came by then
	 */
	public DeviceMessage awaitPublished(String topicOrFilter, Duration timeout) {
		return this.platform.awaitPublished(this.device, new TopicFilter(topicOrFilter), timeout)
			.orElseThrow(() -> timeout(timeout, "has not published to " + topicOrFilter));
	}

	/**
	 * Return the information the device uploaded about itself (reference §7.9).
	 * @return values by key, such as {@code SYS_SDK_IF_INFO}
	 */
	public Map<String, String> deviceInfo() {
		return this.platform.deviceInfo(this.device);
	}

	/**
	 * Wait for the device to upload information about itself.
	 * @param key such as {@code SYS_SDK_IF_INFO}
	 * @param timeout how long at most
	 * @return the value
	 * @throws SimulatorTimeoutException when it has not by then
	 */
	public String awaitDeviceInfo(String key, Duration timeout) {
		return this.platform.awaitDeviceInfo(this.device, key, timeout)
			.orElseThrow(() -> timeout(timeout, "has not uploaded " + key));
	}

	/**
	 * Return the tags of the device (reference §8.4): what it uploaded, but for what SDKs
	 * tell about themselves.
	 * @return values by key
	 */
	public Map<String, String> tags() {
		return this.platform.tags(this.device);
	}

	/**
	 * Report an error to the device, on {@code /ext/error} (reference §8.8). It gets it
	 * when it has subscribed to that topic.
	 * @param code such as 427
	 * @param message what to say about it
	 * @return what became of it
	 */
	public PublishOutcome error(int code, String message) {
		return this.platform.error(this.device, code, message);
	}

	/**
	 * Send the device a notification on {@code /ext/notify}, which needs no subscription
	 * (reference §6.5).
	 * @param title what it is about; {@code kick} makes the device believe it is kicked
	 * @param content what to say
	 * @return whether the device was online
	 */
	public boolean notification(String title, String content) {
		return this.platform.notification(this.device, title, content);
	}

	/**
	 * Return what the device has subscribed to, the automatic subscription left out.
	 * @return topic filters
	 */
	public Set<String> subscriptions() {
		return this.platform.subscriptions(this.device)
			.stream()
			.map(TopicFilter::value)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Return whether the platform has subscribed the system topics for the device, as its
	 * client id asks with {@code _ss=1} (reference §6.6).
	 * @return whether it has
	 */
	public boolean isSubscribedAutomatically() {
		return this.platform.isSubscribedAutomatically(this.device);
	}

	private SimulatorTimeoutException timeout(Duration timeout, String what) {
		String story = this.log.entries()
			.stream()
			.filter((entry) -> entry.device() == null || entry.device().equals(this.device.identity().username()))
			.map(LogEntry::toString)
			.collect(Collectors.joining("\n  ", "\n  ", ""));
		return new SimulatorTimeoutException(
				"Device " + this.device + " " + what + " after " + timeout.toMillis() + " ms. What happened:" + story);
	}

	@Override
	public String toString() {
		return this.device.toString();
	}

}
