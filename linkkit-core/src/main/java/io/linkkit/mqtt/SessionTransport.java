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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

import io.linkkit.identity.Endpoint;
import io.linkkit.identity.Transport;
import org.eclipse.paho.client.mqttv3.internal.NetworkModule;
import org.jspecify.annotations.Nullable;

/**
 * The way to the server as Paho wants to have it: opened once, then two streams. Whatever
 * happens on it is told to a {@link TransportListener} before Paho hears of it, because
 * Paho no longer tells a refused connection from a lost one.
 */
final class SessionTransport implements NetworkModule {

	/**
	 * Room for the acknowledgements of any window and for a hundred small messages. What
	 * is larger is read past it.
	 */
	private static final int INPUT_BUFFER = 8 * 1024;

	private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

	private final Endpoint endpoint;

	private final SocketOpener opener;

	private final Activity activity;

	private final SessionThreads threads;

	private final TransportListener listener;

	private @Nullable Socket socket;

	private @Nullable InputStream input;

	private @Nullable WriteBehindOutputStream output;

	private @Nullable WebSocketOutputStream frames;

	private boolean ended;

	SessionTransport(Endpoint endpoint, SocketOpener opener, Activity activity, SessionThreads threads,
			TransportListener listener) {
		this.endpoint = endpoint;
		this.opener = opener;
		this.activity = activity;
		this.threads = threads;
		this.listener = listener;
	}

	@Override
	public void start() throws IOException {
		try {
			open();
		}
		catch (IOException | RuntimeException ex) {
			abort();
			this.listener.openFailed(this.opener.phase(), ex);
			throw ex;
		}
		this.listener.opened();
	}

	private void open() throws IOException {
		Socket opened = this.opener.open();
		InputStream in = new BufferedInputStream(new WatchedInputStream(opened.getInputStream(), this.activity),
				INPUT_BUFFER);
		OutputStream out = opened.getOutputStream();
		if (this.endpoint.transport() == Transport.WEBSOCKET) {
			this.opener.enter(ConnectPhase.WEBSOCKET);
			new WebSocketUpgrade(this.endpoint, in, out).perform();
			use(opened, in, new WebSocketOutputStream(out));
		}
		else {
			use(opened, in, writeBehind(out));
		}
	}

	private WriteBehindOutputStream writeBehind(OutputStream target) {
		return new WriteBehindOutputStream(target, this.activity, this.threads::startWriter,
				this.listener::outputFailed);
	}

	private void use(Socket opened, InputStream in, WebSocketOutputStream framesOut) throws IOException {
		WriteBehindOutputStream out = writeBehind(framesOut);
		synchronized (this) {
			this.frames = framesOut;
		}
		use(opened, new WebSocketInputStream(in, (content) -> {
			framesOut.answerPing(content);
			out.wake();
		}), out);
	}

	private synchronized void use(Socket opened, InputStream in, WriteBehindOutputStream out) throws IOException {
		if (this.ended) {
			throw new SocketException("Closed by this device");
		}
		this.socket = opened;
		this.input = new PacketInputStream(in, this.threads.started(), this.listener);
		this.output = out;
	}

	/**
	 * Return what the server presented; empty if the connection is not encrypted.
	 */
	synchronized List<X509Certificate> peerCertificates() {
		if (!(this.socket instanceof SSLSocket encrypted)) {
			return List.of();
		}
		try {
			return Stream.of(encrypted.getSession().getPeerCertificates()).map(X509Certificate.class::cast).toList();
		}
		catch (SSLPeerUnverifiedException ex) {
			return List.of();
		}
	}

	ConnectPhase phase() {
		return this.opener.phase();
	}

	@Override
	public synchronized InputStream getInputStream() throws IOException {
		return opened(this.input);
	}

	@Override
	public OutputStream getOutputStream() throws IOException {
		return new PacketOutputStream(packets());
	}

	/**
	 * Return where packets may be sent past Paho.
	 * @throws SocketException if nothing is open
	 */
	synchronized WriteBehindOutputStream packets() throws SocketException {
		return opened(this.output);
	}

	private static <T> T opened(@Nullable T stream) throws SocketException {
		if (stream == null) {
			throw new SocketException("Not connected");
		}
		return stream;
	}

	/**
	 * Send what is still to be sent, DISCONNECT as a rule, and close the socket.
	 */
	@Override
	public void stop() {
		WriteBehindOutputStream out;
		WebSocketOutputStream framesOut;
		Socket opened;
		synchronized (this) {
			out = this.output;
			framesOut = this.frames;
			opened = this.socket;
		}
		if (out != null && opened != null && out.drain(DRAIN_LIMIT)) {
			try {
				if (framesOut != null) {
					framesOut.close();
				}
				opened.close();
			}
			catch (IOException ex) {
				// the server closed first
			}
		}
		abort();
	}

	/**
	 * Close the socket now, whatever is going on.
	 */
	void abort() {
		this.opener.abort();
		synchronized (this) {
			this.ended = true;
			if (this.output != null) {
				this.output.close();
			}
		}
	}

	@Override
	public String getServerURI() {
		return this.endpoint.toUri().toString();
	}

}
