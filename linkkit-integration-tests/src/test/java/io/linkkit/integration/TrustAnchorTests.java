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

package io.linkkit.integration;

import java.security.cert.X509Certificate;
import java.time.Duration;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.tls.SslContextSource;
import io.linkkit.tls.TrustAnchors;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The certificate that a platform on TLS is trusted by is found.
 */
class TrustAnchorTests {

	@Test
	void isTheSimulatorsAuthorityWhileOnline() {
		try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("linkkit.simulator.enabled=true")
			.run()) {
			LinkKitConnection connection = application.getBean(LinkKitConnection.class);
			await().atMost(Duration.ofSeconds(30)).until(() -> !connection.peerCertificates().isEmpty());
			assertThat(connection.status().state()).isEqualTo(ConnectionState.CONNECTED);
			X509Certificate anchor = TrustAnchors
				.find(connection.peerCertificates(), application.getBean(SslContextSource.class).trustAnchors())
				.orElseThrow();
			assertThat(anchor.getBasicConstraints()).as("an authority").isNotNegative();
			connection.disconnect();
			assertThat(connection.peerCertificates()).isEmpty();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
