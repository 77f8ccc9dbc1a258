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

package io.linkkit.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.SignedText;
import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.EndpointProbe;
import io.linkkit.mqtt.EndpointReport;
import io.linkkit.mqtt.FailureReason;
import io.linkkit.tls.SslContextSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a device is not online: examines its settings and its clock, opens a
 * connection step by step and closes it, and asks the device's own connection what became
 * of its login and its subscriptions. Thread-safe.
 */
public final class Doctor {

	private static final Log logger = LogFactory.getLog(Doctor.class);

	/**
	 * No clock that goes right shows an earlier time: this library did not exist.
	 */
	private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

	/**
	 * How much longer than its own time-outs an attempt may take.
	 */
	private static final Duration GRACE = Duration.ofSeconds(5);

	private final LinkKitConnection connection;

	private final DoctorSettings settings;

	private final SslContextSource sslContexts;

	private final DeviceAuthentication authentication;

	private final InstantSource clock;

	private final LoginOutcome.Pause pause;

	/**
	 * Create a doctor.
	 * @param connection the connection of the device
	 * @param settings how it is configured
	 * @param sslContexts says whom to trust; not asked if the endpoint is not encrypted
	 * @param authentication makes its logins
	 * @param clock the device's wall clock
	 */
	public Doctor(LinkKitConnection connection, DoctorSettings settings, SslContextSource sslContexts,
			DeviceAuthentication authentication, InstantSource clock) {
		this(connection, settings, sslContexts, authentication, clock, LoginOutcome.Pause::sleep);
	}

	Doctor(LinkKitConnection connection, DoctorSettings settings, SslContextSource sslContexts,
			DeviceAuthentication authentication, InstantSource clock, LoginOutcome.Pause pause) {
		this.connection = connection;
		this.settings = settings;
		this.sslContexts = sslContexts;
		this.authentication = authentication;
		this.clock = clock;
		this.pause = pause;
	}

	/**
	 * Examine the device. If it is offline and its last attempt is not new, its
	 * connection is asked for another one, as soon as the platform allows it; if it is
	 * stopped, it is started. Takes as long as an attempt may take, and up to a minute
	 * more if the platform allows none just now.
	 * @return what was found
	 */
	public Diagnosis examine() {
		return examine(true);
	}

	/**
	 * Examine the device as {@link #examine()} does, without asking its connection for
	 * anything. Waits for an attempt that is under way.
	 * @return what was found
	 */
	public Diagnosis look() {
		return examine(false);
	}

	private Diagnosis examine(boolean mayConnect) {
		Instant time = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
		List<Finding> findings = new ArrayList<>();
		List<Doubt> doubts = new ArrayList<>();
		doubts.addAll(examineSettings(findings));
		doubts.addAll(examineClock(time, findings));
		EndpointProbe probe = new EndpointProbe(this.settings.endpoint(), this.settings.connectTimeout());
		findings.addAll(reach(probe, doubts));
		Predicate<Finding> unreachable = (finding) -> finding.step().compareTo(Step.DNS) >= 0
				&& finding.verdict() == Verdict.FAILED;
		Optional<Finding> obstacle = findings.stream().filter(unreachable).findFirst();
		LoginExamination examination = new LoginExamination(List.copyOf(doubts), isPlain(),
				() -> !probe.presentedCertificates().isEmpty());
		findings.addAll(logIn(examination, obstacle.orElse(null), mayConnect));
		return new Diagnosis(this.settings.device(), this.settings.endpoint(), time, findings, signedText());
	}

	private List<Doubt> examineSettings(List<Finding> findings) {
		List<Doubt> doubts = SettingsExamination.doubts(this.settings);
		if (doubts.isEmpty()) {
			findings.add(Finding.ok(Step.SETTINGS, Duration.ZERO, "nothing suspicious"));
		}
		for (Doubt doubt : doubts) {
			findings.add(Finding.warning(Step.SETTINGS, Duration.ZERO, doubt.observation(), doubt.advice()));
		}
		return doubts;
	}

	/**
	 * Examine the date: with a wrong one, no certificate is valid.
	 */
	private List<Doubt> examineClock(Instant time, List<Finding> findings) {
		if (!time.isBefore(EARLIEST)) {
			findings.add(Finding.ok(Step.CLOCK, Duration.ZERO, "this device believes it is " + time));
			return List.of();
		}
		String observation = "this device believes it is " + time + ", which cannot be";
		findings.add(isPlain() ? Finding.warning(Step.CLOCK, Duration.ZERO, observation, Advice.SET_CLOCK)
				: Finding.failed(Step.CLOCK, Duration.ZERO, observation, Advice.SET_CLOCK));
		return List.of(new Doubt(Advice.SET_CLOCK, observation,
				Set.of(FailureReason.TLS_CERTIFICATE_EXPIRED, FailureReason.TLS_CERTIFICATE_NOT_YET_VALID)));
	}

	private boolean isPlain() {
		return this.settings.endpoint().security() == TransportSecurity.NONE;
	}

	private List<Finding> reach(EndpointProbe probe, List<Doubt> doubts) {
		SSLContext context = null;
		RuntimeException untrusting = null;
		if (!isPlain()) {
			try {
				context = this.sslContexts.getSslContext();
			}
			catch (RuntimeException ex) {
				untrusting = ex;
			}
		}
		EndpointReport report = probe.probe(context);
		return new ReachExamination(this.settings.endpoint(), doubts).findings(report, untrusting);
	}

	private List<Finding> logIn(LoginExamination examination, @Nullable Finding obstacle, boolean mayConnect) {
		ConnectionState state = this.connection.status().state();
		if (obstacle != null && state != ConnectionState.CONNECTED && state != ConnectionState.UNREGISTERED) {
			return List.of(Finding.skipped(Step.LOGIN, obstacle.step() + " failed"),
					Finding.skipped(Step.TOPICS, "the device is not online"));
		}
		Duration longest = this.settings.connectTimeout()
			.plus(this.settings.connackTimeout().multipliedBy(2))
			.plus(GRACE);
		long began = System.nanoTime();
		LoginOutcome.Result result = new LoginOutcome(this.connection, longest, this.clock, this.pause)
			.await(mayConnect && obstacle == null);
		Duration took = Duration.ofNanos(System.nanoTime() - began);
		return List.of(examination.login(result, took), examination.topics(result.status()));
	}

	/**
	 * Return what is signed. The authentication may be the application's, and what it
	 * throws keeps nobody from a diagnosis.
	 */
	private @Nullable SignedText signedText() {
		try {
			return this.authentication.signedText().orElse(null);
		}
		catch (RuntimeException ex) {
			logger.debug("What is signed could not be told", ex);
			return null;
		}
	}

}
