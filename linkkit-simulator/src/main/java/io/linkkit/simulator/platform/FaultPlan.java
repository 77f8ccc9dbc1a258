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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The ways in which the platform itself misbehaves on request. Thread-safe; a change
 * takes effect at the next packet.
 */
public final class FaultPlan {

	private volatile @Nullable ConnackCode refusal;

	private volatile boolean connackWithheld;

	private volatile boolean pubackWithheld;

	private volatile @Nullable RegistrationFault registrationFault;

	private volatile @Nullable AlinkReplyFault alinkReplyFault;

	private volatile Duration clockOffset = Duration.ZERO;

	private final Set<TopicFilter> refusedFilters = ConcurrentHashMap.newKeySet();

	/**
	 * Refuse every login.
	 * @param refusal the answer, or {@code null} to judge logins again
	 */
	public void setRefusal(@Nullable ConnackCode refusal) {
		this.refusal = refusal;
	}

	Optional<ConnackCode> refusal() {
		return Optional.ofNullable(this.refusal);
	}

	/**
	 * Leave CONNECT without an answer.
	 * @param connackWithheld whether to do so
	 */
	public void setConnackWithheld(boolean connackWithheld) {
		this.connackWithheld = connackWithheld;
	}

	boolean isConnackWithheld() {
		return this.connackWithheld;
	}

	/**
	 * Leave QoS 1 messages of devices without an answer, although they are taken.
	 * @param pubackWithheld whether to do so
	 */
	public void setPubackWithheld(boolean pubackWithheld) {
		this.pubackWithheld = pubackWithheld;
	}

	boolean isPubackWithheld() {
		return this.pubackWithheld;
	}

	/**
	 * Answer subscriptions to a filter with 0x80.
	 * @param filter the filter, compared as text
	 */
	public void refuseSubscription(String filter) {
		this.refusedFilters.add(new TopicFilter(filter));
	}

	boolean isRefused(TopicFilter filter) {
		return this.refusedFilters.contains(filter);
	}

	/**
	 * Let registrations go wrong.
	 * @param registrationFault how; takes the place of an earlier one
	 */
	public void setRegistrationFault(RegistrationFault registrationFault) {
		this.registrationFault = registrationFault;
	}

	Optional<RegistrationFault> registrationFault() {
		return Optional.ofNullable(this.registrationFault);
	}

	/**
	 * Let replies to Alink requests go wrong.
	 * @param alinkReplyFault how; takes the place of an earlier one
	 */
	public void setAlinkReplyFault(AlinkReplyFault alinkReplyFault) {
		this.alinkReplyFault = alinkReplyFault;
	}

	Optional<AlinkReplyFault> alinkReplyFault() {
		return Optional.ofNullable(this.alinkReplyFault);
	}

	/**
	 * Tell devices another time than the system's.
	 * @param clockOffset how much later
	 */
	public void setClockOffset(Duration clockOffset) {
		this.clockOffset = clockOffset;
	}

	Duration clockOffset() {
		return this.clockOffset;
	}

	/**
	 * Return how the platform misbehaves now.
	 * @return stable words, such as {@code connack-4}; empty if it does not
	 */
	public List<String> active() {
		List<String> words = new ArrayList<>();
		refusal().ifPresent((code) -> words.add("connack-" + code.code()));
		addIf(this.connackWithheld, "connack-withheld", words);
		addIf(this.pubackWithheld, "puback-withheld", words);
		addIf(!this.refusedFilters.isEmpty(), "subscription-refused", words);
		addIf(this.registrationFault != null, "registration", words);
		addIf(this.alinkReplyFault != null, "alink-replies", words);
		addIf(!this.clockOffset.isZero(), "clock-shifted", words);
		return words;
	}

	private static void addIf(boolean condition, String word, List<String> words) {
		if (condition) {
			words.add(word);
		}
	}

	/**
	 * Misbehave no more.
	 */
	public void clear() {
		this.refusal = null;
		this.connackWithheld = false;
		this.pubackWithheld = false;
		this.registrationFault = null;
		this.alinkReplyFault = null;
		this.clockOffset = Duration.ZERO;
		this.refusedFilters.clear();
	}

}
