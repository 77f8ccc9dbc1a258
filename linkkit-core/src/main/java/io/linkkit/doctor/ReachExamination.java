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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.EndpointReport;
import io.linkkit.mqtt.EndpointReport.Outcome;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.PeerCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Puts into findings what came of opening a connection.
 *
 * @param endpoint where it was opened to
 * @param doubts what was suspicious before
 */
record ReachExamination(Endpoint endpoint, List<Doubt> doubts) {

	List<Finding> findings(EndpointReport report, @Nullable RuntimeException untrusting) {
		List<Finding> findings = new ArrayList<>();
		findings.add(dns(report));
		findings.add(tcp(report));
		findings.add((untrusting != null)
				? Finding.failed(Step.TLS, Duration.ZERO, String.valueOf(untrusting.getMessage()), Advice.SEE_LOG)
				: tls(report));
		return findings;
	}

	private Finding dns(EndpointReport report) {
		MqttFailure failure = report.nameLookup().failure();
		if (failure != null) {
			return failed(Step.DNS, report.nameLookup(), failure.detail(), failure);
		}
		return Finding.ok(Step.DNS, report.nameLookup().took(),
				this.endpoint.host() + " has " + String.join(", ", report.addresses()));
	}

	private Finding tcp(EndpointReport report) {
		Outcome tcp = report.tcp();
		if (tcp == null) {
			return Finding.skipped(Step.TCP, "there is no address to connect to");
		}
		if (tcp.failure() != null) {
			return failed(Step.TCP, tcp, tcp.failure().detail(), tcp.failure());
		}
		return Finding.ok(Step.TCP, tcp.took(),
				"port " + this.endpoint.port() + " of " + report.connectedTo() + " answers");
	}

	private Finding tls(EndpointReport report) {
		Outcome tls = report.tls();
		if (this.endpoint.security() == TransportSecurity.NONE) {
			return Finding.skipped(Step.TLS, "the connection is not encrypted");
		}
		if (tls == null) {
			return Finding.skipped(Step.TLS, "there is no connection to encrypt");
		}
		String chain = report.certificates().stream().map(ReachExamination::describe).collect(Collectors.joining("; "));
		MqttFailure failure = tls.failure();
		if (failure != null) {
			String presented = chain.isEmpty() ? "" : "; presented: " + chain;
			return switch (failure.reason()) {
				// the port is open, so it is likely no TLS that it speaks
				case CONNECT_TIMEOUT, CONNECTION_RESET ->
					Finding.failed(Step.TLS, tls.took(), failure.detail(), Advice.USE_TLS_PORT);
				default -> failed(Step.TLS, tls, failure.detail() + presented, failure);
			};
		}
		return Finding.ok(Step.TLS, tls.took(), report.tlsVersion() + " with " + chain);
	}

	private static String describe(PeerCertificate certificate) {
		String hosts = certificate.hosts().isEmpty() ? "" : " for " + String.join(", ", certificate.hosts());
		return "%s%s, issued by %s, valid from %s to %s".formatted(certificate.subject(), hosts, certificate.issuer(),
				certificate.validFrom(), certificate.validTo());
	}

	private Finding failed(Step step, Outcome outcome, String observation, MqttFailure failure) {
		return Finding.failed(step, outcome.took(), observation, Doubt.adviceFor(failure.reason(), this.doubts));
	}

}
