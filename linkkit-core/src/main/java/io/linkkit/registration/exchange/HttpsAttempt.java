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

package io.linkkit.registration.exchange;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import javax.net.ssl.SSLHandshakeException;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.TlsFailures;
import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.jspecify.annotations.Nullable;

/**
 * One request that is under way.
 */
final class HttpsAttempt implements AutoCloseable {

	private static final int DEFAULT_PORT = 443;

	private final TlsFailures tlsFailures = new TlsFailures(Clock.systemUTC());

	private final URI uri;

	private final SingleBody body;

	private final CompletableFuture<HttpResponse<byte[]>> exchange;

	private final CompletableFuture<HttpResponse<byte[]>> answer = new CompletableFuture<>();

	private volatile boolean handshakeFailed;

	HttpsAttempt(URI uri, SingleBody body, CompletableFuture<HttpResponse<byte[]>> exchange) {
		this.uri = uri;
		this.body = body;
		this.exchange = exchange;
		exchange.whenComplete(this::ended);
	}

	private void ended(@Nullable HttpResponse<byte[]> response, @Nullable Throwable thrown) {
		if (response != null) {
			this.answer.complete(response);
			this.body.sending().complete(null);
		}
		else if (thrown != null) {
			Throwable cause = (thrown instanceof CompletionException && thrown.getCause() != null) ? thrown.getCause()
					: thrown;
			this.handshakeFailed = cause instanceof SSLHandshakeException;
			RegistrationException ex = new RegistrationException(failure(cause));
			this.answer.completeExceptionally(ex);
			this.body.sending().completeExceptionally(ex);
		}
	}

	/**
	 * Return host and port.
	 */
	String server() {
		return this.uri.getHost() + ":" + ((this.uri.getPort() != -1) ? this.uri.getPort() : DEFAULT_PORT);
	}

	/**
	 * Return whether the platform may know of the request. Whether its body was asked for
	 * is not enough: that happens, too, when the peer closes during the handshake.
	 */
	boolean mayHaveArrived() {
		return this.body.hasBegun() && !this.handshakeFailed;
	}

	/**
	 * Wait for the answer.
	 * @param connectTimeout longest time for name look-up, TCP and TLS together
	 * @param deadline when the whole answer must be there
	 * @return the answer
	 * @throws RegistrationException if there is none
	 */
	HttpResponse<byte[]> await(Duration connectTimeout, Deadline deadline) {
		Duration limit = deadline.limit(connectTimeout);
		Waiting.await(this.body.sending(), limit,
				() -> network("%s could not be reached within %d ms".formatted(server(), limit.toMillis()), null));
		return Waiting.await(this.answer, deadline.remaining(),
				() -> network(server() + " did not answer in time", null));
	}

	private RegistrationFailure failure(Throwable cause) {
		if (cause instanceof LimitedBody.TooLongException) {
			return new RegistrationFailure(RegistrationFailureReason.MALFORMED_ANSWER, null,
					server() + ": " + cause.getMessage(), cause);
		}
		if (TlsFailures.isTlsFailure(cause)) {
			return tls(this.tlsFailures.classify(server(), cause));
		}
		if (!(cause instanceof IOException)) {
			return new RegistrationFailure(RegistrationFailureReason.LOCAL_ERROR, null,
					"the request to " + server() + " failed", cause);
		}
		if (cause instanceof ConnectException && hasCause(cause, UnresolvedAddressException.class)) {
			return network("no address was found for " + this.uri.getHost(), cause);
		}
		String what = mayHaveArrived() ? "the connection to " + server() + " broke"
				: "connecting to " + server() + " failed";
		return network((cause.getMessage() != null) ? what + ": " + cause.getMessage() : what, cause);
	}

	private static boolean hasCause(Throwable thrown, Class<?> type) {
		return type.isInstance(thrown.getCause())
				|| (thrown.getCause() != null && type.isInstance(thrown.getCause().getCause()));
	}

	private static RegistrationFailure network(String message, @Nullable Throwable cause) {
		return new RegistrationFailure(RegistrationFailureReason.NETWORK, null, message, cause);
	}

	private static RegistrationFailure tls(MqttFailure failure) {
		RegistrationFailureReason reason = (failure.reason().kind() == FailureReason.Kind.TLS)
				? RegistrationFailureReason.TLS : RegistrationFailureReason.LOCAL_ERROR;
		return new RegistrationFailure(reason, null, failure.detail(), failure.cause());
	}

	/**
	 * End the request, if it has not ended.
	 */
	@Override
	public void close() {
		this.exchange.cancel(true);
	}

}
