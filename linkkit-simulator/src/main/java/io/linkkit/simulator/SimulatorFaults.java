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

package io.linkkit.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.AlinkReplyFault;
import io.linkkit.simulator.platform.ConnackCode;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.FaultPlan;
import io.linkkit.simulator.platform.RegistrationFault;
import io.linkkit.simulator.server.SimulatorServer;

/**
 * Makes the simulator misbehave in the ways a real platform and a real network do. Every
 * fault lasts until {@link #heal()} or its own counterpart.
 */
public final class SimulatorFaults {

	private final FaultPlan plan;

	private final SimulatorServer server;

	private final SimulatorLog log;

	SimulatorFaults(FaultPlan plan, SimulatorServer server, SimulatorLog log) {
		this.plan = plan;
		this.server = server;
		this.log = log;
	}

	/**
	 * Answer every CONNECT with a refusal.
	 * @param code 1 to 5 (reference §6.4)
	 */
	public void answerConnackWith(int code) {
		ConnackCode refusal = ConnackCode.of(code);
		if (refusal == ConnackCode.ACCEPTED) {
			throw new IllegalArgumentException("'code' must be 1 to 5 but is 0");
		}
		note("every CONNECT is answered with " + code);
		this.plan.setRefusal(refusal);
	}

	/**
	 * Accept connections but never answer CONNECT.
	 */
	public void withholdConnack() {
		note("no CONNECT is answered");
		this.plan.setConnackWithheld(true);
	}

	/**
	 * Take QoS 1 messages of devices but never acknowledge them.
	 */
	public void withholdPuback() {
		note("no QoS 1 message is acknowledged");
		this.plan.setPubackWithheld(true);
	}

	/**
	 * Answer subscriptions to a topic filter with 0x80.
	 * @param topicFilter the filter exactly as the device writes it
	 */
	public void refuseSubscription(String topicFilter) {
		note("subscriptions to " + topicFilter + " are refused");
		this.plan.refuseSubscription(topicFilter);
	}

	/**
	 * Leave registrations without an answer: no push, no HTTPS answer.
	 */
	public void withholdRegistration() {
		failRegistration(new RegistrationFault.Withheld());
	}

	/**
	 * Answer registrations late.
	 * @param delay how late
	 */
	public void delayRegistration(Duration delay) {
		failRegistration(new RegistrationFault.Delayed(delay));
	}

	/**
	 * Let registrations go wrong.
	 * @param fault in which way; takes the place of an earlier one
	 */
	public void failRegistration(RegistrationFault fault) {
		note("registrations suffer from " + fault);
		this.plan.setRegistrationFault(fault);
	}

	/**
	 * Let replies to Alink requests go wrong.
	 * @param fault in which way; takes the place of an earlier one
	 */
	public void failAlinkReplies(AlinkReplyFault fault) {
		note("replies to Alink requests suffer from " + fault);
		this.plan.setAlinkReplyFault(fault);
	}

	/**
	 * Tell devices that ask for the time (reference §8.10) another one than the system's.
	 * @param offset how much later; negative for an earlier one
	 */
	public void shiftClock(Duration offset) {
		note("the platform's clock is shifted by " + offset);
		this.plan.setClockOffset(offset);
	}

	/**
	 * Become a black hole: sockets stay open, but nothing is read, written or closed, as
	 * behind a broken network. TCP connections are still accepted by the operating
	 * system.
	 */
	public void pause() {
		note("paused");
		this.server.pause();
	}

	/**
	 * End {@link #pause()}, and make up for what was held back.
	 */
	public void resume() {
		note("resumed");
		this.server.resume();
	}

	/**
	 * Cut every connection without a word of MQTT or TLS.
	 * @param how by which TCP flag
	 */
	public void cutAll(ConnectionCut how) {
		note("all connections are cut with TCP " + how);
		this.server.cutAll(how);
	}

	/**
	 * Close all ports, so that connecting is refused; connections stay.
	 */
	public void stopListening() {
		this.server.stopListening();
	}

	/**
	 * Open the same ports again.
	 */
	public void resumeListening() {
		this.server.resumeListening();
	}

	/**
	 * Return which faults are at work.
	 * @return stable words: {@code black-hole}, {@code not-listening}, {@code connack-4},
	 * {@code puback-withheld} and the like; empty if all is well
	 */
	public List<String> active() {
		List<String> words = new ArrayList<>(this.plan.active());
		if (this.server.isPaused()) {
			words.add("black-hole");
		}
		if (!this.server.isListening()) {
			words.add("not-listening");
		}
		return words;
	}

	/**
	 * End every fault.
	 */
	public void heal() {
		note("healed");
		this.plan.clear();
		this.server.resume();
		this.server.resumeListening();
	}

	private void note(String text) {
		this.log.add(LogEvent.FAULT, null, "", text);
	}

}
