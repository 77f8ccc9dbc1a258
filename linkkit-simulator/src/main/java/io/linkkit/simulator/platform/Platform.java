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

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.LoginDecision.Accepted;
import io.linkkit.simulator.platform.LoginDecision.MayRegister;
import io.linkkit.simulator.platform.LoginDecision.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The platform: logs devices in, and offers what its console and cloud API would.
 * Thread-safe.
 */
public final class Platform {

	private final DeviceRegistry registry;

	private final LoginVerifier verifier;

	private final PlatformContext context;

	private final Outbox outbox;

	private final OnlineDevice.Requests requests;

	private final RegistrationConsole registrationConsole;

	private final RegistrationDesk registrationDesk;

	/**
	 * Create a platform with the products and devices of the state file, or without any.
	 * @param log where everything is written down
	 * @param faults how to misbehave
	 * @param settings how to be
	 * @param clock the platform's clock
	 * @throws IllegalStateException when there is a state file that cannot be read
	 */
	public Platform(SimulatorLog log, FaultPlan faults, PlatformSettings settings, InstantSource clock) {
		this.registry = registry(settings, log);
		this.verifier = new LoginVerifier(this.registry);
		this.context = new PlatformContext(new Monitor(), log, new MessageTraces(), faults, settings, clock);
		this.outbox = new Outbox(this.context);
		this.requests = new OnlineDevice.Requests(new AlinkRequests(log), new NtpRequests(this.context),
				new RrpcCalls(this.context, this.outbox));
		this.registrationConsole = new RegistrationConsole(this.context, this.registry);
		this.registrationDesk = new RegistrationDesk(this.context, new Registrar(this.registry));
	}

	private static DeviceRegistry registry(PlatformSettings settings, SimulatorLog log) {
		if (settings.stateFile() == null) {
			return new DeviceRegistry();
		}
		StateFile file = new StateFile(settings.stateFile(), log);
		DeviceRegistry registry = new DeviceRegistry(file);
		file.load(registry);
		return registry;
	}

	/**
	 * Judge a CONNECT, and answer it through the connection.
	 * @param request the CONNECT
	 * @param connection where it came from
	 * @return what the client may do from now on, or empty when it was not let in
	 */
	public Optional<ConnectedClient> connect(ConnectRequest request, DeviceConnection connection) {
		return this.context.monitor().call(() -> {
			Optional<ConnackCode> fault = this.context.faults().refusal();
			if (fault.isPresent()) {
				return refuse(request, connection,
						new Refused(fault.get(), "fault", "refused by a fault that was asked for"));
			}
			if (this.context.faults().isConnackWithheld()) {
				log(LogEvent.FAULT, request.username(), "connack", "CONNECT is left without an answer");
				return Optional.empty();
			}
			if (isTooFast(request)) {
				return refuse(request, connection, new Refused(ConnackCode.SERVER_UNAVAILABLE, "rate",
						"more than 5 attempts to connect in a minute"));
			}
			LoginDecision decision = this.verifier.decide(request, connection.isSecure());
			if (decision instanceof Accepted accepted) {
				return Optional.of(accept(request, connection, accepted));
			}
			if (decision instanceof MayRegister registration) {
				return Optional.of(this.registrationDesk.register(registration, connection));
			}
			return refuse(request, connection, (Refused) decision);
		});
	}

	private boolean isTooFast(ConnectRequest request) {
		return this.context.settings().rateLimited() && DeviceIdentity.ofUsername(request.username())
			.flatMap(this.registry::find)
			.filter((device) -> !device.rates().mayConnect(this.context.now()))
			.isPresent();
	}

	private Optional<ConnectedClient> refuse(ConnectRequest request, DeviceConnection connection, Refused refused) {
		log(refused.event(), request.username(), refused.reason(),
				"CONNACK " + refused.code().code() + " over " + connection.description() + ": " + refused.text());
		connection.refuse(refused.code());
		return Optional.empty();
	}

	private OnlineDevice accept(ConnectRequest request, DeviceConnection connection, Accepted accepted) {
		Device device = accepted.device();
		activate(device);
		device.online()
			.ifPresent((older) -> older.kick("same-device",
					"another client of the same device logged in over " + connection.description()));
		OnlineDevice online = new OnlineDevice(this.context, this.outbox, this.requests, accepted, connection);
		boolean sessionPresent = device.openSession(request.cleanSession());
		device.setOnline(online);
		log(LogEvent.LOGIN_ACCEPTED, request.username(), "",
				"over " + connection.description() + ", keep-alive " + request.keepAlive() + " s, "
						+ (request.cleanSession() ? "clean session" : "kept session")
						+ (request.will() ? ", will ignored" : ""));
		subscribeAutomatically(device, accepted.clientId());
		connection.accept(sessionPresent);
		device.session().resume().forEach(connection::deliver);
		return online;
	}

	private void activate(Device device) {
		if (!device.isActivated()) {
			device.setActivated(true);
			this.registry.save();
		}
	}

	private void subscribeAutomatically(Device device, ClientId clientId) {
		device.session().subscribeAutomatically(clientId.wantsAutomaticSubscription());
		if (clientId.wantsAutomaticSubscription()) {
			log(LogEvent.SUBSCRIBED, device.identity().username(), "automatic",
					device.automaticSubscription().filters().size() + " system topics, as _ss=1 asks for");
		}
	}

	/**
	 * Answer a request for registration over HTTPS.
	 * @param form the request
	 * @return the answer, or empty when it is never to be answered
	 */
	public Optional<RegistrationReply> register(RegistrationForm form) {
		return this.context.monitor().call(() -> this.registrationDesk.register(form));
	}

	/**
	 * Return what the cloud side has to say about dynamic registration.
	 * @return the console
	 */
	public RegistrationConsole registrationConsole() {
		return this.registrationConsole;
	}

	/**
	 * Add a product, or return the one that the state file already held at the start. The
	 * devices of a new product may be registered dynamically.
	 * @param productKey its key, or {@code null} for a new one
	 * @param productSecret its secret, or {@code null} for a new one
	 * @return the product
	 */
	public Product createProduct(@Nullable String productKey, @Nullable String productSecret) {
		return this.context.monitor()
			.call(() -> Optional.ofNullable(productKey)
				.flatMap(this.registry::claimProduct)
				.map((held) -> held(held, "", productSecret, held.secret()))
				.orElseGet(() -> addProduct(productKey, productSecret)));
	}

	private Product addProduct(@Nullable String productKey, @Nullable String productSecret) {
		Product product = new Product((productKey != null) ? productKey : Credentials.newProductKey(),
				(productSecret != null) ? productSecret : Credentials.newProductSecret());
		this.registry.add(product);
		this.registry.save();
		return product;
	}

	private <T> T held(T held, String device, @Nullable String givenSecret, String heldSecret) {
		boolean differs = givenSecret != null && !givenSecret.equals(heldSecret);
		log(LogEvent.STATE_FILE, device, "held", held + " is the one of the state file"
				+ (differs ? "; its secret is another than the one given, which is not used" : ""));
		return held;
	}

	/**
	 * Return all products.
	 * @return the products in the order of their creation
	 */
	public List<Product> products() {
		return this.context.monitor().call(this.registry::products);
	}

	/**
	 * Add a device, or return the one that the state file already held at the start.
	 * @param identity which one
	 * @param secret its secret, or {@code null} for a new one
	 * @return the device
	 */
	public Device createDevice(DeviceIdentity identity, @Nullable String secret) {
		return this.context.monitor()
			.call(() -> this.registry.claim(identity)
				.map((held) -> held(held, identity.username(), secret, held.secret()))
				.orElseGet(() -> addDevice(identity, secret)));
	}

	private Device addDevice(DeviceIdentity identity, @Nullable String secret) {
		Device device = new Device(identity, (secret != null) ? secret : Credentials.newDeviceSecret());
		this.registry.add(device);
		this.registry.save();
		log(LogEvent.DEVICE_CHANGED, identity.username(), "created", "device created");
		return device;
	}

	/**
	 * Return all devices that were not deleted.
	 * @return the devices in the order of their creation
	 */
	public List<Device> devices() {
		return this.context.monitor()
			.call(() -> this.registry.devices()
				.stream()
				.filter((device) -> device.status() != DeviceStatus.DELETED)
				.toList());
	}

	/**
	 * Return the secret of a device.
	 * @param device the device
	 * @return the one that was issued last, in the clear
	 */
	public String deviceSecret(Device device) {
		return this.context.monitor().call(device::secret);
	}

	/**
	 * Let a device in again.
	 * @param device the device
	 */
	public void enable(Device device) {
		changeStatus(device, DeviceStatus.ENABLED, "enabled");
	}

	/**
	 * Throw a device out and let it in no more.
	 * @param device the device
	 */
	public void disable(Device device) {
		changeStatus(device, DeviceStatus.DISABLED, "disabled");
	}

	/**
	 * Throw a device out for good. The name can be given to a new device.
	 * @param device the device
	 */
	public void delete(Device device) {
		changeStatus(device, DeviceStatus.DELETED, "deleted");
	}

	private void changeStatus(Device device, DeviceStatus status, String word) {
		this.context.monitor().run(() -> {
			if (device.status() == DeviceStatus.DELETED) {
				throw new IllegalStateException("Device " + device + " was deleted");
			}
			device.setStatus(status);
			this.registry.save();
			log(LogEvent.DEVICE_CHANGED, device.identity().username(), word, "device " + word);
			if (status != DeviceStatus.ENABLED) {
				device.online().ifPresent((online) -> online.close(word, "the device was " + word));
			}
		});
	}

	/**
	 * Return whether a device may log in.
	 * @param device the device
	 * @return {@code false} when it was disabled or deleted
	 */
	public boolean isEnabled(Device device) {
		return this.context.monitor().call(() -> device.status() == DeviceStatus.ENABLED);
	}

	/**
	 * Tell a listener of every message from now on.
	 * @param listener called while nothing else can happen on the platform; must not
	 * block
	 */
	public void addMessageListener(Consumer<MessageTrace> listener) {
		this.context.traces().addListener(listener);
	}

	/**
	 * Tell a listener no more.
	 * @param listener one that was added
	 */
	public void removeMessageListener(Consumer<MessageTrace> listener) {
		this.context.traces().removeListener(listener);
	}

	/**
	 * Throw out the connection a device has, as if another client had logged in.
	 * @param device the device
	 * @return whether it was online
	 */
	public boolean kick(Device device) {
		return this.context.monitor().call(() -> {
			Optional<OnlineDevice> online = device.online();
			online.ifPresent((connected) -> connected.kick("cloud", "kicked by the cloud side"));
			return online.isPresent();
		});
	}

	/**
	 * Cut the connection a device has.
	 * @param device the device
	 * @param how by which TCP flag
	 * @return whether it was online
	 */
	public boolean cut(Device device, ConnectionCut how) {
		return this.context.monitor().call(() -> {
			Optional<OnlineDevice> online = device.online();
			online.ifPresent((connected) -> {
				connected.disconnected("cut", "cut by the cloud side with TCP " + how);
				connected.connection().cut(how);
			});
			return online.isPresent();
		});
	}

	/**
	 * Publish to a device.
	 * @param device the device
	 * @param topic the topic
	 * @param payload the bytes
	 * @param qos 0 or 1
	 * @return what became of the message
	 */
	public PublishOutcome publish(Device device, String topic, byte[] payload, int qos) {
		if (qos != 0 && qos != 1) {
			throw new IllegalArgumentException("'qos' must be 0 or 1 but is " + qos);
		}
		return this.context.monitor().call(() -> this.outbox.send(device, topic, payload, qos));
	}

	/**
	 * Ask a device by RRPC (reference §8.9).
	 * @param device the device
	 * @param topic one of its topics, or {@code null} for the system's
	 * @param payload the question
	 * @return completes with the answer, or exceptionally: with a
	 * {@link java.util.concurrent.TimeoutException} after 8 s, with an
	 * {@link IllegalStateException} if the device cannot be asked
	 */
	public CompletableFuture<DeviceMessage> rrpc(Device device, @Nullable String topic, byte[] payload) {
		return this.context.monitor().call(() -> this.requests.rrpc().ask(device, topic, payload));
	}

	/**
	 * Publish to all devices of a product that have subscribed to a broadcast topic
	 * (reference §8.5).
	 * @param product the product
	 * @param name what follows {@code /broadcast/productKey/}
	 * @param payload the bytes
	 * @param qos 0 or 1
	 * @return how many devices it was sent to or is kept for
	 */
	public int broadcastToSubscribers(Product product, String name, byte[] payload, int qos) {
		String topic = "/broadcast/" + product.productKey() + "/" + name;
		return this.context.monitor()
			.call(() -> (int) devicesOf(product).stream()
				.map((device) -> this.outbox.send(device, topic, payload, qos))
				.filter((outcome) -> outcome == PublishOutcome.SENT || outcome == PublishOutcome.STORED)
				.count());
	}

	/**
	 * Publish to all devices of a product that are online, whatever they have subscribed
	 * to (reference §8.5).
	 * @param product the product
	 * @param messageId what follows {@code broadcast/request/}
	 * @param payload the bytes
	 * @return how many devices it was sent to
	 */
	public int broadcastToOnline(Product product, String messageId, byte[] payload) {
		return this.context.monitor().call(() -> {
			int reached = 0;
			for (Device device : devicesOf(product)) {
				if (device.online().isPresent()) {
					String topic = "/sys" + device.identity().topicLevels() + "/broadcast/request/" + messageId;
					device.online().get().deliverUnasked(topic, payload);
					reached++;
				}
			}
			return reached;
		});
	}

	private List<Device> devicesOf(Product product) {
		return devices().stream()
			.filter((device) -> device.identity().productKey().equals(product.productKey()))
			.toList();
	}

	/**
	 * Report an error to a device that has subscribed to errors.
	 * @param device the device
	 * @param code what is wrong
	 * @param message what to say about it
	 * @return what became of it
	 */
	public PublishOutcome error(Device device, int code, String message) {
		return publish(device, Notices.errorTopic(device.identity()), Notices.error(device.identity(), code, message),
				1);
	}

	/**
	 * Send a device a notification, which it need not subscribe to.
	 * @param device the device
	 * @param title what it is about
	 * @param content what to say
	 * @return whether it was online
	 */
	public boolean notification(Device device, String title, String content) {
		return this.context.monitor().call(() -> {
			device.online()
				.ifPresent((online) -> online.deliverUnasked(Notices.NOTIFICATION_TOPIC,
						Notices.notification(title, content)));
			return device.online().isPresent();
		});
	}

	/**
	 * Return the tags of a device.
	 * @param device the device
	 * @return values by key
	 */
	public Map<String, String> tags(Device device) {
		return this.context.monitor().call(() -> Tags.of(device.info()));
	}

	/**
	 * Return since when a device is online.
	 * @param device the device
	 * @return the time of its login, or empty when it is offline
	 */
	public Optional<Instant> onlineSince(Device device) {
		return this.context.monitor().call(() -> device.online().map(OnlineDevice::since));
	}

	/**
	 * Wait for a device to come online or to go offline.
	 * @param device the device
	 * @param online which of the two
	 * @param timeout how long
	 * @return whether it happened in time
	 */
	public boolean awaitOnline(Device device, boolean online, Duration timeout) {
		return await(() -> (device.online().isPresent() == online) ? Optional.of(true) : Optional.empty(), timeout)
			.isPresent();
	}

	/**
	 * Return what a device has published.
	 * @param device the device
	 * @return the last messages, oldest first
	 */
	public List<DeviceMessage> published(Device device) {
		return this.context.monitor().call(device::published);
	}

	/**
	 * Wait for a message that nobody has taken yet, and take it.
	 * @param device the device
	 * @param filter a topic or topic filter
	 * @param timeout how long
	 * @return the message, or empty when none came in time
	 */
	public Optional<DeviceMessage> awaitPublished(Device device, TopicFilter filter, Duration timeout) {
		return await(() -> device.take(filter), timeout);
	}

	/**
	 * Return what a device told about itself.
	 * @param device the device
	 * @return values by key
	 */
	public Map<String, String> deviceInfo(Device device) {
		return this.context.monitor().call(() -> Map.copyOf(device.info()));
	}

	/**
	 * Wait for a device to tell something about itself.
	 * @param device the device
	 * @param key what
	 * @param timeout how long
	 * @return the value, or empty when none came in time
	 */
	public Optional<String> awaitDeviceInfo(Device device, String key, Duration timeout) {
		return await(() -> Optional.ofNullable(device.info().get(key)), timeout);
	}

	/**
	 * Return what a device has subscribed to itself.
	 * @param device the device
	 * @return topic filters
	 */
	public Set<TopicFilter> subscriptions(Device device) {
		return this.context.monitor().call(() -> device.session().subscriptions());
	}

	/**
	 * Return whether the platform has subscribed the system topics for a device.
	 * @param device the device
	 * @return whether {@code _ss=1} was asked for
	 */
	public boolean isSubscribedAutomatically(Device device) {
		return this.context.monitor().call(() -> device.session().isSubscribedAutomatically());
	}

	private <T> Optional<T> await(Supplier<Optional<T>> question, Duration timeout) {
		return this.context.monitor().await(question, timeout);
	}

	private void log(LogEvent event, String device, String reason, String text) {
		this.context.log().add(event, device.isEmpty() ? null : device, reason, text);
	}

}
