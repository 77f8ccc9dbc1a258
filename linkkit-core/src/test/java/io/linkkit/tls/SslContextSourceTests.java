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

package io.linkkit.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.linkkit.identity.InvalidSettingException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SslContextSource}.
 */
class SslContextSourceTests {

	private static SelfSignedServer server;

	private static SelfSignedServer stranger;

	@BeforeAll
	static void createServers(@TempDir Path first, @TempDir Path second) throws Exception {
		server = SelfSignedServer.create(first);
		stranger = SelfSignedServer.create(second);
	}

	@Test
	void givenCertificateIsTrusted() {
		SslContextSource source = SslContextSource.ofPem(server.pem());
		assertThatCode(() -> handshake(source, server)).doesNotThrowAnyException();
	}

	@Test
	void eachOfManyGivenCertificatesIsTrusted() {
		SslContextSource source = SslContextSource.ofPem(stranger.pem() + server.pem());
		assertThatCode(() -> handshake(source, server)).doesNotThrowAnyException();
		assertThatCode(() -> handshake(source, stranger)).doesNotThrowAnyException();
	}

	@Test
	void otherCertificatesAreNotTrusted() {
		SslContextSource source = SslContextSource.ofPem(stranger.pem());
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> handshake(source, server));
	}

	@Test
	void strangersAreNotTrustedByDefault() {
		SslContextSource source = SslContextSource.ofPlatformAndJdk();
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> handshake(source, server));
	}

	@Test
	void contextIsKept() {
		SslContextSource byDefault = SslContextSource.ofPlatformAndJdk();
		assertThat(byDefault.getSslContext()).isSameAs(byDefault.getSslContext());
		SslContextSource given = SslContextSource.ofPem(server.pem());
		assertThat(given.getSslContext()).isSameAs(given.getSslContext());
	}

	@Test
	void unreadableCertificateIsRefusedAtOnce() {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> SslContextSource.ofPem("ca.pem"));
	}

	@Test
	void failureIsNotKept() {
		CompletableFuture<Void> repaired = new CompletableFuture<>();
		SslContextSource source = new CachedSslContext(() -> {
			if (!repaired.isDone()) {
				throw new IllegalStateException("not yet");
			}
			return PemCertificates.parse(server.pem());
		});
		assertThatIllegalStateException().isThrownBy(source::getSslContext).withMessage("not yet");
		repaired.complete(null);
		assertThat(source.getSslContext()).isNotNull();
	}

	private static void handshake(SslContextSource source, SelfSignedServer server) throws IOException {
		InetAddress loopback = InetAddress.getLoopbackAddress();
		try (SSLServerSocket listener = (SSLServerSocket) server.serverContext()
			.getServerSocketFactory()
			.createServerSocket(0, 1, loopback)) {
			SSLSocketFactory clientSockets = source.getSslContext().getSocketFactory();
			CompletableFuture<Void> serverSide = CompletableFuture.runAsync(() -> answer(listener));
			try (SSLSocket client = (SSLSocket) clientSockets.createSocket(loopback, listener.getLocalPort())) {
				client.startHandshake();
			}
			finally {
				serverSide.join();
			}
		}
	}

	private static void answer(SSLServerSocket listener) {
		try (SSLSocket accepted = (SSLSocket) listener.accept()) {
			accepted.startHandshake();
		}
		catch (IOException ex) {
			// a client that refuses the certificate ends the handshake
		}
	}

}
