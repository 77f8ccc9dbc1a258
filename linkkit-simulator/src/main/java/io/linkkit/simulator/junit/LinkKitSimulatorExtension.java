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

package io.linkkit.simulator.junit;

import java.util.function.UnaryOperator;

import io.linkkit.simulator.LinkKitSimulator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a simulator around tests. Registered in a static field, or by {@code @ExtendWith},
 * one simulator serves all tests of a class; registered in an instance field each test
 * gets its own. <pre class="code">
 * &#64;RegisterExtension
 * static LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tls());
 *
 * &#64;Test
 * void deviceComesOnline(LinkKitSimulator simulator) {
 *     …
 * }
 * </pre>
 */
public final class LinkKitSimulatorExtension
		implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private final UnaryOperator<LinkKitSimulator.Builder> configuration;

	private @Nullable LinkKitSimulator simulator;

	private boolean startedForClass;

	/**
	 * Run a simulator that answers MQTT over TCP and over TLS on ports that are free.
	 */
	public LinkKitSimulatorExtension() {
		this((builder) -> builder.tcp().tls());
	}

	private LinkKitSimulatorExtension(UnaryOperator<LinkKitSimulator.Builder> configuration) {
		this.configuration = configuration;
	}

	/**
	 * Run a simulator as described.
	 * @param configuration asks the builder for what the tests need
	 * @return an extension to register
	 */
	public static LinkKitSimulatorExtension with(UnaryOperator<LinkKitSimulator.Builder> configuration) {
		return new LinkKitSimulatorExtension(configuration);
	}

	/**
	 * Return the simulator of the running test.
	 * @return the simulator
	 * @throws IllegalStateException when no test is running
	 */
	public LinkKitSimulator simulator() {
		LinkKitSimulator running = this.simulator;
		if (running == null) {
			throw new IllegalStateException("No test is running, so there is no simulator");
		}
		return running;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		start();
		this.startedForClass = true;
	}

	@Override
	public void afterAll(ExtensionContext context) {
		stop();
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		if (!this.startedForClass) {
			start();
		}
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (!this.startedForClass) {
			stop();
		}
	}

	private void start() {
		this.simulator = this.configuration.apply(LinkKitSimulator.builder()).start();
	}

	private void stop() {
		if (this.simulator != null) {
			this.simulator.close();
			this.simulator = null;
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext context) {
		return parameterContext.getParameter().getType() == LinkKitSimulator.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameterContext, ExtensionContext context) {
		return simulator();
	}

}
