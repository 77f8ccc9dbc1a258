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

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;

import javax.net.ssl.SSLException;

import io.linkkit.identity.Endpoint;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * Puts what happened into words and picks the reason for it.
 */
final class Failures {

	private final String server;

	private final TlsFailures tlsFailures = new TlsFailures(Clock.systemUTC());

	private final String host;

	Failures(Endpoint endpoint) {
		this.host = endpoint.host();
		this.server = endpoint.host() + ":" + endpoint.port();
	}

	MqttFailure opening(ConnectPhase phase, Exception cause) {
		if (!(cause instanceof IOException failure)) {
			return new MqttFailure(FailureReason.LOCAL_ERROR,
					"the connection to " + this.server + " could not be opened: " + cause, cause);
		}
		return switch (phase) {
			case NAME_LOOKUP -> new MqttFailure(FailureReason.DNS, "no address was found for " + this.host, cause);
			case TCP -> connecting(failure);
			case TLS -> handshaking(failure);
			case WEBSOCKET -> upgrading(failure);
		};
	}

	private MqttFailure connecting(IOException cause) {
		if (cause instanceof SocketTimeoutException || isKernelTimeout(cause)) {
			return new MqttFailure(FailureReason.CONNECT_TIMEOUT, this.server + " did not answer", cause);
		}
		if (cause instanceof UnknownHostException) {
			return new MqttFailure(FailureReason.DNS, "no address was found for " + this.host, cause);
		}
		return new MqttFailure(FailureReason.CONNECT_REFUSED,
				"connecting to " + this.server + " failed: " + cause.getMessage(), cause);
	}

	private static boolean isKernelTimeout(IOException cause) {
		String message = cause.getMessage();
		return cause instanceof ConnectException && message != null && message.contains("timed out");
	}

	private MqttFailure handshaking(IOException cause) {
		SocketException reset = Causes.find(cause, SocketException.class);
		if (reset != null) {
			return reset(" during the TLS handshake", cause);
		}
		return this.tlsFailures.classify(this.server, cause);
	}

	private MqttFailure upgrading(IOException cause) {
		if (Causes.find(cause, SocketException.class) != null) {
			return reset(" during the upgrade to a WebSocket", cause);
		}
		if (Causes.find(cause, SSLException.class) != null) {
			return this.tlsFailures.classify(this.server, cause);
		}
		return new MqttFailure(FailureReason.WEBSOCKET_REFUSED,
				this.server + " did not upgrade to a WebSocket: " + cause.getMessage(), cause);
	}

	private MqttFailure reset(String when, Throwable cause) {
		return new MqttFailure(FailureReason.CONNECTION_RESET,
				"the connection to " + this.server + " failed" + when + ": " + cause.getMessage(), cause);
	}

	MqttFailure openingTimedOut(ConnectPhase phase, Duration timeout) {
		FailureReason reason = (phase == ConnectPhase.NAME_LOOKUP) ? FailureReason.DNS : FailureReason.CONNECT_TIMEOUT;
		return new MqttFailure(reason,
				"%s could not be reached within %d ms; we were %s".formatted(this.server, timeout.toMillis(), phase),
				null);
	}

	MqttFailure connackTimedOut(Duration timeout) {
		return new MqttFailure(FailureReason.CONNACK_TIMEOUT,
				"%s did not answer CONNECT within %d ms".formatted(this.server, timeout.toMillis()), null);
	}

	MqttFailure silent(Duration silence) {
		return new MqttFailure(FailureReason.KEEP_ALIVE_TIMEOUT,
				"nothing came from %s for %d s, nor an answer to PINGREQ".formatted(this.server, silence.toSeconds()),
				null);
	}

	/**
	 * Explain the end of the stream before CONNACK.
	 * @param cause what reading threw
	 * @return the failure
	 */
	MqttFailure readingConnack(IOException cause) {
		if (cause instanceof EOFException) {
			return new MqttFailure(FailureReason.CLOSED_BEFORE_CONNACK,
					this.server + " closed the connection before CONNACK", cause);
		}
		return broken("", cause);
	}

	/**
	 * Explain the end of the stream after CONNACK 0.
	 * @param publishedTo topic of a message shortly before that may have been the reason,
	 * or {@code null}
	 * @param cause what reading threw
	 * @return the failure
	 */
	MqttFailure reading(@Nullable String publishedTo, IOException cause) {
		if (!(cause instanceof EOFException)) {
			return broken((publishedTo != null) ? " shortly after publishing to " + publishedTo : "", cause);
		}
		if (publishedTo != null) {
			return new MqttFailure(FailureReason.CLOSED_AFTER_PUBLISH,
					this.server + " closed the connection after publishing to " + publishedTo
							+ ": the device may lack the right to publish there",
					cause);
		}
		return new MqttFailure(FailureReason.CLOSED_BY_PLATFORM, this.server + " closed the connection", cause);
	}

	private MqttFailure broken(String when, IOException cause) {
		if (cause instanceof ProtocolException) {
			return protocolError(cause);
		}
		if (TlsFailures.isTlsFailure(cause)) {
			return this.tlsFailures.classify(this.server, cause);
		}
		return reset(when, cause);
	}

	MqttFailure writing(IOException cause) {
		return reset(" while sending", cause);
	}

	/**
	 * Explain a failure that only Paho knows of.
	 * @param cause what Paho gave as the cause
	 * @return the failure
	 */
	MqttFailure paho(Throwable cause) {
		int code = (cause instanceof MqttException mqttException) ? mqttException.getReasonCode() : 0;
		return switch (code) {
			case 1 -> refused(FailureReason.UNACCEPTABLE_PROTOCOL_VERSION, cause);
			case 2 -> refused(FailureReason.IDENTIFIER_REJECTED, cause);
			case 3 -> refused(FailureReason.SERVER_UNAVAILABLE, cause);
			case 4 -> refused(FailureReason.BAD_CREDENTIALS, cause);
			case 5 -> refused(FailureReason.NOT_AUTHORIZED, cause);
			default -> protocolError(cause);
		};
	}

	private MqttFailure refused(FailureReason reason, Throwable cause) {
		return new MqttFailure(reason, "%s answered CONNACK %d".formatted(this.server, reason.connackCode()), cause);
	}

	MqttFailure protocolError(Throwable cause) {
		return new MqttFailure(FailureReason.PROTOCOL_ERROR,
				this.server + " did not keep to MQTT: " + cause.getMessage(), cause);
	}

	MqttFailure local(Throwable cause) {
		return new MqttFailure(FailureReason.LOCAL_ERROR, "the session could not begin: " + cause, cause);
	}

}
