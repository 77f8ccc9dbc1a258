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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Everything the platform knows of one device. State is read and changed only while the
 * platform's monitor is held.
 */
public final class Device {

	private static final int MAX_MESSAGES = 1000;

	private final DeviceIdentity identity;

	private String secret;

	private final AutomaticSubscription automaticSubscription;

	private final DeviceRates rates = new DeviceRates();

	private final Deque<DeviceMessage> published = new ArrayDeque<>();

	private final Deque<DeviceMessage> unread = new ArrayDeque<>();

	private final Map<String, String> info = new LinkedHashMap<>();

	private final DeviceTokens tokens = new DeviceTokens();

	private boolean activated;

	private DeviceStatus status = DeviceStatus.ENABLED;

	private Session session = new Session(false);

	private @Nullable OnlineDevice online;

	Device(DeviceIdentity identity, String secret) {
		this.identity = identity;
		this.secret = secret;
		this.automaticSubscription = new AutomaticSubscription(identity);
	}

	/**
	 * Return which device this is.
	 * @return the identity
	 */
	public DeviceIdentity identity() {
		return this.identity;
	}

	String secret() {
		return this.secret;
	}

	// Only the last secret that was issued is valid (reference §4.4).
	String replaceSecret() {
		this.secret = Credentials.newDeviceSecret();
		return this.secret;
	}

	DeviceTokens tokens() {
		return this.tokens;
	}

	boolean isActivated() {
		return this.activated;
	}

	void setActivated(boolean activated) {
		this.activated = activated;
	}

	DeviceStatus status() {
		return this.status;
	}

	void setStatus(DeviceStatus status) {
		this.status = status;
	}

	DeviceRates rates() {
		return this.rates;
	}

	AutomaticSubscription automaticSubscription() {
		return this.automaticSubscription;
	}

	Optional<OnlineDevice> online() {
		return Optional.ofNullable(this.online);
	}

	boolean isOnlineThrough(OnlineDevice candidate) {
		return this.online == candidate;
	}

	void setOnline(OnlineDevice online) {
		this.online = online;
	}

	void setOffline() {
		this.online = null;
		if (!this.session.isPersistent()) {
			this.session = new Session(false);
		}
	}

	Session session() {
		return this.session;
	}

	/**
	 * Take up the session as CONNECT asks for it.
	 * @param clean whether to start afresh
	 * @return whether an older one goes on
	 */
	boolean openSession(boolean clean) {
		boolean present = !clean && this.session.isPersistent();
		if (!present) {
			this.session = new Session(!clean);
		}
		return present;
	}

	Map<String, String> info() {
		return this.info;
	}

	void addPublished(DeviceMessage message) {
		addBounded(this.published, message);
		addBounded(this.unread, message);
	}

	List<DeviceMessage> published() {
		return List.copyOf(this.published);
	}

	// Take the oldest message that nobody took yet.
	Optional<DeviceMessage> take(TopicFilter filter) {
		for (Iterator<DeviceMessage> messages = this.unread.iterator(); messages.hasNext();) {
			DeviceMessage message = messages.next();
			if (filter.matches(message.topic())) {
				messages.remove();
				return Optional.of(message);
			}
		}
		return Optional.empty();
	}

	private static void addBounded(Deque<DeviceMessage> messages, DeviceMessage message) {
		if (messages.size() == MAX_MESSAGES) {
			messages.removeFirst();
		}
		messages.addLast(message);
	}

	@Override
	public String toString() {
		return this.identity.toString();
	}

}
