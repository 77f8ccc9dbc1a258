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

package io.linkkit.simulator.console;

import java.net.URI;
import java.util.function.Consumer;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.platform.MessageTrace;

/**
 * A page that shows what happens on a simulator, with buttons that make it misbehave. For
 * developers: whoever can connect to the loopback address of this machine can see what
 * devices say and press the buttons. No secret is shown.
 */
public final class SimulatorConsole implements AutoCloseable {

	/**
	 * The port unless another is wanted.
	 */
	public static final int DEFAULT_PORT = 18830;

	private final LinkKitSimulator simulator;

	private final ConsoleFeed feed = new ConsoleFeed();

	private final Devices devices;

	private final ConsoleServer server;

	private final Consumer<LogEntry> logListener = this.feed::add;

	private final Consumer<MessageTrace> messageListener = this.feed::add;

	private SimulatorConsole(LinkKitSimulator simulator, int port) {
		this.simulator = simulator;
		this.devices = new Devices(simulator);
		this.server = new ConsoleServer(port, new ConsoleActions(simulator, this.devices),
				new EventStreams(this.feed, this.devices::state));
		this.feed.onChange(this.server::catchUpSoon);
		simulator.log().entries().forEach(this.feed::add);
		simulator.log().addListener(this.logListener);
		simulator.cloud().addMessageListener(this.messageListener);
	}

	/**
	 * Serve the page on 127.0.0.1.
	 * @param simulator what to show
	 * @param port where; another one if it is taken, and any that is free if it is 0
	 * @return a console that listens
	 * @throws IllegalStateException if no port can be had
	 */
	public static SimulatorConsole start(LinkKitSimulator simulator, int port) {
		return new SimulatorConsole(simulator, port);
	}

	/**
	 * Return where the page is.
	 * @return a URL such as {@code http://127.0.0.1:18830/}
	 */
	public URI url() {
		return URI
			.create("http://" + this.server.address().getHostString() + ":" + this.server.address().getPort() + "/");
	}

	/**
	 * Show how a device sees itself, too.
	 * @param device the device as {@code deviceName&productKey}
	 * @param side asked whenever the page is brought up to date
	 */
	public void attach(String device, DeviceSide side) {
		this.devices.attach(device, side);
		this.server.catchUpSoon();
	}

	/**
	 * Add to the timeline what a device tells of itself.
	 * @param event what happened
	 */
	public void tell(DeviceEvent event) {
		this.feed.add(event);
	}

	/**
	 * Stop to serve the page; afterwards no thread is left.
	 */
	@Override
	public void close() {
		this.simulator.log().removeListener(this.logListener);
		this.simulator.cloud().removeMessageListener(this.messageListener);
		this.server.close();
	}

}
