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

package io.linkkit.connection;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.linkkit.identity.DeviceIdentity;
import io.linkkit.mqtt.MqttSessionFactory;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.thread.ThreadKind;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

/**
 * A device's connection to the platform. It connects, and reconnects until it is told to
 * stop; what happens is published as Spring application events.
 * <p>
 * All methods may be called by any thread in any state.
 */
public interface LinkKitConnection extends AutoCloseable {

	/**
	 * Return whose connection this is.
	 * @return the device
	 */
	DeviceIdentity device();

	/**
	 * Return of which kind the threads of the device are, those of what uses the
	 * connection included.
	 * @return the kind
	 */
	default ThreadKind threads() {
		return ThreadKind.PLATFORM;
	}

	/**
	 * Start to connect and return at once. Does nothing if already started.
	 */
	void start();

	/**
	 * Say DISCONNECT to the platform and stop to reconnect. Messages that were not yet
	 * taken by the platform stay queued for the next {@link #start()}. Returns within a
	 * second in every state.
	 */
	void disconnect();

	/**
	 * Disconnect as {@link #disconnect()} does; if online, let the platform first take
	 * what is queued now. Does not wait for that once the connection is lost. What was
	 * not taken, or published later, stays queued.
	 * @param timeout longest time for all of it, if it is more than two seconds
	 */
	void disconnect(Duration timeout);

	/**
	 * Connect anew: at once if offline, after a DISCONNECT if online. If the platform
	 * allows no further attempt within this minute, it is made as soon as it does, and a
	 * session is kept until then. Does nothing unless started.
	 */
	void reconnect();

	/**
	 * Return what the connection looks like now.
	 * @return a snapshot
	 */
	ConnectionStatus status();

	/**
	 * Queue a message; it is sent as soon as the device is online, in order. Returns at
	 * once, unless the queue is full and {@link QueueOverflow#BLOCK} is chosen.
	 * @param topic topic without wildcards, at most 128 bytes and 7 slashes (reference
	 * §6.1)
	 * @param payload at most 256 KB; not copied, so not to be changed afterwards
	 * @param qos 0 or 1
	 * @return what became of it; never completes exceptionally, and never on an MQTT
	 * thread
	 */
	default CompletableFuture<PublishResult> publish(String topic, byte[] payload, int qos) {
		return publish(OutgoingMessage.of(topic, payload, qos));
	}

	/**
	 * Queue a message; it is sent as soon as the device is online, in order. Returns at
	 * once, unless the queue is full and {@link QueueOverflow#BLOCK} is chosen, or
	 * messages are kept on disk: then it returns when the message is there, which at the
	 * start waits for the file to be opened.
	 * @param message the message
	 * @return what became of it; never completes exceptionally, and never on an MQTT
	 * thread
	 */
	CompletableFuture<PublishResult> publish(OutgoingMessage message);

	/**
	 * Return whether the current thread may wait for what became of a message. Those on
	 * which results are told and logins are prepared may not: what they wait for would
	 * wait for them.
	 * @return whether it may
	 */
	boolean mayAwaitResults();

	/**
	 * Return what the queue of messages looks like now.
	 * @return a snapshot
	 */
	QueueStatus queue();

	/**
	 * Subscribe to a topic filter, now if online and after every login. If the platform
	 * refuses it, a {@link io.linkkit.connection.event.SubscriptionRejectedEvent} tells.
	 * @param topicFilter topic filter, at most 128 bytes
	 * @param qos 0 or 1
	 * @param handler takes the messages
	 * @return the subscription
	 * @throws IllegalArgumentException if the topic filter or QoS is not legal
	 */
	Subscription subscribe(String topicFilter, int qos, MessageHandler handler);

	/**
	 * Subscribe to a topic filter as {@link #subscribe} does, with a handler that
	 * finishes later. It waits neither for handlers of {@link #subscribe} nor they for
	 * it.
	 * @param topicFilter topic filter, at most 128 bytes
	 * @param qos 0 or 1
	 * @param handler takes the messages
	 * @return the subscription
	 * @throws IllegalArgumentException if the topic filter or QoS is not legal
	 */
	Subscription subscribeAsync(String topicFilter, int qos, AsyncMessageHandler handler);

	/**
	 * Take messages without subscribing to them, because the platform sends them unasked:
	 * what it subscribes itself (reference §6.6), and {@code /ext/notify} (reference
	 * §6.5).
	 * @param topicFilter topic filter, at most 128 bytes
	 * @param handler takes the messages
	 * @return what ends it when closed; the platform is told nothing
	 * @throws IllegalArgumentException if the topic filter is not legal
	 */
	Subscription listen(String topicFilter, MessageHandler handler);

	/**
	 * Return what became of the messages from the platform so far.
	 * @return a snapshot
	 */
	InboundStatus inbound();

	/**
	 * Return what the platform presented to prove who it is.
	 * @return its own certificate first; empty while the device is offline or if the
	 * connection is not encrypted
	 */
	List<X509Certificate> peerCertificates();

	/**
	 * Return what became of the messages with one quality of service so far.
	 * @param qos 0 or 1
	 * @return a snapshot
	 */
	InboundStatus inbound(int qos);

	/**
	 * Tell a listener about the sessions from now on.
	 * @param listener told about sessions
	 */
	void addSessionListener(SessionListener listener);

	/**
	 * Disconnect and end for good. Messages still queued are given up, unless they are
	 * kept on disk.
	 */
	@Override
	void close();

	/**
	 * Create a connection that is not started yet.
	 * @param device whose connection it is
	 * @param settings how to connect and to stay connected
	 * @param requests prepares the attempts
	 * @param sessions opens MQTT sessions
	 * @param events where to publish what happens
	 * @return the connection
	 */
	static LinkKitConnection create(DeviceIdentity device, ConnectionSettings settings, SessionRequestFactory requests,
			MqttSessionFactory sessions, ApplicationEventPublisher events) {
		return create(device, settings, requests, sessions, null, events);
	}

	/**
	 * Create a connection that is not started yet, of a device that gets its credential
	 * by dynamic registration.
	 * @param device whose connection it is
	 * @param settings how to connect and to stay connected
	 * @param requests prepares the attempts, with logins by the credential
	 * @param sessions opens MQTT sessions
	 * @param registration has the credential, or is asked for it before the first
	 * attempt; {@code null} if none is needed
	 * @param events where to publish what happens
	 * @return the connection
	 */
	static LinkKitConnection create(DeviceIdentity device, ConnectionSettings settings, SessionRequestFactory requests,
			MqttSessionFactory sessions, @Nullable DynamicRegistration registration, ApplicationEventPublisher events) {
		return create(device, settings, requests, sessions, registration, events, ThreadKind.PLATFORM);
	}

	/**
	 * Create a connection that is not started yet, on threads of a certain kind. Files
	 * are read and written by platform threads in any case, which come and go as needed.
	 * @param device whose connection it is
	 * @param settings how to connect and to stay connected
	 * @param requests prepares the attempts
	 * @param sessions opens MQTT sessions, whose threads are its own affair
	 * @param registration has the credential, or is asked for it before the first
	 * attempt; {@code null} if none is needed
	 * @param events where to publish what happens
	 * @param threads of which kind the threads of the device are
	 * @return the connection
	 */
	static LinkKitConnection create(DeviceIdentity device, ConnectionSettings settings, SessionRequestFactory requests,
			MqttSessionFactory sessions, @Nullable DynamicRegistration registration, ApplicationEventPublisher events,
			ThreadKind threads) {
		return new DefaultLinkKitConnection(device, settings, new SessionOpener(requests, sessions), registration,
				events, threads);
	}

}
