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

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.linkkit.mqtt.FailureReason;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.mqtt.MqttFailure;
import io.linkkit.mqtt.MqttSessionListener;
import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the one message that a session for registration is opened for. What comes
 * first decides: that message, or a reason why there is none.
 */
final class RegistrationListener implements MqttSessionListener {

	// Alibaba's SDKs expect each kind on a topic of its own, the documentation names the
	// first for both (reference §5.1)
	private static final Set<String> TOPICS = Set.of("/ext/register", "/ext/regnwl");

	private final CompletableFuture<InboundMessage> message = new CompletableFuture<>();

	private volatile boolean accepted;

	/**
	 * Return what comes first.
	 * @return completes with the message or with a {@link RegistrationException}
	 */
	CompletableFuture<InboundMessage> message() {
		return this.message;
	}

	/**
	 * Say what it means that nothing has come yet.
	 * @param waited how long it was waited for
	 */
	RegistrationFailure late(Duration waited) {
		return this.accepted
				? failure(RegistrationFailureReason.NO_ANSWER, null,
						"nothing came within %d ms".formatted(waited.toMillis()), null)
				: failure(RegistrationFailureReason.NETWORK, null,
						"the platform did not accept the connection within %d ms".formatted(waited.toMillis()), null);
	}

	@Override
	public void connected(boolean sessionPresent) {
		this.accepted = true;
	}

	@Override
	public void connectFailed(MqttFailure failure) {
		int code = failure.reason().connackCode();
		fail(failure(reason(failure.reason()), (code != 0) ? code : null, failure.detail(), failure.cause()));
	}

	private static RegistrationFailureReason reason(FailureReason reason) {
		return switch (reason) {
			case UNACCEPTABLE_PROTOCOL_VERSION, IDENTIFIER_REJECTED -> RegistrationFailureReason.PARAMETER_REFUSED;
			case SERVER_UNAVAILABLE -> RegistrationFailureReason.PLATFORM_ERROR;
			case BAD_CREDENTIALS -> RegistrationFailureReason.CREDENTIALS_REFUSED;
			case NOT_AUTHORIZED -> RegistrationFailureReason.NOT_AUTHORIZED;
			default -> switch (reason.kind()) {
				case TLS -> RegistrationFailureReason.TLS;
				case LOCAL -> RegistrationFailureReason.LOCAL_ERROR;
				case NETWORK, REFUSED -> RegistrationFailureReason.NETWORK;
			};
		};
	}

	@Override
	public void lost(MqttFailure failure) {
		fail(failure(RegistrationFailureReason.NO_ANSWER, null, failure.detail(), failure.cause()));
	}

	@Override
	public void messageArrived(InboundMessage arrived) {
		if (TOPICS.contains(arrived.topic())) {
			this.message.complete(arrived);
		}
	}

	private void fail(RegistrationFailure failure) {
		this.message.completeExceptionally(new RegistrationException(failure));
	}

	private static RegistrationFailure failure(RegistrationFailureReason reason, @Nullable Integer code, String message,
			@Nullable Throwable cause) {
		return new RegistrationFailure(reason, code, message, cause);
	}

}
