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

package io.linkkit.messaging.listener;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.messaging.DeviceTopics;
import io.linkkit.messaging.LinkKitOperations;
import io.linkkit.messaging.listener.LinkKitListenerContainer.ContainerSpec;
import io.linkkit.messaging.observation.LinkKitObservations;

import org.springframework.messaging.handler.annotation.support.MessageHandlerMethodFactory;

/**
 * Makes containers of endpoints.
 */
public class LinkKitListenerContainerFactory {

	private static final LinkKitListenerErrorHandler LOGGING = new LoggingErrorHandler();

	private final LinkKitConnection connection;

	private final LinkKitOperations operations;

	private final MessageHandlerMethodFactory methods;

	private final ListenerSettings settings;

	private final LinkKitObservations observations;

	/**
	 * Create a factory.
	 * @param connection where to subscribe
	 * @param operations publishes replies and answers
	 * @param methods resolves the arguments of methods
	 * @param settings how listeners run
	 */
	public LinkKitListenerContainerFactory(LinkKitConnection connection, LinkKitOperations operations,
			MessageHandlerMethodFactory methods, ListenerSettings settings) {
		this(connection, operations, methods, settings, LinkKitObservations.NONE);
	}

	/**
	 * Create a factory of listeners that are observed.
	 * @param connection where to subscribe
	 * @param operations publishes replies and answers
	 * @param methods resolves the arguments of methods
	 * @param settings how listeners run
	 * @param observations whether and how to observe
	 */
	public LinkKitListenerContainerFactory(LinkKitConnection connection, LinkKitOperations operations,
			MessageHandlerMethodFactory methods, ListenerSettings settings, LinkKitObservations observations) {
		this.connection = connection;
		this.operations = operations;
		this.methods = methods;
		this.settings = settings;
		this.observations = observations;
	}

	/**
	 * Return the topics of the device, to resolve those of endpoints.
	 * @return the topics
	 */
	public DeviceTopics topics() {
		return new DeviceTopics(this.connection.device());
	}

	/**
	 * Make a container for a listener.
	 * @param endpoint what is to listen
	 * @return a container, to be registered or to be started
	 */
	public LinkKitListenerContainer create(ListenerEndpoint endpoint) {
		ListenerMethod method = method(endpoint.bean(), endpoint.method());
		return create(spec(endpoint.id(), method, endpoint.topicFilters(), endpoint.qos(), endpoint.options()),
				new ReplyingListener(method, endpoint.replyTopic(), this.operations), endpoint.options());
	}

	/**
	 * Make a container for a handler of requests by RRPC.
	 * @param endpoint what is to answer
	 * @return a container, to be registered or to be started
	 */
	public LinkKitListenerContainer create(RrpcEndpoint endpoint) {
		ListenerMethod method = method(endpoint.bean(), endpoint.method());
		return create(
				spec(endpoint.id(), method, List.of(endpoint.topicFilter(this.connection.device())), 0,
						endpoint.options()),
				new RrpcListener(method, this.operations, System::nanoTime), endpoint.options());
	}

	private ListenerMethod method(Object bean, Method method) {
		return new ListenerMethod(this.methods.createInvocableHandlerMethod(bean, method));
	}

	private ContainerSpec spec(String id, ListenerMethod method, List<String> topicFilters, int qos,
			ListenerOptions options) {
		return new ContainerSpec(id, method.toString(), topicFilters, qos,
				Objects.requireNonNullElse(options.autoStartup(), this.settings.autoStartup()),
				Objects.requireNonNullElse(options.errorHandler(), LOGGING), this.settings.shutdownTimeout());
	}

	private LinkKitListenerContainer create(ContainerSpec spec, InboundListener listener, ListenerOptions options) {
		int number = Objects.requireNonNullElse(options.concurrency(), this.settings.concurrency());
		Supplier<Lanes> lanes = () -> new Lanes(threads(spec.id(), number), number, this.settings.queueCapacity());
		return new LinkKitListenerContainer(spec, this.connection, listener, lanes, this.observations);
	}

	private LaneThreads threads(String id, int lanes) {
		String deviceName = this.connection.device().deviceName();
		return this.settings.virtualThreads() ? LaneThreads.virtual(id, deviceName)
				: LaneThreads.platform(id, deviceName, lanes);
	}

}
