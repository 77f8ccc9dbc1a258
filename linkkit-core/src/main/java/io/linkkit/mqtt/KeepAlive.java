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

package io.linkkit.mqtt;

import java.time.Duration;

import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttPingSender;
import org.eclipse.paho.client.mqttv3.MqttToken;
import org.eclipse.paho.client.mqttv3.internal.ClientComms;
import org.eclipse.paho.client.mqttv3.internal.wire.MqttPingReq;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an idle connection alive and finds out that a server has fallen silent. Paho's
 * own check, made once in a keep-alive time, needs up to two of them.
 * <p>
 * PINGREQ is sent when nothing came in or nothing went out for the keep-alive time. Any
 * byte counts as an answer. The connection counts as dead when PINGREQ has been out for
 * the grace time and nothing at all came for the keep-alive time and the grace time.
 * <p>
 * Checks run one after another on the timer of the session; {@link #start} comes before
 * the first of them.
 */
final class KeepAlive implements MqttPingSender {

	private static final Duration SHORTEST_DELAY = Duration.ofMillis(50);

	private static final Duration LATE = Duration.ofSeconds(2);

	private final Duration interval;

	private final Duration grace;

	private final Activity activity;

	private final SessionThreads threads;

	private final Runnable onSilence;

	private volatile @Nullable ClientComms comms;

	private volatile @Nullable Runnable cancelNextCheck;

	private volatile boolean stopped;

	private long due;

	private boolean pinged;

	/** When PINGREQ was sent that has not been answered; counted anew after a suspend. */
	private long pingedAt;

	private long lastPing;

	KeepAlive(Duration interval, Duration grace, Activity activity, SessionThreads threads, Runnable onSilence) {
		this.interval = interval;
		this.grace = grace;
		this.activity = activity;
		this.threads = threads;
		this.onSilence = onSilence;
	}

	@Override
	public void init(ClientComms clientComms) {
		this.comms = clientComms;
	}

	@Override
	public void start() {
		if (!this.interval.isZero()) {
			this.lastPing = System.nanoTime();
			checkAfter(this.interval);
		}
	}

	@Override
	public void stop() {
		this.stopped = true;
		Runnable cancel = this.cancelNextCheck;
		if (cancel != null) {
			cancel.run();
		}
	}

	/**
	 * Paho asks for its own check, which is never used here.
	 */
	@Override
	public void schedule(long delayInMilliseconds) {
	}

	private void check() {
		if (isSilent()) {
			this.onSilence.run();
		}
	}

	private boolean isSilent() {
		if (this.stopped) {
			return false;
		}
		if (this.pinged && this.activity.inboundSince(this.pingedAt)) {
			this.pinged = false;
		}
		if (System.nanoTime() - this.due > LATE.toNanos()) {
			// The process was suspended. What came meanwhile has yet to be read.
			this.pingedAt = System.nanoTime();
		}
		if (this.pinged && graceLeft().isNegative() && silenceLeft().isNegative()) {
			return true;
		}
		if (idleLeft().isNegative()) {
			ping();
		}
		checkAfter(this.pinged ? shorter(longer(graceLeft(), silenceLeft()), idleLeft()) : idleLeft());
		return false;
	}

	private Duration graceLeft() {
		return this.grace.minusNanos(System.nanoTime() - this.pingedAt);
	}

	private Duration silenceLeft() {
		return this.interval.plus(this.grace).minus(this.activity.silence());
	}

	// a ping that cannot be sent, because the server does not read, is not repeated
	private Duration outboundLeft() {
		Duration sincePing = Duration.ofNanos(System.nanoTime() - this.lastPing);
		return this.interval.minus(shorter(this.activity.sinceOutbound(), sincePing));
	}

	private Duration idleLeft() {
		return this.pinged ? outboundLeft()
				: shorter(outboundLeft(), this.interval.minus(this.activity.sinceInbound()));
	}

	private void ping() {
		ClientComms clientComms = this.comms;
		if (clientComms == null) {
			return;
		}
		try {
			clientComms.sendNoWait(new MqttPingReq(), new MqttToken(clientComms.getClient().getClientId()));
			this.lastPing = System.nanoTime();
			if (!this.pinged) {
				this.pinged = true;
				this.pingedAt = this.lastPing;
			}
		}
		catch (MqttException ex) {
			// no longer connected, of which others take care
		}
	}

	private void checkAfter(Duration delay) {
		Duration actual = longer(delay, SHORTEST_DELAY);
		this.due = System.nanoTime() + actual.toNanos();
		this.cancelNextCheck = this.threads.after(actual, this::check);
	}

	private static Duration shorter(Duration a, Duration b) {
		return (a.compareTo(b) < 0) ? a : b;
	}

	private static Duration longer(Duration a, Duration b) {
		return (a.compareTo(b) > 0) ? a : b;
	}

}
