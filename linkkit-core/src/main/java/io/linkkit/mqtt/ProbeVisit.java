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

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.linkkit.mqtt.EndpointReport.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an {@link EndpointProbe}. What happens after the time-out is not
 * noted any more.
 */
final class ProbeVisit implements Runnable {

	private final SocketOpener opener;

	private final @Nullable SSLContext sslContext;

	private final Failures failures;

	private final Duration timeout;

	private final CountDownLatch done = new CountDownLatch(1);

	private long began = System.nanoTime();

	private boolean over;

	private @Nullable Outcome nameLookup;

	private @Nullable Outcome tcp;

	private @Nullable Outcome tls;

	private List<String> addresses = List.of();

	private @Nullable String connectedTo;

	private @Nullable String tlsVersion;

	private List<PeerCertificate> certificates = List.of();

	ProbeVisit(SocketOpener opener, @Nullable SSLContext sslContext, Failures failures, Duration timeout) {
		this.opener = opener;
		this.sslContext = sslContext;
		this.failures = failures;
		this.timeout = timeout;
	}

	@Override
	public void run() {
		try {
			InetAddress[] found = this.opener.lookUp();
			note(() -> this.addresses = Stream.of(found).map(InetAddress::getHostAddress).toList());
			end(ConnectPhase.NAME_LOOKUP, null);
			Socket connected = this.opener.connect(found);
			note(() -> this.connectedTo = connected.getInetAddress().getHostAddress());
			end(ConnectPhase.TCP, null);
			if (this.sslContext != null) {
				SSLSession session = this.opener.encrypt(connected, this.sslContext).getSession();
				List<PeerCertificate> chain = chainOf(session);
				note(() -> {
					this.tlsVersion = session.getProtocol();
					this.certificates = chain;
				});
				end(ConnectPhase.TLS, null);
			}
		}
		catch (IOException | RuntimeException ex) {
			end(this.opener.phase(), this.failures.opening(this.opener.phase(), ex));
		}
		finally {
			this.opener.abort();
			this.done.countDown();
		}
	}

	private static List<PeerCertificate> chainOf(SSLSession session) throws SSLPeerUnverifiedException {
		return Stream.of(session.getPeerCertificates())
			.filter(X509Certificate.class::isInstance)
			.map((certificate) -> PeerCertificate.of((X509Certificate) certificate))
			.toList();
	}

	private synchronized void note(Runnable fact) {
		if (!this.over) {
			fact.run();
		}
	}

	private synchronized void end(ConnectPhase phase, @Nullable MqttFailure failure) {
		if (this.over) {
			return;
		}
		long now = System.nanoTime();
		Outcome outcome = new Outcome(Duration.ofNanos(now - this.began), failure);
		this.began = now;
		switch (phase) {
			case NAME_LOOKUP -> this.nameLookup = outcome;
			case TCP -> this.tcp = outcome;
			case TLS, WEBSOCKET -> this.tls = outcome;
		}
	}

	/**
	 * Wait for the end, for as long as the time-out says.
	 * @return what came of it
	 */
	EndpointReport await() {
		boolean inTime = false;
		try {
			inTime = this.done.await(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		if (!inTime) {
			ConnectPhase phase = this.opener.phase();
			end(phase, this.failures.openingTimedOut(phase, this.timeout));
		}
		return close();
	}

	private EndpointReport close() {
		EndpointReport report;
		synchronized (this) {
			this.over = true;
			Outcome lookup = this.nameLookup;
			report = new EndpointReport((lookup != null) ? lookup : neverEnded(), this.tcp, this.tls, this.addresses,
					this.connectedTo, this.tlsVersion, this.certificates);
		}
		this.opener.abort();
		return report;
	}

	private Outcome neverEnded() {
		return new Outcome(this.timeout, this.failures.openingTimedOut(ConnectPhase.NAME_LOOKUP, this.timeout));
	}

}
