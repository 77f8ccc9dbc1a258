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

package io.linkkit.simulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.FaultPlan;
import io.linkkit.simulator.platform.Platform;
import io.linkkit.simulator.platform.PlatformSettings;
import io.linkkit.simulator.server.ListenerProtocol;
import io.linkkit.simulator.server.ListenerSpec;
import io.linkkit.simulator.server.SimulatorServer;
import io.linkkit.simulator.tls.ServerCertificates;
import io.linkkit.simulator.tls.TlsCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Alibaba Cloud IoT Platform in one process. <pre class="code">
 * try (LinkKitSimulator simulator = LinkKitSimulator.builder().tls().start()) {
 *     SimulatedDevice device = simulator.cloud().createProduct().createDevice("sensor_01");
 *     // connect a client to simulator.host() and simulator.tlsPort(),
 *     // trusting simulator.caCertificatePem()
 *     device.awaitOnline(Duration.ofSeconds(5));
 * }
 * </pre>
 */
public final class LinkKitSimulator implements AutoCloseable {

	private final String host;

	private final SimulatorLog log;

	private final ServerCertificates certificates;

	private final SimulatorServer server;

	private final SimulatedCloud cloud;

	private final SimulatorFaults faults;

	private LinkKitSimulator(Builder builder) {
		this.host = builder.address.isLoopbackAddress() ? "localhost" : builder.address.getHostAddress();
		this.log = new SimulatorLog(Clock.systemUTC());
		this.certificates = builder.certificates();
		FaultPlan plan = new FaultPlan();
		Platform platform = new Platform(this.log, plan, builder.settings(), Clock.systemUTC());
		this.server = new SimulatorServer(builder.address, platform, this.log, this.certificates);
		this.cloud = new SimulatedCloud(platform, this.log);
		this.faults = new SimulatorFaults(plan, this.server, this.log);
	}

	/**
	 * Begin to describe a simulator.
	 * @return a builder that asks for no listener yet
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return the name that clients shall connect to and that the certificate is for.
	 * @return {@code localhost}, or the address the simulator was bound to
	 */
	public String host() {
		return this.host;
	}

	/**
	 * Return the port for MQTT over plain TCP.
	 * @return the port
	 * @throws IllegalStateException when it was not asked for
	 */
	public int tcpPort() {
		return this.server.port(ListenerProtocol.MQTT);
	}

	/**
	 * Return the port for MQTT over TLS.
	 * @return the port
	 * @throws IllegalStateException when it was not asked for
	 */
	public int tlsPort() {
		return this.server.port(ListenerProtocol.MQTT_TLS);
	}

	/**
	 * Return the port for MQTT over WebSocket. The path does not matter.
	 * @return the port
	 * @throws IllegalStateException when it was not asked for
	 */
	public int webSocketPort() {
		return this.server.port(ListenerProtocol.WEBSOCKET);
	}

	/**
	 * Return the port for MQTT over WebSocket over TLS. The path does not matter.
	 * @return the port
	 * @throws IllegalStateException when it was not asked for
	 */
	public int secureWebSocketPort() {
		return this.server.port(ListenerProtocol.SECURE_WEBSOCKET);
	}

	/**
	 * Return the port for HTTPS.
	 * @return the port
	 * @throws IllegalStateException when it was not asked for
	 */
	public int httpsPort() {
		return this.server.port(ListenerProtocol.HTTPS);
	}

	/**
	 * Return what a client must trust to connect over TLS. Made when first asked for.
	 * @return a certificate as PEM
	 */
	public String caCertificatePem() {
		return this.certificates.authorityPem();
	}

	/**
	 * Return the cloud side.
	 * @return products and devices
	 */
	public SimulatedCloud cloud() {
		return this.cloud;
	}

	/**
	 * Return the faults that can be switched on.
	 * @return the faults
	 */
	public SimulatorFaults faults() {
		return this.faults;
	}

	/**
	 * Return what happened so far, and why.
	 * @return the log
	 */
	public SimulatorLog log() {
		return this.log;
	}

	/**
	 * Close all listeners and connections; afterwards no thread is left.
	 */
	@Override
	public void close() {
		this.server.close();
	}

	/**
	 * Describes a simulator. Only listeners asked for are opened, each on a free port
	 * unless a port is given.
	 */
	public static final class Builder {

		private final Map<ListenerProtocol, Integer> ports = new EnumMap<>(ListenerProtocol.class);

		private InetAddress address = InetAddress.getLoopbackAddress();

		private @Nullable Integer singlePort;

		private boolean rateLimits;

		private @Nullable Path stateFile;

		private Duration registrationPatience = PlatformSettings.REGISTRATION_PATIENCE;

		private TlsCertificate tlsCertificate = TlsCertificate.VALID;

		private @Nullable ServerCertificates givenCertificates;

		private Builder() {
		}

		/**
		 * Listen for MQTT over plain TCP.
		 * @return this builder
		 */
		public Builder tcp() {
			return tcp(0);
		}

		/**
		 * Listen for MQTT over plain TCP.
		 * @param port the port, or 0 for any that is free
		 * @return this builder
		 */
		public Builder tcp(int port) {
			return listen(ListenerProtocol.MQTT, port);
		}

		/**
		 * Listen for MQTT over TLS.
		 * @return this builder
		 */
		public Builder tls() {
			return tls(0);
		}

		/**
		 * Listen for MQTT over TLS.
		 * @param port the port, or 0 for any that is free
		 * @return this builder
		 */
		public Builder tls(int port) {
			return listen(ListenerProtocol.MQTT_TLS, port);
		}

		/**
		 * Listen for MQTT over WebSocket.
		 * @return this builder
		 */
		public Builder webSocket() {
			return webSocket(0);
		}

		/**
		 * Listen for MQTT over WebSocket.
		 * @param port the port, or 0 for any that is free
		 * @return this builder
		 */
		public Builder webSocket(int port) {
			return listen(ListenerProtocol.WEBSOCKET, port);
		}

		/**
		 * Listen for MQTT over WebSocket over TLS.
		 * @return this builder
		 */
		public Builder secureWebSocket() {
			return secureWebSocket(0);
		}

		/**
		 * Listen for MQTT over WebSocket over TLS.
		 * @param port the port, or 0 for any that is free
		 * @return this builder
		 */
		public Builder secureWebSocket(int port) {
			return listen(ListenerProtocol.SECURE_WEBSOCKET, port);
		}

		/**
		 * Listen for HTTPS.
		 * @return this builder
		 */
		public Builder https() {
			return https(0);
		}

		/**
		 * Listen for HTTPS.
		 * @param port the port, or 0 for any that is free
		 * @return this builder
		 */
		public Builder https(int port) {
			return listen(ListenerProtocol.HTTPS, port);
		}

		private Builder listen(ListenerProtocol protocol, int port) {
			this.ports.put(protocol, port);
			return this;
		}

		/**
		 * Answer everything that is asked for on one port, as the real platform does.
		 * @param port the port, or 0 for any that is free
		 * @return this builder
		 */
		public Builder singlePort(int port) {
			this.singlePort = port;
			return this;
		}

		/**
		 * Listen on another address than the loopback one.
		 * @param address an address of this machine, or {@code 0.0.0.0} for all
		 * @return this builder
		 */
		public Builder bindAddress(String address) {
			try {
				this.address = InetAddress.getByName(address);
			}
			catch (UnknownHostException ex) {
				throw new IllegalArgumentException("'address' is unknown: '" + address + "'", ex);
			}
			return this;
		}

		/**
		 * Enforce the rates of the platform (reference §6.3): 5 logins a minute, 30
		 * messages a second up at QoS 0 and 10 at QoS 1, 50 down.
		 * @param rateLimits whether to; off by default
		 * @return this builder
		 */
		public Builder rateLimits(boolean rateLimits) {
			this.rateLimits = rateLimits;
			return this;
		}

		/**
		 * Keep products and devices in a file, so that the next simulator has them, too:
		 * keys, secrets, tokens, who is activated, disabled or deleted. Creating one that
		 * the file held at the start returns it as it was. The file is written at every
		 * change and is for one simulator at a time.
		 * @param stateFile a JSON file; it need not exist yet
		 * @return this builder
		 */
		public Builder stateFile(Path stateFile) {
			this.stateFile = stateFile;
			return this;
		}

		/**
		 * Close connections for registering after another time than the platform does.
		 * @param patience how long after CONNACK; 15 s by default (reference §4.2)
		 * @return this builder
		 */
		public Builder registrationPatience(Duration patience) {
			this.registrationPatience = patience;
			return this;
		}

		/**
		 * Choose which certificate the simulator makes for itself.
		 * @param tlsCertificate a good or a bad one
		 * @return this builder
		 */
		public Builder tlsCertificate(TlsCertificate tlsCertificate) {
			this.tlsCertificate = tlsCertificate;
			return this;
		}

		/**
		 * Show a certificate of your own.
		 * @param chainPem the server certificate first, then those that signed it
		 * @param keyPem its private key, PKCS#8, not encrypted
		 * @return this builder
		 * @throws IllegalArgumentException when the texts hold no such things
		 */
		public Builder certificate(String chainPem, String keyPem) {
			this.givenCertificates = ServerCertificates.given(chainPem, keyPem);
			return this;
		}

		private PlatformSettings settings() {
			return new PlatformSettings(this.rateLimits, this.registrationPatience, this.stateFile);
		}

		private ServerCertificates certificates() {
			if (this.givenCertificates != null) {
				return this.givenCertificates;
			}
			Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
			if (!this.address.isLoopbackAddress() && !this.address.isAnyLocalAddress()) {
				hosts.add(this.address.getHostAddress());
			}
			return ServerCertificates.issued(this.tlsCertificate, List.copyOf(hosts));
		}

		/**
		 * Start the simulator.
		 * @return a simulator that listens
		 * @throws IllegalStateException when no listener was asked for, a port is taken,
		 * or the state file cannot be read
		 */
		public LinkKitSimulator start() {
			if (this.ports.isEmpty()) {
				throw new IllegalStateException("No listener was asked for: call tcp(), tls() or another first");
			}
			LinkKitSimulator simulator = new LinkKitSimulator(this);
			try {
				listen(simulator.server);
				return simulator;
			}
			catch (IllegalStateException ex) {
				simulator.close();
				throw ex;
			}
		}

		private void listen(SimulatorServer server) {
			if (this.singlePort != null) {
				server.listen(new ListenerSpec(this.ports.keySet(), this.singlePort));
				return;
			}
			this.ports.forEach((protocol, port) -> server.listen(new ListenerSpec(Set.of(protocol), port)));
		}

	}

}
