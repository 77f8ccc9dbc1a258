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

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.ProductSecretAuthentication;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.SettingRule;
import io.linkkit.registration.RegistrationException;
import io.linkkit.registration.RegistrationExchange;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.tls.SslContextSource;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Registers a device that was added to its product beforehand, over HTTPS (reference
 * §4.1).
 * <p>
 * Several endpoints may be given, because the platform serves the same under two chains
 * of certificates. The next one is tried only if nothing was sent to the one before: it
 * had no address, could not be reached, or TLS failed.
 */
public final class HttpsRegistrationExchange implements RegistrationExchange {

	/**
	 * How long an attempt may take, all endpoints together, unless told otherwise.
	 */
	public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(15);

	private static final String PATH = "/auth/register/device";

	private static final SettingRule REGION = SettingRule.of("host-name", "(?!localhost$)[A-Za-z0-9\\-]{1,63}",
			"must be a region id of letters, digits and - for registration over HTTPS",
			"Give the id of the region the product lives in, such as cn-shanghai, "
					+ "or set 'linkkit.registration.https-endpoint'.");

	private final ProductSecretAuthentication authentication;

	private final List<URI> endpoints;

	private final SslContextSource sslContexts;

	private final Duration connectTimeout;

	private final Duration deadline;

	private final HttpsAnswerReader answers;

	/**
	 * Create an exchange.
	 * @param authentication proves that the device may be registered
	 * @param endpoints where the platform answers, at least one: {@code https://} URIs
	 * without query and fragment; {@code /auth/register/device} is added to their path
	 * @param sslContexts says whom to trust
	 * @param connectTimeout longest time for name look-up, TCP and TLS together, for each
	 * endpoint
	 * @param deadline longest time for an attempt, all endpoints together
	 * @throws InvalidSettingException if an endpoint breaks its rule
	 */
	public HttpsRegistrationExchange(ProductSecretAuthentication authentication, List<URI> endpoints,
			SslContextSource sslContexts, Duration connectTimeout, Duration deadline) {
		Assert.notEmpty(endpoints, "'endpoints' must not be empty");
		this.authentication = authentication;
		this.endpoints = endpoints.stream().map(HttpsRegistrationExchange::withPath).toList();
		this.sslContexts = sslContexts;
		this.connectTimeout = connectTimeout;
		this.deadline = deadline;
		this.answers = new HttpsAnswerReader(new CredentialReader(authentication.identity()));
	}

	/**
	 * Return where the platform answers in a region (reference §2.2): under the chain of
	 * a public authority, then under that of its own root.
	 * @param region id of the region, such as {@code cn-shanghai}
	 * @return the endpoints, in the order in which to try them
	 * @throws InvalidSettingException if this cannot be the id of a region
	 */
	public static List<URI> endpointsOf(String region) {
		REGION.check(region);
		return List.of(URI.create("https://iot-auth." + region + ".aliyuncs.com"),
				URI.create("https://iot-auth-x." + region + ".aliyuncs.com"));
	}

	private static URI withPath(URI endpoint) {
		boolean bare = "https".equalsIgnoreCase(endpoint.getScheme()) && endpoint.getHost() != null
				&& endpoint.getRawUserInfo() == null && endpoint.getRawQuery() == null
				&& endpoint.getRawFragment() == null;
		if (!bare) {
			throw new InvalidSettingException("registration.https-endpoint", shown(endpoint),
					"must be an https:// URI of a host, without user, query and fragment",
					"Give the beginning of the URI only, such as https://iot-auth.cn-shanghai.aliyuncs.com, "
							+ "or leave it out.");
		}
		String base = endpoint.toString();
		return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + PATH);
	}

	// a password that should not be there must not be shown
	private static @Nullable String shown(URI endpoint) {
		String authority = endpoint.getRawAuthority();
		return (authority != null && authority.contains("@")) ? null : endpoint.toString();
	}

	@Override
	public void register(Consumer<DeviceCredential> keeper) {
		Waiting.throwIfInterrupted();
		Deadline end = Deadline.in(this.deadline);
		try (HttpsClient client = new HttpsClient(sslContext())) {
			DeviceCredential credential = ask(client, this.endpoints, end);
			Waiting.undisturbed(() -> keeper.accept(credential));
		}
	}

	private SSLContext sslContext() {
		try {
			return this.sslContexts.getSslContext();
		}
		catch (RuntimeException ex) {
			throw new RegistrationException(new RegistrationFailure(RegistrationFailureReason.LOCAL_ERROR, null,
					"TLS could not be prepared", ex));
		}
	}

	private DeviceCredential ask(HttpsClient client, List<URI> uris, Deadline end) {
		HttpsAttempt attempt = client.post(uris.get(0), this.authentication.form());
		try (attempt) {
			HttpResponse<byte[]> answer = attempt.await(this.connectTimeout, end);
			return this.answers.read(attempt.server(), answer.statusCode(), answer.body());
		}
		catch (RegistrationException ex) {
			List<URI> others = uris.subList(1, uris.size());
			if (others.isEmpty() || attempt.mayHaveArrived() || !isUnreachable(ex) || end.isOver()) {
				throw ex;
			}
			return askInstead(client, others, end, ex);
		}
	}

	private DeviceCredential askInstead(HttpsClient client, List<URI> others, Deadline end, RegistrationException why) {
		try {
			return ask(client, others, end);
		}
		catch (RegistrationException ex) {
			throw isUnreachable(ex) ? both(why, ex) : ex;
		}
	}

	private static boolean isUnreachable(RegistrationException ex) {
		RegistrationFailureReason reason = ex.getFailure().reason();
		return reason == RegistrationFailureReason.NETWORK || reason == RegistrationFailureReason.TLS;
	}

	private static RegistrationException both(RegistrationException first, RegistrationException last) {
		RegistrationFailure failure = last.getFailure();
		RegistrationException ex = new RegistrationException(new RegistrationFailure(failure.reason(), failure.code(),
				failure.message() + "; before that, " + first.getFailure().message(), failure.cause()));
		ex.addSuppressed(first);
		return ex;
	}

}
