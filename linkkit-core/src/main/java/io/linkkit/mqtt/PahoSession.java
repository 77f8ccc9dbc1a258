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

import java.io.IOException;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import io.linkkit.thread.ThreadKind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A session over one Paho client, which is used once. Whoever notices the end first says
 * why it came; everything after that is an echo and ignored.
 */
final class PahoSession implements MqttSession {

	private static final Log logger = LogFactory.getLog(PahoSession.class);

	/**
	 * How long the reader may take to find out why nothing can be written any more.
	 */
	private static final Duration WRITE_FAILURE_GRACE = Duration.ofMillis(500);

	/**
	 * How long the end of the connection may be held back for messages that came before
	 * it. Less than the grace above, so that the reader's reason still comes first.
	 */
	private static final Duration DELIVERY_GRACE = Duration.ofMillis(300);

	private final MqttSessionRequest request;

	private final ListenerGate listener;

	private final Deliveries deliveries = new Deliveries();

	private final PublishTrace trace = new PublishTrace(System::nanoTime);

	private final SentIdentifiers sent = new SentIdentifiers();

	private final Failures failures;

	private final SessionThreads threads;

	private final SessionTransport transport;

	private final SessionClient client;

	private final PendingRequests pending = new PendingRequests();

	private final SessionPublisher publisher;

	private final AtomicReference<State> state = new AtomicReference<>(State.OPENING);

	private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

	private @Nullable Runnable watchdog;

	/** Whether the server had a session, once CONNACK 0 has come. */
	private volatile @Nullable Boolean sessionPresent;

	PahoSession(MqttSessionRequest request, MqttSessionListener listener, Duration pingGrace, ThreadKind threads)
			throws MqttException {
		this.request = request;
		this.threads = new SessionThreads(threads, this::taskDied);
		this.listener = new ListenerGate(listener);
		this.failures = new Failures(request.endpoint());
		Activity activity = new Activity();
		SocketOpener opener = new SocketOpener(request.endpoint(), request.sslContext(), request.connectTimeout());
		this.transport = new SessionTransport(request.endpoint(), opener, activity, this.threads, new Events());
		KeepAlive keepAlive = new KeepAlive(request.keepAlive(), pingGrace, activity, this.threads,
				() -> silent(pingGrace));
		this.client = new SessionClient(request.login(), this.transport, keepAlive, this.threads, this.deliveries,
				this.trace, this.sent);
		this.client.setCallback(new Callback());
		this.publisher = new SessionPublisher(request.maxInflight(), this.sent::last, this.trace);
	}

	void open() {
		watch(this.request.connectTimeout(),
				() -> end(this.failures.openingTimedOut(this.transport.phase(), this.request.connectTimeout())));
		try {
			this.client.connect(options(), null,
					new Answer((token) -> connected(), (ex) -> end(this.failures.paho(ex))));
		}
		catch (MqttException | RuntimeException ex) {
			this.threads.soon(() -> end(this.failures.local(ex)));
		}
	}

	private MqttConnectOptions options() {
		MqttConnectOptions options = new MqttConnectOptions();
		options.setMqttVersion((this.request.protocolVersion() == ProtocolVersion.MQTTv31)
				? MqttConnectOptions.MQTT_VERSION_3_1 : MqttConnectOptions.MQTT_VERSION_3_1_1);
		options.setUserName(this.request.login().username());
		options.setPassword(this.request.login().password().reveal().toCharArray());
		options.setCleanSession(this.request.cleanSession());
		options.setKeepAliveInterval(Math.toIntExact(this.request.keepAlive().toSeconds()));
		options.setMaxInflight(this.request.maxInflight());
		options.setAutomaticReconnect(false);
		return options;
	}

	private synchronized void watch(Duration limit, Runnable onTimeout) {
		stopWatching();
		this.watchdog = this.threads.after(limit, onTimeout);
	}

	private synchronized void stopWatching() {
		if (this.watchdog != null) {
			this.watchdog.run();
		}
	}

	private void connected() {
		try {
			this.publisher.open(this.transport.packets());
		}
		catch (SocketException ex) {
			throw new IllegalStateException("CONNACK came over nothing", ex);
		}
		if (this.state.compareAndSet(State.OPENING, State.OPEN)) {
			this.listener.connected(hadSession());
		}
	}

	private boolean hadSession() {
		return Boolean.TRUE.equals(this.sessionPresent);
	}

	private void silent(Duration pingGrace) {
		end(this.failures.silent(this.request.keepAlive().plus(pingGrace)));
	}

	// A task of Paho ended by an exception that is not part of its contract, for instance
	// because of a packet it cannot parse. Paho's other tasks know nothing of it.
	private void taskDied(Throwable cause) {
		end(this.failures.protocolError(cause));
		try {
			this.client.disconnectForcibly(0, 1, false);
		}
		catch (MqttException ex) {
			logger.debug("Paho could not be stopped", ex);
		}
	}

	private void end(MqttFailure failure) {
		State before = this.state.getAndSet(State.ENDED);
		if (before == State.ENDED) {
			return;
		}
		release(failure.detail(), failure.cause());
		if (before != State.CLOSING) {
			if (this.sessionPresent != null) {
				this.listener.lost(hadSession(), failure);
			}
			else {
				this.listener.connectFailed(failure);
			}
		}
		this.threads.shutdown();
	}

	private void release(String why, @Nullable Throwable cause) {
		this.deliveries.cancel();
		this.transport.abort();
		MqttSessionException ended = new MqttSessionException("The session has ended: " + why, cause);
		this.publisher.failAll(ended);
		this.pending.failAll(ended);
		this.closed.complete(null);
	}

	@Override
	public CompletableFuture<List<SubscriptionAnswer>> subscribe(List<TopicSubscription> topics) {
		Assert.isTrue(!topics.isEmpty() && topics.size() <= TopicSubscription.MAX_PER_PACKET,
				() -> "'topics' must hold 1 to %d topics".formatted(TopicSubscription.MAX_PER_PACKET));
		String[] filters = topics.stream().map(TopicSubscription::topicFilter).toArray(String[]::new);
		int[] qos = topics.stream().mapToInt(TopicSubscription::qos).toArray();
		return request("SUBSCRIBE", (answer) -> this.client.subscribe(filters, qos, null, answer),
				(token) -> answers(topics, token.getGrantedQos()));
	}

	private static List<SubscriptionAnswer> answers(List<TopicSubscription> topics, int[] returnCodes) {
		Assert.state(returnCodes.length == topics.size(), "SUBACK does not answer every topic");
		List<SubscriptionAnswer> answers = new ArrayList<>();
		for (int i = 0; i < returnCodes.length; i++) {
			answers.add(new SubscriptionAnswer(topics.get(i), returnCodes[i]));
		}
		return answers;
	}

	@Override
	public CompletableFuture<Void> unsubscribe(List<String> topicFilters) {
		return request("UNSUBSCRIBE",
				(answer) -> this.client.unsubscribe(topicFilters.toArray(String[]::new), null, answer),
				(token) -> null);
	}

	@Override
	public CompletableFuture<Void> publish(OutboundMessage message) {
		return this.publisher.publish(message);
	}

	@Override
	public List<X509Certificate> peerCertificates() {
		return this.transport.peerCertificates();
	}

	@Override
	public long strangeAcknowledgements() {
		return this.sent.strange();
	}

	private <T extends @Nullable Object> CompletableFuture<T> request(String packet, Request sender,
			Function<IMqttToken, T> result) {
		CompletableFuture<T> future = this.pending.add();
		if (!future.isDone()) {
			try {
				sender.send(new Answer((token) -> this.pending.complete(future, () -> result.apply(token)),
						(ex) -> this.pending.fail(future, failed(packet, ex))));
			}
			catch (MqttException | IllegalArgumentException ex) {
				this.pending.fail(future, failed(packet, ex));
			}
		}
		return future;
	}

	private static MqttSessionException failed(String packet, Throwable cause) {
		return new MqttSessionException("%s failed: %s".formatted(packet, cause.getMessage()), cause);
	}

	@Override
	public void acknowledge(InboundMessage message) {
		if (message.qos() == 0 || this.state.get() != State.OPEN) {
			return;
		}
		try {
			this.client.acknowledge(message.packetId(), message.qos());
		}
		catch (MqttException ex) {
			logger.debug("A message could not be acknowledged and will come again", ex);
		}
	}

	@Override
	public CompletableFuture<Void> close(Duration timeout) {
		this.listener.silence();
		this.deliveries.cancel();
		if (this.state.compareAndSet(State.OPEN, State.CLOSING)) {
			watch(timeout, this::abort);
			CompletableFuture<@Nullable Void> settled = this.publisher.close();
			this.threads.after(timeout.dividedBy(2), () -> settled.complete(null));
			settled.thenRun(() -> this.threads.soon(() -> disconnect(timeout.dividedBy(2))));
		}
		else if (this.state.get() != State.CLOSING) {
			abort();
		}
		return this.closed.copy();
	}

	// Paho waits for what adapters have in flight, half of the time at most, then sends
	// DISCONNECT
	private void disconnect(Duration timeout) {
		try {
			this.client.disconnect(timeout.toMillis() / 2, null, new Answer((token) -> abort(), (ex) -> abort()));
		}
		catch (MqttException ex) {
			abort();
		}
	}

	@Override
	public void abort() {
		this.listener.silence();
		if (this.state.getAndSet(State.ENDED) != State.ENDED) {
			release("it was closed by this device", null);
			this.threads.shutdown();
		}
	}

	@Override
	public <T> T unwrap(Class<T> type) {
		Assert.isInstanceOf(type, this.client);
		return type.cast(this.client);
	}

	private enum State {

		OPENING, OPEN, CLOSING, ENDED

	}

	/**
	 * Sends a packet to whose answer Paho calls back.
	 */
	private interface Request {

		void send(IMqttActionListener answer) throws MqttException;

	}

	/**
	 * What to do when the answer to a packet comes or fails to come.
	 *
	 * @param success given the token, which holds the answer
	 * @param failure given why no answer will come
	 */
	private record Answer(Consumer<IMqttToken> success, Consumer<Throwable> failure) implements IMqttActionListener {

		@Override
		public void onSuccess(IMqttToken token) {
			this.success.accept(token);
		}

		@Override
		public void onFailure(IMqttToken token, Throwable cause) {
			this.failure.accept(cause);
		}

	}

	private final class Events implements TransportListener {

		@Override
		public void opened() {
			watch(PahoSession.this.request.connackTimeout(),
					() -> end(PahoSession.this.failures.connackTimedOut(PahoSession.this.request.connackTimeout())));
		}

		@Override
		public void openFailed(ConnectPhase phase, Exception cause) {
			end(PahoSession.this.failures.opening(phase, cause));
		}

		@Override
		public void accepted(boolean present) {
			PahoSession.this.sessionPresent = present;
			stopWatching();
		}

		@Override
		public void messageRead() {
			PahoSession.this.deliveries.read();
		}

		@Override
		public boolean acknowledgementRead(int packetId) {
			if (PahoSession.this.publisher.acknowledged(packetId)) {
				return true;
			}
			PahoSession.this.sent.acknowledged(packetId);
			return false;
		}

		// on Paho's receiver thread, before Paho knows and stops to deliver
		@Override
		public void inputEnded(IOException cause) {
			// what ended the input also fails the output, which would cut this short
			stopWatching();
			PahoSession.this.deliveries.await(DELIVERY_GRACE);
			end((PahoSession.this.sessionPresent != null)
					? PahoSession.this.failures.reading(PahoSession.this.trace.suspect(), cause)
					: PahoSession.this.failures.readingConnack(cause));
		}

		@Override
		public void outputFailed(IOException cause) {
			watch(WRITE_FAILURE_GRACE, () -> end(PahoSession.this.failures.writing(cause)));
		}

	}

	private final class Callback implements MqttCallback {

		@Override
		public void connectionLost(Throwable cause) {
			end(PahoSession.this.failures.paho(cause));
		}

		@Override
		public void messageArrived(String topic, MqttMessage message) {
			PahoSession.this.listener.messageArrived(hadSession(), new InboundMessage(topic, message.getPayload(),
					message.getQos(), message.isDuplicate(), message.getId()));
			PahoSession.this.deliveries.delivered();
		}

		@Override
		public void deliveryComplete(IMqttDeliveryToken token) {
		}

	}

}
