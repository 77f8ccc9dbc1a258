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

package io.linkkit.benchmarks.peer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.Secret;
import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.PublishResult.Acknowledged;
import io.linkkit.connection.QueueSettings;
import io.linkkit.connection.ReconnectSettings;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.messaging.LinkKitTemplate;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.messaging.annotation.EnableLinkKitListeners;
import io.linkkit.messaging.annotation.LinkKitListener;
import io.linkkit.messaging.listener.LinkKitListenerContainerFactory;
import io.linkkit.messaging.listener.LinkKitMessageHandlerMethodFactory;
import io.linkkit.messaging.listener.ListenerSettings;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.PahoSessionFactory;
import io.linkkit.mqtt.ProtocolVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.Assert;

/**
 * Our device client, wired as the auto-configuration wires it but for the metrics.
 */
abstract class LinkKitPeer implements PeerClient {

	private static final long LIMIT = 20;

	private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final ReconnectSettings RECONNECT = new ReconnectSettings(Duration.ofSeconds(1),
			Duration.ofSeconds(1), Duration.ZERO);

	private static final QueueSettings QUEUE = new QueueSettings(0, 64 * 1024 * 1024);

	private @Nullable LinkKitConnection connection;

	private @Nullable AnnotationConfigApplicationContext listeners;

	@Override
	public void connect(Login login) throws Exception {
		CountDownLatch connected = new CountDownLatch(1);
		LinkKitConnection connecting = LinkKitConnection.create(
				new DeviceIdentity(login.productKey(), login.deviceName()),
				new ConnectionSettings(ProtocolVersion.MQTTv311, KEEP_ALIVE, true, login.window(), TIMEOUT, TIMEOUT,
						RECONNECT, QUEUE),
				new Requests(login), new PahoSessionFactory(), (event) -> {
					if (event instanceof DeviceConnectedEvent) {
						connected.countDown();
					}
				});
		connecting.start();
		Assert.state(connected.await(LIMIT, TimeUnit.SECONDS), "The device does not come online");
		this.connection = connecting;
	}

	LinkKitConnection connection() {
		Assert.state(this.connection != null, "Not connected");
		return this.connection;
	}

	// Whatever else becomes of a message leaves it unfinished, at which the measurement
	// gives up.
	static void finish(PublishResult result, Runnable finished) {
		if (result instanceof Acknowledged) {
			finished.run();
		}
	}

	@Override
	public void subscribe(String topic, int qos, Runnable arrived) throws Exception {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.registerBean(LinkKitListenerContainerFactory.class, () -> containers(connection()));
		context.registerBean(Listener.class, () -> new Listener(arrived));
		context.register(Listening.class);
		context.refresh();
		this.listeners = context;
		// a listener does not tell when it is subscribed, but what is subscribed to after
		// it does
		connection().subscribe(topic + "/settled", 1, (message) -> {
		}).settled().get(LIMIT, TimeUnit.SECONDS);
	}

	private static LinkKitListenerContainerFactory containers(LinkKitConnection connection) {
		LinkKitMessageHandlerMethodFactory methods = new LinkKitMessageHandlerMethodFactory(
				new PayloadConverter(List.of(), JsonMapper::shared), null);
		methods.afterPropertiesSet();
		return new LinkKitListenerContainerFactory(connection, new LinkKitTemplate(connection), methods,
				ListenerSettings.defaults());
	}

	@Override
	public void disconnect() {
		if (this.listeners != null) {
			this.listeners.close();
		}
		connection().close();
	}

	// Twice the window keeps the queue from running empty.
	@Override
	public int unfinished(int window) {
		return (window > 1) ? 2 * window : 1;
	}

	/**
	 * Signs each login.
	 *
	 * @param login what to sign
	 */
	private record Requests(Login login) implements SessionRequestFactory {

		@Override
		public Endpoint endpoint() {
			return new Endpoint(this.login.host(), this.login.port(), Transport.TCP,
					(this.login.trust() != null) ? TransportSecurity.TLS : TransportSecurity.NONE);
		}

		@Override
		public MqttSessionRequest create() {
			DeviceSecretAuthentication authentication = DeviceSecretAuthentication
				.builder(new DeviceIdentity(this.login.productKey(), this.login.deviceName()),
						Secret.of(this.login.deviceSecret()))
				.build();
			return new MqttSessionRequest(endpoint(), authentication.login(endpoint()), sslContext(),
					ProtocolVersion.MQTTv311, KEEP_ALIVE, true, this.login.window(), TIMEOUT, TIMEOUT);
		}

		private @Nullable SSLContext sslContext() {
			try {
				return this.login.newSslContext();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	@EnableLinkKitListeners
	static class Listening {

	}

	/**
	 * What an application would write.
	 *
	 * @param arrived called for each message
	 */
	record Listener(Runnable arrived) {

		@LinkKitListener("/${productKey}/${deviceName}/user/get")
		void onMessage(byte[] payload) {
			this.arrived.run();
		}

	}

}
