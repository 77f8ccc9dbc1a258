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

package io.linkkit.mqtt;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One attempt to connect and the session it becomes. Used once: after a failure, a loss,
 * {@link #close} or {@link #abort} it is dead, and all its threads end.
 * <p>
 * No method blocks. Futures complete on threads of the session, or exceptionally with a
 * {@link MqttSessionException} when the session is not connected or ends first.
 */
public interface MqttSession {

	/**
	 * Send one SUBSCRIBE.
	 * @param topics what to subscribe to, at most
	 * {@value TopicSubscription#MAX_PER_PACKET} (reference §6.1)
	 * @return the answer of SUBACK for each, in the same order
	 * @throws IllegalArgumentException if there are no topics or too many
	 */
	CompletableFuture<List<SubscriptionAnswer>> subscribe(List<TopicSubscription> topics);

	/**
	 * Send one UNSUBSCRIBE.
	 * @param topicFilters what no longer to receive
	 * @return completes with UNSUBACK
	 */
	CompletableFuture<Void> unsubscribe(List<String> topicFilters);

	/**
	 * Send one PUBLISH. The caller keeps the in-flight window: at most
	 * {@link MqttSessionRequest#maxInflight()} messages may be unfinished.
	 * @param message what to send
	 * @return completes when handed to the socket (QoS 0) or acknowledged (QoS 1)
	 */
	CompletableFuture<Void> publish(OutboundMessage message);

	/**
	 * Return what the server presented to prove who it is.
	 * @return its own certificate first; empty if the session is not encrypted
	 */
	default List<X509Certificate> peerCertificates() {
		return List.of();
	}

	/**
	 * Return how many PUBACK came that answer no message in flight: a second one for the
	 * same message, or one with an identifier that was not sent. They change nothing.
	 * @return the number so far
	 */
	default long strangeAcknowledgements() {
		return 0;
	}

	/**
	 * Send PUBACK for a message, once it is safe with the application. Does nothing for
	 * QoS 0 and after the end of the session.
	 * @param message the message as it arrived
	 */
	void acknowledge(InboundMessage message);

	/**
	 * Say DISCONNECT if connected, then end. The listener is told nothing afterwards.
	 * @param timeout how long DISCONNECT may take before the socket is closed all the
	 * same
	 * @return completes, never exceptionally, when the socket is closed and all threads
	 * of the session have been told to end
	 */
	CompletableFuture<Void> close(Duration timeout);

	/**
	 * Close the socket now, in whatever state the session is. The listener is told
	 * nothing afterwards.
	 */
	void abort();

	/**
	 * Hand out what the session is made of, for integrations that know it.
	 * @param <T> the type wanted
	 * @param type the type wanted
	 * @return the object
	 * @throws IllegalArgumentException if the session is not made of such a thing
	 */
	<T> T unwrap(Class<T> type);

}
