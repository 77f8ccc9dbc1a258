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

package io.linkkit.boot.actuate;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.tls.SslContextSource;
import io.linkkit.tls.TrustAnchors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Tells how long the platform will still be trusted.
 */
public final class LinkKitTrustMetrics implements MeterBinder {

	private static final double SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

	private final LinkKitConnection connection;

	private final SslContextSource trust;

	private final InstantSource clock;

	/**
	 * Create meters.
	 * @param connection the connection whose platform is trusted
	 * @param trust says who is trusted
	 */
	public LinkKitTrustMetrics(LinkKitConnection connection, SslContextSource trust) {
		this(connection, trust, InstantSource.system());
	}

	LinkKitTrustMetrics(LinkKitConnection connection, SslContextSource trust, InstantSource clock) {
		this.connection = connection;
		this.trust = trust;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("linkkit.tls.trust.anchor.expires", this, LinkKitTrustMetrics::daysLeft)
			.description("Days until the certificate ends that the platform is trusted by")
			.baseUnit("days")
			.tags(LinkKitMetrics.tagsOf(this.connection.device()))
			// nobody else needs to hold this
			.strongReference(true)
			.register(registry);
	}

	private double daysLeft() {
		return TrustAnchors.find(this.connection.peerCertificates(), this.trust.trustAnchors())
			.map(this::daysUntilEnd)
			.orElse(Double.NaN);
	}

	private double daysUntilEnd(X509Certificate anchor) {
		return Duration.between(this.clock.instant(), anchor.getNotAfter().toInstant()).toSeconds() / SECONDS_PER_DAY;
	}

}
