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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

import io.linkkit.mqtt.UnacknowledgedMessages.Entry;
import org.eclipse.paho.client.mqttv3.MqttTopic;
import org.jspecify.annotations.Nullable;

/**
 * Sends PUBLISH and takes PUBACK past Paho, which has every message pass three threads,
 * two tables and a store. What adapters publish by Paho's client still goes its way.
 */
final class SessionPublisher {

	private final PublishTrace trace;

	private final UnacknowledgedMessages unacknowledged;

	private final ReentrantLock lock = new ReentrantLock();

	private final CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();

	private @Nullable WriteBehindOutputStream out;

	private MqttSessionException unable = new MqttSessionException("PUBLISH failed: the session is not connected",
			null);

	private boolean closing;

	private Topic lastTopic = new Topic("", new byte[0]);

	/**
	 * Create a publisher that sends nothing before it is {@linkplain #open opened}.
	 * @param most most QoS 1 messages at a time
	 * @param takenByPaho the packet identifier that Paho took for a message last
	 * @param trace told what is published and acknowledged
	 */
	SessionPublisher(int most, IntSupplier takenByPaho, PublishTrace trace) {
		this.unacknowledged = new UnacknowledgedMessages(most, takenByPaho);
		this.trace = trace;
	}

	/**
	 * Begin to send.
	 * @param to where to, now that CONNACK has come
	 */
	void open(WriteBehindOutputStream to) {
		this.lock.lock();
		try {
			this.out = to;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Send one PUBLISH.
	 * @return completes when handed to the socket (QoS 0) or acknowledged (QoS 1)
	 */
	CompletableFuture<Void> publish(OutboundMessage message) {
		CompletableFuture<Void> future = new CompletableFuture<>();
		boolean acknowledges = message.qos() > 0;
		PublishPacket packet;
		WriteBehindOutputStream to;
		this.lock.lock();
		try {
			to = this.out;
			if (to == null || this.closing) {
				return CompletableFuture.failedFuture(this.unable);
			}
			byte[] topic = encode(message.topic());
			packet = new PublishPacket(message, topic, acknowledges ? this.unacknowledged.add(message, future) : 0);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			return CompletableFuture.failedFuture(new MqttSessionException("PUBLISH failed: " + ex.getMessage(), ex));
		}
		finally {
			this.lock.unlock();
		}
		this.trace.published(message.topic()).acknowledgedIf(() -> acknowledges && future.isDone());
		to.offer(acknowledges ? packet : new Unacknowledged(packet, future));
		return future;
	}

	/**
	 * Return a topic in UTF-8, which most often is the last one.
	 */
	private byte[] encode(String topic) {
		if (!topic.equals(this.lastTopic.text())) {
			MqttTopic.validate(topic, false);
			this.lastTopic = new Topic(topic, topic.getBytes(StandardCharsets.UTF_8));
		}
		return this.lastTopic.bytes();
	}

	/**
	 * Take note of a PUBACK.
	 * @return whether it is the answer to a message that was sent here
	 */
	boolean acknowledged(int identifier) {
		Entry entry;
		boolean last;
		this.lock.lock();
		try {
			entry = this.unacknowledged.remove(identifier);
			last = this.closing && this.unacknowledged.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
		if (entry == null) {
			return false;
		}
		this.trace.acknowledged(entry.message().topic());
		entry.acknowledged().complete(null);
		if (last) {
			this.settled.complete(null);
		}
		return true;
	}

	/**
	 * Send no more.
	 * @return completes when every message is acknowledged, or the session has ended
	 */
	CompletableFuture<@Nullable Void> close() {
		boolean nothingLeft;
		this.lock.lock();
		try {
			this.closing = true;
			nothingLeft = this.unacknowledged.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
		if (nothingLeft) {
			this.settled.complete(null);
		}
		return this.settled;
	}

	/**
	 * Fail all messages there are, and those to come.
	 * @param cause why
	 */
	void failAll(MqttSessionException cause) {
		List<Entry> left;
		this.lock.lock();
		try {
			this.unable = cause;
			this.out = null;
			left = this.unacknowledged.removeAll();
		}
		finally {
			this.lock.unlock();
		}
		left.forEach((entry) -> entry.acknowledged().completeExceptionally(cause));
		this.settled.complete(null);
	}

	/**
	 * A topic.
	 *
	 * @param text the topic
	 * @param bytes the same in UTF-8
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Topic(String text, byte[] bytes) {

	}

	/**
	 * A message that nobody acknowledges.
	 */
	private static final class Unacknowledged implements Packet {

		private final PublishPacket packet;

		private final CompletableFuture<Void> handedOver;

		Unacknowledged(PublishPacket packet, CompletableFuture<Void> handedOver) {
			this.packet = packet;
			this.handedOver = handedOver;
		}

		@Override
		public int length() {
			return this.packet.length();
		}

		@Override
		public void write(byte[] target, int offset) {
			this.packet.write(target, offset);
		}

		@Override
		public void handedOver() {
			this.handedOver.complete(null);
		}

		@Override
		public void givenUp() {
			this.handedOver.completeExceptionally(new MqttSessionException("The session has ended", null));
		}

	}

}
