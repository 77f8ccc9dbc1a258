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

package io.linkkit.messaging.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * Marks a method of a bean that takes the messages of topics. It may take
 * <ul>
 * <li>the payload, as {@code byte[]}, as a {@code String} read as UTF-8, or as any other
 * type read from JSON, marked with
 * {@link org.springframework.messaging.handler.annotation.Payload} or not marked at all;
 * it is validated if it is marked with {@code @Valid} or {@code @Validated};</li>
 * <li>headers, marked with
 * {@link org.springframework.messaging.handler.annotation.Header} or
 * {@link org.springframework.messaging.handler.annotation.Headers}: see
 * {@link org.springframework.integration.mqtt.support.MqttHeaders} and
 * {@link io.linkkit.messaging.LinkKitHeaders};</li>
 * <li>a {@link org.springframework.messaging.Message} or an
 * {@link io.linkkit.mqtt.InboundMessage}.</li>
 * </ul>
 * What it returns is published to {@link #replyTopic}. It may return a
 * {@link java.util.concurrent.CompletionStage}; then the message is dealt with when that
 * completes.
 * <p>
 * Messages of a topic are handled one after another, in the order in which they came, on
 * threads of the listener's own, so that it may block without holding up others. A QoS 1
 * message is acknowledged when all its listeners are done with it; whoever fails on it
 * does not get it again. QoS 0 messages that come faster than a listener takes them are
 * discarded and counted, see {@link io.linkkit.connection.LinkKitConnection#inbound()}.
 * <p>
 * Texts may name the device by <code>${productKey}</code> and <code>${deviceName}</code>,
 * and hold other placeholders and expressions <code>#{…}</code>.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(LinkKitListeners.class)
@MessageMapping
public @interface LinkKitListener {

	/**
	 * What to listen to. The same as {@link #topics}.
	 * @return topic filters
	 */
	@AliasFor("topics")
	String[] value() default {};

	/**
	 * What to listen to.
	 * @return topic filters, which may hold the wildcards {@code +} and {@code #}
	 */
	@AliasFor("value")
	String[] topics() default {};

	/**
	 * Names the listener, to start and stop it by
	 * {@link io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry}.
	 * @return an id that no other listener has; names of bean and method by default
	 */
	String id() default "";

	/**
	 * Quality of service to subscribe with.
	 * @return 0 or 1
	 */
	int qos() default 1;

	/**
	 * Where to publish what the method returns, unless it is {@code null}.
	 * @return a topic; only for methods that return something
	 */
	String replyTopic() default "";

	/**
	 * How many messages are handled at a time. Those of one topic never are.
	 * @return a number; {@code linkkit.listener.concurrency} by default
	 */
	String concurrency() default "";

	/**
	 * Name of the {@link io.linkkit.messaging.listener.LinkKitListenerErrorHandler} that
	 * is told when the method fails.
	 * @return the name of a bean; by default failures are logged, without payload
	 */
	String errorHandler() default "";

	/**
	 * Whether to listen from the start of the application.
	 * @return {@code true} or {@code false}; {@code linkkit.listener.auto-startup} by
	 * default
	 */
	String autoStartup() default "";

}
