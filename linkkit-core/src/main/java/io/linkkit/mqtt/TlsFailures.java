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

import java.net.SocketException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;

import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

/**
 * Tells by what JSSE threw what was wrong with the server's certificate, for whatever
 * protocol TLS was to carry.
 */
public final class TlsFailures {

	/** JSSE has no exception type of its own for a certificate of another host. */
	private static final List<String> WRONG_HOST_MESSAGES = List.of("No subject alternative ", "No name matching ",
			"Illegal given domain name");

	private final Clock clock;

	/**
	 * Create an instance.
	 * @param clock what this device believes the time to be
	 */
	public TlsFailures(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Return whether it was TLS that failed, and not the connection below it.
	 * @param cause what was thrown
	 * @return whether {@link #classify} can say more about it
	 */
	public static boolean isTlsFailure(Throwable cause) {
		return Causes.find(cause, SSLException.class) != null && Causes.find(cause, SocketException.class) == null;
	}

	/**
	 * Pick the reason for a failure of TLS.
	 * @param server host and port, for the detail
	 * @param cause what was thrown
	 * @return the failure; its reason is of the kind {@link FailureReason.Kind#TLS}, or
	 * {@link FailureReason#LOCAL_ERROR} if this device trusts nobody
	 */
	public MqttFailure classify(String server, Throwable cause) {
		if (Causes.find(cause, CertificateExpiredException.class) != null) {
			return failure(FailureReason.TLS_CERTIFICATE_EXPIRED, server + dates(cause), cause);
		}
		if (Causes.find(cause, CertificateNotYetValidException.class) != null) {
			return failure(FailureReason.TLS_CERTIFICATE_NOT_YET_VALID, server + dates(cause), cause);
		}
		if (isUnknownCa(cause)) {
			return failure(FailureReason.TLS_UNKNOWN_CA,
					server + " presented a certificate that no trusted root signs" + subject(cause), cause);
		}
		String wrongHost = wrongHost(cause);
		if (wrongHost != null) {
			return failure(FailureReason.TLS_WRONG_HOST,
					server + " presented a certificate for another host: " + wrongHost, cause);
		}
		if (Causes.find(cause, InvalidAlgorithmParameterException.class) != null) {
			return failure(FailureReason.LOCAL_ERROR, "no certificate is trusted on this device", cause);
		}
		return failure(FailureReason.TLS_FAILED, "TLS with " + server + " failed: " + cause.getMessage(), cause);
	}

	private static MqttFailure failure(FailureReason reason, String detail, Throwable cause) {
		return new MqttFailure(reason, detail, cause);
	}

	private String dates(Throwable cause) {
		X509Certificate certificate = certificate(cause);
		String now = "; this device believes it is " + this.clock.instant();
		if (certificate == null) {
			return " presented a certificate outside its dates" + now;
		}
		return " presented a certificate of %s, valid from %s to %s".formatted(
				certificate.getSubjectX500Principal().getName(), certificate.getNotBefore().toInstant(),
				certificate.getNotAfter().toInstant()) + now;
	}

	private static String subject(Throwable cause) {
		X509Certificate certificate = certificate(cause);
		return (certificate != null) ? ": " + certificate.getSubjectX500Principal().getName() : "";
	}

	// the certificate that was found bad, if JSSE tells
	private static @Nullable X509Certificate certificate(Throwable cause) {
		CertPathValidatorException invalid = Causes.find(cause, CertPathValidatorException.class,
				(ex) -> ex.getCertPath() != null);
		CertPath path = (invalid != null) ? invalid.getCertPath() : null;
		if (invalid == null || path == null || path.getCertificates().isEmpty()) {
			return null;
		}
		Certificate certificate = path.getCertificates().get(Math.max(invalid.getIndex(), 0));
		return (certificate instanceof X509Certificate x509) ? x509 : null;
	}

	private static boolean isUnknownCa(Throwable cause) {
		return Causes.find(cause, CertPathBuilderException.class) != null || Causes.find(cause,
				CertPathValidatorException.class, (ex) -> ex.getReason() == PKIXReason.NO_TRUST_ANCHOR
						|| ex.getReason() == CertPathValidatorException.BasicReason.INVALID_SIGNATURE) != null;
	}

	private static @Nullable String wrongHost(Throwable cause) {
		CertificateException ex = Causes.find(cause, CertificateException.class,
				(candidate) -> isWrongHost(candidate.getMessage()));
		return (ex != null) ? ex.getMessage() : null;
	}

	private static boolean isWrongHost(@Nullable String message) {
		return message != null && WRONG_HOST_MESSAGES.stream().anyMatch(message::startsWith);
	}

}
