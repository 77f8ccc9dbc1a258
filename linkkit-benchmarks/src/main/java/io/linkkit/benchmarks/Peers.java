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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.linkkit.benchmarks.Peer.Ability;
import io.linkkit.benchmarks.peer.LinkKitConnectionPeer;
import io.linkkit.benchmarks.peer.LinkKitTemplatePeer;
import io.linkkit.benchmarks.peer.PahoPeer;
import io.linkkit.benchmarks.peer.PeerClient;
import io.linkkit.benchmarks.peer.PeerMain;
import io.linkkit.benchmarks.peer.SpringIntegrationPeer;
import org.jspecify.annotations.Nullable;

/**
 * The clients compared: those on our own class path, and those that {@code run.sh} has
 * made ready.
 *
 * @param present which there are
 * @param absent names of those that this machine lacks
 */
record Peers(List<Peer> present, List<String> absent) {

	/**
	 * System property by which {@code run.sh} tells where its peers are.
	 */
	static final String DIRECTORY = "linkkit.peers";

	static final String LINKKIT = "LinkKit";

	static final String PAHO = "Paho 1.2.5";

	static final String HIVEMQ = "HiveMQ 1.4.0";

	static final String ALIBABA_PYTHON = "Alibaba Python 1.2.13";

	static final String RAW_C = "raw C socket";

	private static final Set<Ability> ALL = EnumSet.allOf(Ability.class);

	/**
	 * Return those on our own class path.
	 */
	static Peers builtIn() {
		return new Peers(List.of(own(LINKKIT, LinkKitTemplatePeer.class),
				own("LinkKit without template", LinkKitConnectionPeer.class), own(PAHO, PahoPeer.class),
				own("Spring Integration", SpringIntegrationPeer.class)), List.of());
	}

	/**
	 * Return all.
	 */
	static Peers all() throws IOException {
		@Nullable String property = System.getProperty(DIRECTORY);
		if (property == null) {
			return builtIn();
		}
		Path directory = Path.of(property);
		List<Peer> present = new ArrayList<>(builtIn().present());
		List<String> absent = new ArrayList<>();
		for (Foreign foreign : Foreign.all()) {
			Path command = directory.resolve(foreign.directory).resolve("command");
			if (Files.exists(command)) {
				present.add(new Peer(foreign.title, foreign.command(Files.readAllLines(command)), foreign.abilities));
			}
			else {
				absent.add(foreign.title);
			}
		}
		return new Peers(List.copyOf(present), List.copyOf(absent));
	}

	List<Peer> with(Set<Ability> abilities) {
		return this.present.stream().filter((peer) -> peer.abilities().containsAll(abilities)).toList();
	}

	private static Peer own(String name, Class<? extends PeerClient> type) {
		return new Peer(name, java(System.getProperty("java.class.path"), type.getName()), ALL);
	}

	private static List<String> java(String classPath, String type) {
		return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
				PeerMain.class.getName(), type);
	}

	/**
	 * What {@code run.sh} makes ready, each in a directory of its own. There a file
	 * "command" holds the command, an argument a line, or for Java the class path.
	 *
	 * @param title what the tables call it
	 * @param directory its directory
	 * @param type the class of a client in Java, or {@code null}
	 * @param abilities what it can do
	 */
	private record Foreign(String title, String directory, @Nullable String type, Set<Ability> abilities) {

		static List<Foreign> all() {
			return List.of(new Foreign(HIVEMQ, "hivemq", "HiveMqPeer", ALL),
					new Foreign("Vert.x 5.0.7", "vertx", "VertxPeer", ALL),
					new Foreign("Huawei 1.2.1", "huawei", "HuaweiPeer", Set.of(Ability.TLS, Ability.SUBSCRIBE)),
					new Foreign("mqtt.js 5.16.0", "mqttjs", null, ALL),
					new Foreign("Alibaba Node 1.2.8", "alibaba-node", null, Set.of(Ability.SUBSCRIBE)),
					new Foreign(ALIBABA_PYTHON, "alibaba-python", null, Set.of(Ability.TLS, Ability.SUBSCRIBE)),
					new Foreign("mosquitto C", "mosquitto-c", null, ALL), new Foreign(RAW_C, "raw-c", null, Set.of()));
		}

		List<String> command(List<String> lines) {
			return (this.type != null) ? java(lines.get(0), this.type) : lines;
		}

	}

}
