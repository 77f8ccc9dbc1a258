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
import java.util.ArrayList;
import java.util.List;

/**
 * A connection without a network: writes down what the platform does to it.
 */
final class RecordingConnection implements DeviceConnection {

	private final boolean secure;

	private final List<String> events = new ArrayList<>();

	private final List<Delivery> deliveries = new ArrayList<>();

	private boolean writable = true;

	private Runnable whenAccepted = () -> {
	};

	private RecordingConnection(boolean secure) {
		this.secure = secure;
	}

	static RecordingConnection overTls() {
		return new RecordingConnection(true);
	}

	static RecordingConnection overTcp() {
		return new RecordingConnection(false);
	}

	List<String> events() {
		return this.events;
	}

	List<Delivery> deliveries() {
		return this.deliveries;
	}

	void whenAccepted(Runnable whenAccepted) {
		this.whenAccepted = whenAccepted;
	}

	void setWritable(boolean writable) {
		this.writable = writable;
	}

	@Override
	public boolean isSecure() {
		return this.secure;
	}

	@Override
	public void accept(boolean sessionPresent) {
		this.whenAccepted.run();
		this.events.add(sessionPresent ? "accepted, session present" : "accepted");
	}

	@Override
	public void refuse(ConnackCode code) {
		this.events.add("refused with " + code.code());
	}

	@Override
	public boolean isWritable() {
		return this.writable;
	}

	@Override
	public void deliver(Delivery delivery) {
		this.events.add("delivered " + delivery.topic());
		this.deliveries.add(delivery);
	}

	@Override
	public void deliverLater(Delivery delivery, Duration delay) {
		if (!delay.isZero()) {
			this.events.add("waited " + delay);
		}
		deliver(delivery);
	}

	@Override
	public void close() {
		this.events.add("closed");
	}

	@Override
	public void closeSoon() {
		this.events.add("closed soon");
	}

	@Override
	public void cut(ConnectionCut how) {
		this.events.add("cut with " + how);
	}

	@Override
	public String description() {
		return this.secure ? "TLS" : "TCP";
	}

}
