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

package io.linkkit.messaging.alink;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.OutgoingMessage;
import io.linkkit.connection.PublishResult;
import io.linkkit.messaging.DeviceTopics;
import io.linkkit.mqtt.InboundMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.Assert;

/**
 * Asks the platform, and waits for its replies: messages on
 * <code>/sys/{productKey}/{deviceName}/…</code> that are replied to on the same topic
 * with {@code _reply} at its end (reference §8.0).
 * <p>
 * A topic of replies is subscribed to before the first request and from then on, which
 * counts among the 100 subscriptions of a device. Requests wait in the queue of the
 * connection, but no longer than for their reply: what its sender has given up is not
 * sent any more, however long the device was offline.
 * <p>
 * Futures complete on threads of this client, and what hangs on them may block or throw.
 * A request stays open until that has run. A {@link io.linkkit.connection.MessageHandler}
 * must not wait for a future, since replies come on the thread that it holds up.
 */
public final class AlinkClient implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(AlinkClient.class);

	private static final int AT_LEAST_ONCE = 1;

	private final LinkKitConnection connection;

	private final DeviceTopics topics;

	private final Duration timeout;

	private final AlinkThreads threads;

	private final OpenRequests open;

	private final Map<String, ReplyTopic> replyTopics = new ConcurrentHashMap<>();

	private final AtomicLong late = new AtomicLong();

	private final AtomicLong unreadable = new AtomicLong();

	/**
	 * Create a client.
	 * @param connection by which to ask; not closed by this client
	 * @param settings how to wait for replies
	 */
	public AlinkClient(LinkKitConnection connection, AlinkSettings settings) {
		this.connection = connection;
		this.topics = new DeviceTopics(connection.device());
		this.timeout = settings.timeout();
		this.threads = new AlinkThreads(connection.threads(), connection.device().deviceName());
		this.open = new OpenRequests(this.threads, settings.maxOpenRequests());
	}

	/**
	 * Ask the platform, and wait for its reply as long as the settings say.
	 * @param topic topic after <code>/sys/{productKey}/{deviceName}/</code>, such as
	 * {@code thing/deviceinfo/update}; or a whole topic, which begins with a slash and
	 * may contain <code>${productKey}</code> and <code>${deviceName}</code>
	 * @param method such as {@code thing.deviceinfo.update}
	 * @param params written as JSON; {@code null} means none
	 * @return the reply, if its code is 200; otherwise fails with an
	 * {@link AlinkException}
	 */
	public CompletableFuture<AlinkReply> request(String topic, String method, @Nullable Object params) {
		return request(topic, method, params, this.timeout);
	}

	/**
	 * Ask the platform, and wait for its reply.
	 * @param topic topic as in {@link #request(String, String, Object)}
	 * @param method such as {@code thing.deviceinfo.update}
	 * @param params written as JSON; {@code null} means none
	 * @param limit longest wait for the reply, the time in the queue included
	 * @return the reply, if its code is 200; otherwise fails with an
	 * {@link AlinkException}
	 */
	public CompletableFuture<AlinkReply> request(String topic, String method, @Nullable Object params, Duration limit) {
		Assert.isTrue(!limit.isZero() && !limit.isNegative(), "'limit' must be positive");
		String whole = whole(topic);
		OpenRequest request;
		try {
			request = this.open.open(method, whole + "_reply", limit);
		}
		catch (AlinkException ex) {
			return CompletableFuture.failedFuture(ex);
		}
		try {
			byte[] payload = payload(request.id(), method, params, true);
			replyTopic(request.replyTopic()).whenReady(() -> publish(request, whole, payload));
		}
		catch (JacksonException ex) {
			this.open.fail(request, AlinkException.notSent(method, "its params cannot be written as JSON", ex));
		}
		catch (IllegalArgumentException ex) {
			this.open.fail(request, AlinkException.notSent(method, String.valueOf(ex.getMessage()), ex));
		}
		return request.future();
	}

	/**
	 * Tell the platform something, and ask it not to reply ({@code sys.ack} 0, reference
	 * §8.0). The message waits in the queue as any other.
	 * @param topic topic as in {@link #request(String, String, Object)}
	 * @param method such as {@code thing.event.property.post}
	 * @param params written as JSON; {@code null} means none
	 * @return what became of the message; never completes exceptionally, and never on an
	 * MQTT thread
	 * @throws IllegalArgumentException if the parameters cannot be written as JSON
	 */
	public CompletableFuture<PublishResult> send(String topic, String method, @Nullable Object params) {
		try {
			return this.connection.publish(whole(topic), payload(this.open.nextId(), method, params, false),
					AT_LEAST_ONCE);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("The params of " + method + " cannot be written as JSON", ex);
		}
	}

	/**
	 * Subscribe to the replies of a topic beforehand, so that the first request while
	 * online need not wait for it.
	 * @param topic topic as in {@link #request(String, String, Object)}
	 * @throws IllegalArgumentException if the topic is not legal
	 */
	public void prepare(String topic) {
		replyTopic(whole(topic) + "_reply");
	}

	/**
	 * Return what the requests look like now.
	 * @return a snapshot
	 */
	public AlinkStatus status() {
		return new AlinkStatus(this.open.size(), this.late.get(), this.unreadable.get());
	}

	private String whole(String topic) {
		return topic.startsWith("/") ? this.topics.resolve(topic) : this.topics.system(topic);
	}

	private ReplyTopic replyTopic(String topic) {
		return this.replyTopics.computeIfAbsent(topic,
				(missing) -> new ReplyTopic(this.connection.subscribe(topic, AT_LEAST_ONCE, this::replied),
						this.threads::complete));
	}

	private static byte[] payload(String id, String method, @Nullable Object params, boolean reply) {
		Map<String, Object> request = new LinkedHashMap<>();
		request.put("id", id);
		request.put("version", "1.0");
		if (!reply) {
			request.put("sys", Map.of("ack", 0));
		}
		request.put("params", (params != null) ? params : Map.of());
		request.put("method", method);
		return JsonMapper.shared().writeValueAsBytes(request);
	}

	private void publish(OpenRequest request, String topic, byte[] payload) {
		Duration remaining = request.remaining();
		if (remaining.isZero() || remaining.isNegative() || request.future().isDone()) {
			return;
		}
		OutgoingMessage message = new OutgoingMessage(topic, payload, AT_LEAST_ONCE, remaining);
		this.connection.publish(message).thenAccept((result) -> published(request, result));
	}

	private void published(OpenRequest request, PublishResult result) {
		if (result instanceof PublishResult.Acknowledged) {
			request.taken();
		}
		else if (result.equals(new PublishResult.Dropped(PublishResult.DropReason.EXPIRED))) {
			this.open.fail(request, request.timedOut());
		}
		else if (isClosed(result)) {
			this.open.fail(request, AlinkException.closed(request.method()));
		}
		else {
			this.open.fail(request, AlinkException.notSent(request.method(), result));
		}
	}

	private static boolean isClosed(PublishResult result) {
		return result instanceof PublishResult.Kept
				|| result.equals(new PublishResult.Dropped(PublishResult.DropReason.CLOSED))
				|| (result instanceof PublishResult.Rejected rejected
						&& rejected.reason() == PublishResult.RejectReason.CLOSED);
	}

	private void replied(InboundMessage message) {
		Optional<AlinkReply> reply = AlinkReplyReader.read(message.payload());
		if (reply.isEmpty()) {
			String problem = "Ignoring a reply without id or code: " + message;
			if (this.unreadable.getAndIncrement() == 0) {
				logger.warn(problem + ". Further ones are logged at debug");
			}
			else {
				logger.debug(problem);
			}
		}
		else if (!this.open.replied(message.topic(), reply.get())) {
			this.late.incrementAndGet();
			logger.debug("Nobody waits for " + reply.get() + " on " + message.topic());
		}
	}

	/**
	 * End every open request, and the threads of this client.
	 */
	@Override
	public void close() {
		this.open.close();
		this.replyTopics.values().forEach(ReplyTopic::close);
		this.threads.close();
	}

}
