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
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import io.linkkit.auth.Secret;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The JDK's HTTP client, set up for one registration. TLS 1.2 and 1.3 only, host names
 * are checked, redirects are not followed, cookies and the JVM's proxies are not used: a
 * registration goes straight to the platform, as the MQTT connection does.
 */
final class HttpsClient implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(HttpsClient.class);

	private static final List<String> TLS_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

	private static final String THREAD_PREFIX = "linkkit-registration-";

	// one that waits for the name server cannot be called back from there
	private static final int MAX_THREADS = 2;

	private static final int THREAD_IDLE_MILLIS = 100;

	private final HttpClient client;

	HttpsClient(SSLContext context) {
		this.client = HttpClient.newBuilder()
			.version(Version.HTTP_1_1)
			.followRedirects(Redirect.NEVER)
			.proxy(HttpClient.Builder.NO_PROXY)
			.sslContext(context)
			.sslParameters(parameters(context))
			.executor(threads())
			.build();
	}

	// The algorithm is set by the JDK as well, unless a system property says otherwise.
	private static SSLParameters parameters(SSLContext context) {
		List<String> supported = List.of(context.getSupportedSSLParameters().getProtocols());
		SSLParameters parameters = context.getDefaultSSLParameters();
		parameters.setProtocols(TLS_PROTOCOLS.stream().filter(supported::contains).toArray(String[]::new));
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		return parameters;
	}

	// The threads end by themselves shortly after there is nothing left to do. An
	// executor that is shut down would reject what the client still does when the peer
	// closes a connection that was left over.
	private static Executor threads() {
		ThreadPoolExecutor threads = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, THREAD_IDLE_MILLIS,
				TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), (task) -> thread("http", task));
		threads.allowCoreThreadTimeOut(true);
		return threads;
	}

	private static Thread thread(String name, Runnable task) {
		Thread thread = new Thread(task, THREAD_PREFIX + name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Begin to send a form.
	 * @param uri where to
	 * @param form the body
	 * @return the attempt
	 */
	HttpsAttempt post(URI uri, Secret form) {
		SingleBody body = new SingleBody(form);
		HttpRequest request = HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("Accept", "application/json")
			.POST(body)
			.build();
		return new HttpsAttempt(uri, body, this.client.sendAsync(request, HttpsClient::subscriber));
	}

	private static LimitedBody subscriber(ResponseInfo answer) {
		boolean unread = HttpsAnswerReader.isStatusEnough(answer.statusCode());
		return new LimitedBody(unread ? 0 : CredentialReader.MAX_ANSWER_SIZE);
	}

	/**
	 * Let go of the client. From Java 21 on it can be closed, which waits for what is
	 * going on and so is left to a thread of its own. Up to Java 20 it cannot: its
	 * selector thread, and a connection that the peer keeps open, end when the garbage
	 * collector finds that nobody refers to it any more.
	 */
	@Override
	public void close() {
		if (this.client instanceof AutoCloseable closeable) {
			thread("close", () -> close(closeable)).start();
		}
	}

	private static void close(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			logger.debug("The HTTP client of a registration could not be closed", ex);
		}
	}

}
