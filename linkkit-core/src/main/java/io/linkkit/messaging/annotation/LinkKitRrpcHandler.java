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
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * Marks a method of a bean that answers requests by RRPC (reference §8.9): what it
 * returns is the answer, an empty one if it returns {@code null}. It may take what a
 * {@link LinkKitListener} may.
 * <p>
 * The platform lets the caller wait for 8 seconds. An answer that would come later is not
 * sent, and a request that waited longer for its turn is not handled; both are counted,
 * see {@link io.linkkit.messaging.listener.LinkKitListenerEndpointRegistry#rrpc()}. If
 * the method throws, there is no answer.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@MessageMapping
public @interface LinkKitRrpcHandler {

	/**
	 * The topic that the cloud asks at, without {@code /ext/rrpc/{id}} before it: one of
	 * the product's own, such as <code>/${productKey}/${deviceName}/user/ask</code>, or
	 * that of a service called synchronously (reference §8.2), such as
	 * <code>/sys/${productKey}/${deviceName}/thing/service/open</code>.
	 * @return a topic; by default the system's, {@code /sys/…/rrpc/request/+}
	 */
	String topic() default "";

	/**
	 * Names the handler, see {@link LinkKitListener#id}.
	 * @return an id that no other listener has; names of bean and method by default
	 */
	String id() default "";

	/**
	 * How many requests are handled at a time.
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
	 * Whether to answer from the start of the application.
	 * @return {@code true} or {@code false}; {@code linkkit.listener.auto-startup} by
	 * default
	 */
	String autoStartup() default "";

}
