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

import java.time.Duration;

import io.linkkit.identity.InvalidSettingException;
import io.linkkit.mqtt.MqttSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.paho.client.mqttv3.IMqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.mqtt.core.AbstractMqttClientManager;
import org.springframework.integration.mqtt.inbound.AbstractMqttMessageDrivenChannelAdapter;

/**
 * Lets Spring Integration's MQTT adapters work on a {@link LinkKitConnection}: hand it to
 * a {@code MqttPahoMessageDrivenChannelAdapter} or {@code MqttPahoMessageHandler}. It
 * neither connects nor reconnects, which is up to the connection, but ends the connection
 * when the application context stops, after all adapters.
 * <p>
 * Its client is one and the same for all sessions. While the device is offline,
 * publishing by it fails with "client not connected"; {@link LinkKitConnection#publish}
 * queues instead.
 * <p>
 * What its adapters subscribe to is a subscription of the connection: it outlives
 * sessions, and flows run on the connection's thread for messages. Of several adapters
 * with the same topic filter, only the last one gets messages. Those that acknowledge by
 * themselves ({@link #setManualAcks}) are called by Paho instead and must not block.
 */
public class LinkKitClientManager extends AbstractMqttClientManager<IMqttAsyncClient, MqttConnectOptions>
		implements SessionListener {

	private static final Log logger = LogFactory.getLog(LinkKitClientManager.class);

	private static final Duration DEFAULT_SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

	private final LinkKitConnection connection;

	private final Duration shutdownTimeout;

	private final SessionMqttClient client;

	private volatile boolean running;

	private volatile boolean ready;

	private volatile boolean cleanSession = true;

	/**
	 * Create a manager with five seconds to shut down.
	 * @param connection the connection to work on
	 * @param url the address shown by Spring Integration's adapters
	 */
	public LinkKitClientManager(LinkKitConnection connection, String url) {
		this(connection, url, DEFAULT_SHUTDOWN_TIMEOUT);
	}

	/**
	 * Create a manager.
	 * @param connection the connection to work on
	 * @param url the address shown by Spring Integration's adapters
	 * @param shutdownTimeout longest time {@link #stop()} may take, most of it for
	 * messages that wait for their acknowledgement while the device is online
	 */
	public LinkKitClientManager(LinkKitConnection connection, String url, Duration shutdownTimeout) {
		super(connection.device().username());
		if (shutdownTimeout.isNegative()) {
			throw new InvalidSettingException("shutdown-timeout", shutdownTimeout.toString(), "must not be negative",
					"Set it to 5s, the default, or to 0s to wait for nothing.");
		}
		this.connection = connection;
		this.shutdownTimeout = shutdownTimeout;
		this.client = new SessionMqttClient(this::isManualAcks, new AdapterSubscriptions(connection));
		setUrl(url);
		connection.addSessionListener(this);
	}

	/**
	 * Set whether the platform forgets a session. Adapters that look at this when they
	 * are created unsubscribe when they stop, and otherwise leave the session as it is,
	 * so that it keeps what comes while the application is down.
	 * @param cleanSession as the connection's settings say, {@code true} by default
	 */
	public void setCleanSession(boolean cleanSession) {
		this.cleanSession = cleanSession;
	}

	/**
	 * Return options for adapters to look at. Changing them has no effect: the connection
	 * makes its own for every attempt.
	 */
	@Override
	public MqttConnectOptions getConnectionInfo() {
		MqttConnectOptions options = new MqttConnectOptions();
		options.setServerURIs(new String[] { getUrl() });
		options.setAutomaticReconnect(false);
		options.setCleanSession(this.cleanSession);
		return options;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.connection.disconnect(this.shutdownTimeout);
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public @Nullable IMqttAsyncClient getClient() {
		return this.running ? this.client.proxy() : null;
	}

	@Override
	public boolean isConnected() {
		return this.connection.status().state() == ConnectionState.CONNECTED;
	}

	/**
	 * Register a callback. One that comes while the device is online is called at once,
	 * so that adapters added at run time subscribe, too. An inbound adapter is called at
	 * once in any case: what it subscribes to is then known before the first login, after
	 * which the platform delivers what a kept session has stored.
	 */
	@Override
	public void addCallback(ConnectCallback callback) {
		super.addCallback(callback);
		if (this.ready || (!isManualAcks() && callback instanceof AbstractMqttMessageDrivenChannelAdapter<?, ?>)) {
			tell(callback, false);
		}
	}

	@Override
	public void sessionReady(MqttSession session, boolean reconnect) {
		this.client.use(session.unwrap(IMqttAsyncClient.class));
		this.ready = true;
		for (ConnectCallback callback : getCallbacks().toArray(new ConnectCallback[0])) {
			tell(callback, reconnect);
		}
	}

	private static void tell(ConnectCallback callback, boolean reconnect) {
		try {
			callback.connectComplete(reconnect);
		}
		catch (RuntimeException ex) {
			logger.error("A callback failed after the connection was made", ex);
		}
	}

	@Override
	public void sessionEnded(MqttSession session) {
		this.ready = false;
		this.client.use(null);
	}

}
