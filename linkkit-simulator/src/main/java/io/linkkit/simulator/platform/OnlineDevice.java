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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.LoginDecision.Accepted;

/**
 * One connection of a device after its login: everything a device may do.
 */
public final class OnlineDevice implements ConnectedClient {

	private static final int MAX_PAYLOAD = 256 * 1024;

	private static final int MAX_FILTERS_PER_SUBSCRIBE = 8;

	private static final int REFUSED = 0x80;

	private static final String NOTICE_TOPIC = "/ext/notify";

	private static final byte[] KICK_NOTICE = "{\"title\":\"kick\",\"content\":\"Kicked by the same device\"}"
		.getBytes(StandardCharsets.UTF_8);

	private final PlatformContext context;

	private final Outbox outbox;

	private final Requests requests;

	private final Device device;

	private final DeviceConnection connection;

	private final ClientId clientId;

	private final TopicRights rights;

	private final boolean understandsNotices;

	private final Instant since;

	OnlineDevice(PlatformContext context, Outbox outbox, Requests requests, Accepted login,
			DeviceConnection connection) {
		this.context = context;
		this.outbox = outbox;
		this.requests = requests;
		this.device = login.device();
		this.connection = connection;
		this.clientId = login.clientId();
		this.rights = new TopicRights(login.device().identity(), login.clientId().understandsCustomRrpc());
		this.understandsNotices = login.clientId().understandsNotices();
		this.since = context.now();
	}

	DeviceConnection connection() {
		return this.connection;
	}

	Instant since() {
		return this.since;
	}

	/**
	 * Take a message of the device.
	 * @param topic where it was published to
	 * @param qos 0 to 2
	 * @param duplicate the DUP flag
	 * @param retain the RETAIN flag, which the platform does not support and ignores
	 * @param payload the bytes
	 * @return how to answer
	 */
	public PublishVerdict publish(String topic, int qos, boolean duplicate, boolean retain, byte[] payload) {
		return this.context.monitor().call(() -> {
			DeviceMessage message = new DeviceMessage(this.context.now(), topic, qos, duplicate, payload);
			return takeIfConnected(message, retain);
		});
	}

	private PublishVerdict takeIfConnected(DeviceMessage message, boolean retain) {
		if (!isOnline()) {
			return PublishVerdict.CLOSE;
		}
		if (message.qos() > 1) {
			return refuse(message, "qos-2", "the platform does not support QoS 2", PublishVerdict.CLOSE);
		}
		if (!TopicFilter.isTopicName(message.topic())) {
			return refuse(message, "topic", "not a topic name", PublishVerdict.CLOSE);
		}
		if (message.size() > MAX_PAYLOAD) {
			return refuse(message, "size", "more than " + MAX_PAYLOAD + " bytes", PublishVerdict.CLOSE);
		}
		Optional<String> objection = this.rights.objectionToPublish(message.topic());
		if (objection.isPresent()) {
			return refuse(message, "not-authorized", objection.get(), PublishVerdict.ACKNOWLEDGE);
		}
		if (this.context.settings().rateLimited() && !this.device.rates().mayPublish(message.qos(), message.time())) {
			return refuse(message, "rate", "faster than the platform takes it", PublishVerdict.KEEP_SILENT);
		}
		take(message, retain);
		return this.context.faults().isPubackWithheld() ? PublishVerdict.KEEP_SILENT : PublishVerdict.ACKNOWLEDGE;
	}

	private void take(DeviceMessage message, boolean retain) {
		this.context.traces().up(this.device, message, "");
		log(LogEvent.PUBLISHED, "", message + (retain ? ", RETAIN ignored" : ""));
		this.device.addPublished(message);
		this.requests.rrpc().take(this.device, message);
		if (isCustomTopic(message.topic()) && isSubscribed(message.topic())) {
			this.outbox.send(this.device, message.topic(), message.payload(), message.qos());
		}
		Optional<AlinkReplyFault> fault = this.context.faults().alinkReplyFault();
		this.requests.alink().answer(this.device, message, fault).ifPresent((reply) -> {
			if (fault.orElse(null) instanceof AlinkReplyFault.Delayed late) {
				this.connection.deliverLater(Delivery.atMostOnce(reply.topic(), reply.payload()), late.delay());
			}
			else {
				this.outbox.send(this.device, reply.topic(), reply.payload(), message.qos());
			}
		});
		this.requests.ntp()
			.answer(this.device, message)
			.ifPresent((reply) -> this.outbox.send(this.device, reply.topic(), reply.payload(), message.qos()));
	}

	// Send a message for which no subscription is needed. The caller holds the monitor.
	void deliverUnasked(String topic, byte[] payload) {
		Delivery delivery = Delivery.atMostOnce(topic, payload);
		this.context.traces().down(this.context, this.device, delivery, "");
		log(LogEvent.DELIVERED, "", delivery.toString());
		this.connection.deliver(delivery);
	}

	private boolean isCustomTopic(String topic) {
		return topic.startsWith(this.device.identity().topicLevels() + "/user/");
	}

	private boolean isSubscribed(String topic) {
		return this.device.session().covers(topic, this.device.automaticSubscription());
	}

	private PublishVerdict refuse(DeviceMessage message, String reason, String text, PublishVerdict verdict) {
		this.context.traces().up(this.device, message, reason);
		log(LogEvent.PUBLISH_REFUSED, reason, message + ": " + text);
		return verdict;
	}

	/**
	 * Take a SUBSCRIBE packet.
	 * @param requests its lines
	 * @return the code of each for SUBACK: 0, 1 or 0x80
	 */
	public List<Integer> subscribe(List<SubscriptionRequest> requests) {
		return this.context.monitor().call(() -> {
			List<Integer> codes = new ArrayList<>();
			for (SubscriptionRequest request : requests) {
				codes.add(isOnline() ? subscribe(request, codes.size()) : REFUSED);
			}
			return codes;
		});
	}

	private int subscribe(SubscriptionRequest request, int position) {
		TopicFilter filter = new TopicFilter(request.filter());
		Optional<String> objection = objection(filter, position);
		if (objection.isPresent()) {
			log(LogEvent.SUBSCRIPTION_REFUSED, "", filter.value() + ": " + objection.get());
			return REFUSED;
		}
		log(LogEvent.SUBSCRIBED, "", filter.value());
		return Math.min(request.qos(), 1);
	}

	private Optional<String> objection(TopicFilter filter, int position) {
		if (this.context.faults().isRefused(filter)) {
			return Optional.of("refused by a fault that was asked for");
		}
		if (position >= MAX_FILTERS_PER_SUBSCRIBE) {
			return Optional.of("more than " + MAX_FILTERS_PER_SUBSCRIBE + " topics in one SUBSCRIBE");
		}
		Optional<String> objection = this.rights.objectionToSubscribe(filter);
		if (objection.isPresent() || this.device.session().subscribe(filter)) {
			return objection;
		}
		return Optional.of("more than " + Session.MAX_SUBSCRIPTIONS + " subscriptions");
	}

	/**
	 * Take an UNSUBSCRIBE packet.
	 * @param filters its topic filters
	 */
	public void unsubscribe(List<String> filters) {
		this.context.monitor().run(() -> {
			if (isOnline()) {
				filters.forEach(this::unsubscribe);
			}
		});
	}

	private void unsubscribe(String filter) {
		this.device.session().unsubscribe(new TopicFilter(filter));
		log(LogEvent.UNSUBSCRIBED, "", filter);
	}

	/**
	 * Take a PUBACK.
	 * @param packetId which message it acknowledges
	 */
	public void acknowledge(int packetId) {
		this.context.monitor().run(() -> {
			if (isOnline() && !this.device.session().acknowledge(packetId)) {
				log(LogEvent.PROTOCOL_ERROR, "puback", "PUBACK for unknown packet " + packetId);
			}
		});
	}

	@Override
	public void disconnected(String reason, String text) {
		this.context.monitor().run(() -> {
			if (isOnline()) {
				this.device.setOffline();
				log(LogEvent.DISCONNECTED, reason, text);
			}
		});
	}

	// Whether this connection was made with a token that counts no more.
	boolean isBarred() {
		return DeviceTokenLogin.AUTH_TYPE.equals(this.clientId.parameter("authType"))
				&& this.device.tokens().find(this.clientId.name()).isEmpty();
	}

	// Throw this connection out (reference §6.5). The caller holds the monitor.
	void kick(String reason, String text) {
		log(LogEvent.KICKED, reason, text);
		this.device.setOffline();
		if (this.understandsNotices) {
			Delivery notice = Delivery.atMostOnce(NOTICE_TOPIC, KICK_NOTICE);
			this.context.traces().down(this.context, this.device, notice, "");
			this.connection.deliver(notice);
			this.connection.closeSoon();
		}
		else {
			this.connection.close();
		}
	}

	// End this connection without a notice. The caller holds the monitor.
	void close(String reason, String text) {
		this.device.setOffline();
		log(LogEvent.DISCONNECTED, reason, text);
		this.connection.close();
	}

	// A connection that was thrown out may still have packets on the way; the session is
	// no longer its own.
	private boolean isOnline() {
		return this.device.isOnlineThrough(this);
	}

	private void log(LogEvent event, String reason, String text) {
		this.context.log().add(event, this.device.identity().username(), reason, text);
	}

	/**
	 * What carries out the requests of devices.
	 *
	 * @param alink device information and tags
	 * @param ntp the time
	 * @param rrpc takes answers to the cloud's own requests
	 */
	record Requests(AlinkRequests alink, NtpRequests ntp, RrpcCalls rrpc) {

	}

}
