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
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * The one Paho client that Spring Integration sees, whichever session carries the
 * connection: adapters keep the client they got at start, while every login needs a new
 * one, since the client id holds its time stamp.
 * <p>
 * What would take the session out of the connection's hands is refused. Subscriptions
 * with a listener become subscriptions of the connection, see
 * {@link AdapterSubscriptions}; they may be made before there is a session. If listeners
 * acknowledge messages themselves, they are called by Paho, but wrapped, because what
 * they throw would make it cut the connection.
 */
final class SessionMqttClient implements InvocationHandler {

	private static final Log logger = LogFactory.getLog(SessionMqttClient.class);

	private static final Set<String> OWNED_BY_CONNECTION = Set.of("connect", "disconnect", "disconnectForcibly",
			"reconnect", "close", "setCallback", "setManualAcks", "setBufferOpts");

	private final BooleanSupplier manualAcks;

	private final AdapterSubscriptions subscriptions;

	private volatile @Nullable IMqttAsyncClient session;

	private @Nullable IMqttAsyncClient handedOut;

	/**
	 * Create a client that has no session yet; {@link #proxy()} is what to hand out.
	 * @param manualAcks whether listeners acknowledge messages themselves
	 * @param subscriptions keeps what is listened to
	 */
	SessionMqttClient(BooleanSupplier manualAcks, AdapterSubscriptions subscriptions) {
		this.manualAcks = manualAcks;
		this.subscriptions = subscriptions;
	}

	/**
	 * Return what adapters work with. Most applications have none, so it is made when
	 * somebody asks for it first.
	 */
	synchronized IMqttAsyncClient proxy() {
		IMqttAsyncClient made = this.handedOut;
		if (made == null) {
			made = (IMqttAsyncClient) Proxy.newProxyInstance(IMqttAsyncClient.class.getClassLoader(),
					new Class<?>[] { IMqttAsyncClient.class }, this);
			this.handedOut = made;
		}
		return made;
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
		if (arguments != null && !this.manualAcks.getAsBoolean()) {
			IMqttToken token = subscribeOrUnsubscribe(method.getName(), arguments, current);
			if (token != null) {
				return token;
			}
		}
		if (current == null) {
			return withoutSession(method);
		}
		wrapListeners(arguments);
		try {
			return method.invoke(current, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * Do what is up to the connection.
	 * @return the answer, or {@code null} if the session is to do it
	 */
	private @Nullable IMqttToken subscribeOrUnsubscribe(String method, Object[] arguments,
			@Nullable IMqttAsyncClient current) throws MqttException {
		if (method.equals("unsubscribe")) {
			String[] filters = textsIn(arguments[0]);
			return this.subscriptions.end(filters) ? new SettledToken(filters) : null;
		}
		IMqttMessageListener[] listeners = listenersIn(arguments[arguments.length - 1]);
		if (!method.equals("subscribe") || listeners.length == 0) {
			return null;
		}
		String[] filters = textsIn(arguments[0]);
		int[] qos = (arguments[1] instanceof int[] several) ? several : new int[] { (int) arguments[1] };
		for (int i = 0; i < filters.length; i++) {
			this.subscriptions.listen(filters[i], qos[i], listeners[i]);
		}
		// asked for once more, so that the caller gets the platform's answer
		return (current != null) ? current.subscribe(filters, qos) : new SettledToken(filters, qos);
	}

	private static IMqttMessageListener[] listenersIn(@Nullable Object argument) {
		if (argument instanceof IMqttMessageListener listener) {
			return new IMqttMessageListener[] { listener };
		}
		return (argument instanceof IMqttMessageListener[] listeners) ? listeners : new IMqttMessageListener[0];
	}

	private static String[] textsIn(Object argument) {
		return (argument instanceof String[] texts) ? texts : new String[] { (String) argument };
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

	private static void wrapListeners(Object @Nullable [] arguments) {
		if (arguments == null) {
			return;
		}
		for (int i = 0; i < arguments.length; i++) {
			if (arguments[i] instanceof IMqttMessageListener listener) {
				arguments[i] = guarded(listener);
			}
			else if (arguments[i] instanceof IMqttMessageListener[] listeners) {
				IMqttMessageListener[] wrapped = new IMqttMessageListener[listeners.length];
				for (int j = 0; j < wrapped.length; j++) {
					wrapped[j] = guarded(listeners[j]);
				}
				arguments[i] = wrapped;
			}
		}
	}

	private static IMqttMessageListener guarded(IMqttMessageListener listener) {
		return (topic, message) -> {
			try {
				listener.messageArrived(topic, message);
			}
			catch (Exception ex) {
				logger.error("A listener failed on a message to " + topic, ex);
			}
		};
	}

}
