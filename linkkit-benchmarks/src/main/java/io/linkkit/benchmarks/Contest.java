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

package io.linkkit.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.linkkit.auth.MqttLogin;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.TransportSecurity;

/**
 * Peers measured side by side. One that fails is left out, which is told, and begins anew
 * under the next load.
 */
final class Contest implements AutoCloseable {

	private final Peers peers;

	private final Path directory;

	private final ServerCertificate certificate;

	private final Map<Peer, PeerProcess> processes = new HashMap<>();

	private final Set<String> remarks = new LinkedHashSet<>();

	/**
	 * Prepare a contest.
	 * @param peers who may take part
	 * @param directory where to write what they have to say
	 * @param certificate what they shall trust
	 */
	Contest(Peers peers, Path directory, ServerCertificate certificate) {
		this.peers = peers;
		this.directory = directory;
		this.certificate = certificate;
		if (!peers.absent().isEmpty()) {
			this.remarks.add("not on this machine: " + String.join(", ", peers.absent()));
		}
	}

	/**
	 * Return those who can do something.
	 */
	List<Peer> with(Set<Peer.Ability> abilities) {
		return this.peers.with(abilities);
	}

	/**
	 * Connect each.
	 * @return those who are connected
	 */
	List<Peer> connect(List<Peer> wanted, Endpoint endpoint, int window, String where) throws InterruptedException {
		List<Peer> connected = new ArrayList<>();
		for (Peer peer : wanted) {
			if (ask(peer, login(peer.device(), endpoint, window), where).isPresent()) {
				connected.add(peer);
			}
		}
		return connected;
	}

	/**
	 * Disconnect each, as far as they are still there.
	 */
	void disconnect(List<Peer> connected, String where) throws InterruptedException {
		for (Peer peer : connected) {
			if (this.processes.containsKey(peer)) {
				ask(peer, "disconnect", where);
			}
		}
	}

	/**
	 * Return the command that makes a peer connect.
	 */
	String login(Device device, Endpoint endpoint, int window) {
		MqttLogin login = device.login(endpoint);
		String tls = (endpoint.security() == TransportSecurity.TLS) ? " certificate=" + this.certificate.certificate()
				: "";
		return ("connect host=%s port=%d clientId=%s username=%s password=%s productKey=%s deviceName=%s"
				+ " deviceSecret=%s window=%d%s")
			.formatted(endpoint.host(), endpoint.port(), login.clientId(), login.username(), login.password().reveal(),
					device.identity().productKey(), device.identity().deviceName(), device.secret().reveal(), window,
					tls);
	}

	/**
	 * Ask a peer for something.
	 * @param peer whom
	 * @param command what
	 * @param where under which load, for the remark if it fails
	 * @return the figures in its answer; nothing if it failed
	 */
	Optional<Map<String, Double>> ask(Peer peer, String command, String where) throws InterruptedException {
		try {
			PeerProcess process = this.processes.get(peer);
			if (process == null) {
				process = new PeerProcess(peer, this.directory.resolve("peers.log"));
				this.processes.put(peer, process);
			}
			return Optional.of(process.ask(command));
		}
		catch (IOException ex) {
			this.remarks.add("%s failed at %s: %s".formatted(peer.name(), where, ex.getMessage()));
			System.err.println(peer.name() + " failed at " + where + ": " + ex.getMessage());
			PeerProcess process = this.processes.remove(peer);
			if (process != null) {
				process.close();
			}
			return Optional.empty();
		}
	}

	/**
	 * Return in words who was left out and why, nothing if nobody was.
	 */
	String remarks() {
		return this.remarks.isEmpty() ? "" : "\n\nLeft out: " + String.join("; ", this.remarks) + ".";
	}

	@Override
	public void close() throws InterruptedException {
		for (PeerProcess process : this.processes.values()) {
			process.close();
		}
	}

}
