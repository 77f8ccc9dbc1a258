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

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.eclipse.paho.client.mqttv3.IMqttAsyncClient;
import org.eclipse.paho.client.mqttv3.IMqttMessageListener;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * The one Paho client that Spring Integration sees, whichever session carries the
 * connection: adapters keep the client they got at start, while every login needs a new
 * one, since the client id holds its time stamp.
 * <p>
 * What would take the session out of the connection's hands is refused. Message listeners
 * are wrapped, because what they throw would make Paho cut the connection.
 */
final class SessionMqttClient implements InvocationHandler {

	private static final Log logger = LogFactory.getLog(SessionMqttClient.class);

	private static final Set<String> OWNED_BY_CONNECTION = Set.of("connect", "disconnect", "disconnectForcibly",
			"reconnect", "close", "setCallback", "setManualAcks", "setBufferOpts");

	private final BooleanSupplier manualAcks;

	private volatile @Nullable IMqttAsyncClient session;

	/**
	 * Create a client that has no session yet; {@link #proxy()} is what to hand out.
	 * @param manualAcks whether listeners acknowledge messages themselves
	 */
	SessionMqttClient(BooleanSupplier manualAcks) {
		this.manualAcks = manualAcks;
	}

	IMqttAsyncClient proxy() {
		return (IMqttAsyncClient) Proxy.newProxyInstance(IMqttAsyncClient.class.getClassLoader(),
				new Class<?>[] { IMqttAsyncClient.class }, this);
	}

	void use(@Nullable IMqttAsyncClient session) {
		this.session = session;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		if (method.getDeclaringClass() == Object.class) {
			return invokeOnObject(proxy, method, arguments);
		}
		if (OWNED_BY_CONNECTION.contains(method.getName())) {
			throw new UnsupportedOperationException(
					method.getName() + " is up to LinkKitConnection, which owns this MQTT client");
		}
		IMqttAsyncClient current = this.session;
		if (current == null) {
			return withoutSession(method);
		}
		wrapListeners(arguments, current);
		try {
			return method.invoke(current, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private @Nullable Object invokeOnObject(Object proxy, Method method, Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && proxy == arguments[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> "MQTT client of LinkKitConnection";
		};
	}

	private static Object withoutSession(Method method) throws MqttException {
		if (method.getReturnType() == boolean.class) {
			return false;
		}
		if (method.getReturnType() == int.class) {
			return 0;
		}
		throw new MqttException(MqttException.REASON_CODE_CLIENT_NOT_CONNECTED);
	}

	private void wrapListeners(Object @Nullable [] arguments, IMqttAsyncClient client) {
		if (arguments == null) {
			return;
		}
		for (int i = 0; i < arguments.length; i++) {
			if (arguments[i] instanceof IMqttMessageListener listener) {
				arguments[i] = guarded(listener, client);
			}
			else if (arguments[i] instanceof IMqttMessageListener[] listeners) {
				IMqttMessageListener[] wrapped = new IMqttMessageListener[listeners.length];
				for (int j = 0; j < wrapped.length; j++) {
					wrapped[j] = guarded(listeners[j], client);
				}
				arguments[i] = wrapped;
			}
		}
	}

	private IMqttMessageListener guarded(IMqttMessageListener listener, IMqttAsyncClient client) {
		return (topic, message) -> {
			try {
				listener.messageArrived(topic, message);
			}
			catch (Exception ex) {
				logger.error("A listener failed on a message to " + topic, ex);
			}
			if (!this.manualAcks.getAsBoolean()) {
				client.messageArrivedComplete(message.getId(), message.getQos());
			}
		};
	}

}
