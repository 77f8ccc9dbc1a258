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

package io.linkkit.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import javax.net.ssl.SSLContext;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.tls.SslContextSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how whom to trust is found, and followed.
 */
class SslBundleTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, LinkKitAutoConfiguration.class))
		.withBean(StubSessionFactory.class)
		.withPropertyValues("linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F",
				"linkkit.device-name=sensor_01", "linkkit.device-secret=secret");

	private final ApplicationContextRunner withBundle = this.contextRunner.withPropertyValues(
			"spring.ssl.bundle.pem.platform.truststore.certificate=classpath:ca-1.pem", "linkkit.ssl.bundle=platform");

	@Test
	void keepsTheContextAsLongAsTheBundleIsTheSame() {
		this.withBundle.run((context) -> {
			SslContextSource source = context.getBean(SslContextSource.class);
			assertThat(source.getSslContext()).isSameAs(source.getSslContext());
		});
	}

	@Test
	void reconnectsWithTheNewBundleWhenItWasReloaded() {
		this.withBundle.run((context) -> {
			StubSessionFactory platform = context.getBean(StubSessionFactory.class);
			LinkKitConnection connection = context.getBean(LinkKitConnection.class);
			Awaitility.await().until(() -> connection.status().state() == ConnectionState.CONNECTED);
			((SslBundleRegistry) context.getBean(SslBundles.class)).updateBundle("platform", bundleOf("ca-2.pem"));
			Awaitility.await().until(() -> platform.requests.size() == 2);
			assertThat(platform.closed).hasSize(1);
			SSLContext before = platform.requests.get(0).sslContext();
			SSLContext after = platform.requests.get(1).sslContext();
			assertThat(after).isNotNull().isNotSameAs(before);
		});
	}

	@Test
	void goesOnWithTheOldBundleWhenTheNewOneCannotBeUsed() {
		this.withBundle.run((context) -> {
			SslContextSource source = context.getBean(SslContextSource.class);
			SSLContext before = source.getSslContext();
			((SslBundleRegistry) context.getBean(SslBundles.class)).updateBundle("platform", bundleOf("nowhere.pem"));
			assertThat(source.getSslContext()).isSameAs(before);
		});
	}

	@Test
	void keepsTheConnectionWhenAnotherBundleWasReloaded() {
		this.withBundle.withPropertyValues("spring.ssl.bundle.pem.other.truststore.certificate=classpath:ca-1.pem")
			.run((context) -> {
				StubSessionFactory platform = context.getBean(StubSessionFactory.class);
				LinkKitConnection connection = context.getBean(LinkKitConnection.class);
				Awaitility.await().until(() -> connection.status().state() == ConnectionState.CONNECTED);
				((SslBundleRegistry) context.getBean(SslBundles.class)).updateBundle("other", bundleOf("ca-2.pem"));
				connection.disconnect();
				assertThat(platform.requests).hasSize(1);
			});
	}

	@Test
	void takesCertificatesAsText() {
		this.contextRunner
			.withInitializer(
					(context) -> TestPropertyValues.of(Map.of("linkkit.ca-certificates", contentOf("ca-1.pem")))
						.applyTo(context))
			.run((context) -> assertThat(context.getBean(SslContextSource.class).getSslContext()).isNotNull());
	}

	@Test
	void takesCertificatesFromAResource() {
		this.contextRunner.withPropertyValues("linkkit.ca-certificates=classpath:ca-1.pem")
			.run((context) -> assertThat(context.getBean(SslContextSource.class).getSslContext()).isNotNull());
	}

	private static SslBundle bundleOf(String resource) {
		PemSslStoreDetails trust = PemSslStoreDetails.forCertificate("classpath:" + resource);
		SslStoreBundle stores = new PemSslStoreBundle(null, trust);
		return SslBundle.of(stores);
	}

	private static String contentOf(String resource) {
		try {
			return new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
