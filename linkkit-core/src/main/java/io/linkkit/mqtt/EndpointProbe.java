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
import java.util.List;

import javax.net.ssl.SSLContext;

import io.linkkit.identity.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection as a session would, step by step, tells how each step went, and
 * closes it. Sends no CONNECT, so the platform does not count it as a login.
 * <p>
 * Works on a daemon thread {@code linkkit-probe-<host>}, which outlives the time-out only
 * while the name server does not answer.
 */
public final class EndpointProbe {

	private final Endpoint endpoint;

	private final Duration timeout;

	private final SocketOpener.@Nullable NameService names;

	/**
	 * Create a probe.
	 * @param endpoint where to connect
	 * @param timeout longest time for name look-up, TCP and TLS together
	 */
	public EndpointProbe(Endpoint endpoint, Duration timeout) {
		this(endpoint, timeout, null);
	}

	EndpointProbe(Endpoint endpoint, Duration timeout, SocketOpener.@Nullable NameService names) {
		this.endpoint = endpoint;
		this.timeout = timeout;
		this.names = names;
	}

	/**
	 * Open a connection. If its certificates are not trusted, open another that trusts
	 * nobody, to see them.
	 * @param sslContext says whom to trust; {@code null} to leave TLS out
	 * @return what came of it
	 */
	public EndpointReport probe(@Nullable SSLContext sslContext) {
		EndpointReport report = visit(sslContext);
		EndpointReport.Outcome tls = report.tls();
		boolean distrusted = tls != null && tls.failure() != null
				&& tls.failure().reason().kind() == FailureReason.Kind.TLS;
		return distrusted ? report.withCertificates(presentedCertificates()) : report;
	}

	/**
	 * Look at the certificates the server presents, without trusting any.
	 * @return its own certificate first; empty if it presents none, for instance because
	 * the port speaks no TLS
	 */
	public List<PeerCertificate> presentedCertificates() {
		PeerRecorder recorder = new PeerRecorder();
		visit(recorder.context());
		return recorder.chain();
	}

	private EndpointReport visit(@Nullable SSLContext sslContext) {
		SocketOpener opener = (this.names != null)
				? new SocketOpener(this.endpoint, sslContext, this.timeout, this.names)
				: new SocketOpener(this.endpoint, sslContext, this.timeout);
		ProbeVisit visit = new ProbeVisit(opener, sslContext, new Failures(this.endpoint), this.timeout);
		Thread thread = new Thread(visit, "linkkit-probe-" + this.endpoint.host());
		thread.setDaemon(true);
		thread.start();
		return visit.await();
	}

}
