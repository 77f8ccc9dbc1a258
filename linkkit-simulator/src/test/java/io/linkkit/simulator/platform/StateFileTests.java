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

package io.linkkit.simulator.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class StateFileTests {

	private static final String PRODUCT_SECRET = "PsPsPsPs12345678";

	private static final String DEVICE_SECRET = "0123456789abcdef0123456789ABCDEF";

	private final SimulatorLog log = new SimulatorLog(new MutableClock());

	private final DeviceIdentity identity = new DeviceIdentity("pk", "device");

	@TempDir
	private Path directory;

	@Test
	void everythingIsThereAgainAfterARestart() throws Exception {
		Platform first = start();
		Product product = first.createProduct("pk", PRODUCT_SECRET);
		Device device = first.createDevice(this.identity, DEVICE_SECRET);
		first.connect(Login.of(device).signed(), RecordingConnection.overTls());
		Device disabled = first.createDevice(new DeviceIdentity("pk", "disabled"), null);
		first.disable(disabled);
		Device deleted = first.createDevice(new DeviceIdentity("pk", "deleted"), null);
		first.delete(deleted);
		first.registrationConsole().setDynamicRegistration(product, false);
		Platform second = start();
		assertThat(second.products()).singleElement().satisfies((restored) -> {
			assertThat(restored.productKey()).isEqualTo("pk");
			assertThat(restored.secret()).isEqualTo(PRODUCT_SECRET);
			assertThat(second.registrationConsole().isDynamicRegistration(restored)).isFalse();
		});
		assertThat(second.devices()).extracting(Device::identity)
			.containsExactly(device.identity(), disabled.identity());
		assertThat(second.registrationConsole().isActivated(find(second, device))).isTrue();
		assertThat(second.registrationConsole().isActivated(find(second, disabled))).isFalse();
		assertThat(eventsOf(second, Login.of(device).signed())).containsExactly("accepted");
		assertThat(eventsOf(second, Login.of(disabled).signed())).containsExactly("refused with 5");
		assertThat(eventsOf(second, Login.of(deleted).signed())).containsExactly("refused with 5");
	}

	@Test
	void everyChangeIsWrittenAtOnce() throws Exception {
		Platform platform = start();
		Product product = platform.createProduct("pk", PRODUCT_SECRET);
		assertThat(written()).contains("\"pk\"");
		Device device = platform.createDevice(this.identity, DEVICE_SECRET);
		assertThat(written()).contains(DEVICE_SECRET).doesNotContain("\"activated\" : true");
		platform.connect(Login.of(device).signed(), RecordingConnection.overTls());
		assertThat(written()).contains("\"activated\" : true");
		platform.registrationConsole().resetRegistration(device);
		assertThat(written()).contains("\"activated\" : false");
		platform.disable(device);
		assertThat(written()).contains("\"DISABLED\"");
		platform.enable(device);
		assertThat(written()).contains("\"ENABLED\"");
		platform.registrationConsole().setDynamicRegistration(product, false);
		assertThat(written()).contains("\"dynamicRegistration\" : false");
		platform.delete(device);
		assertThat(written()).contains("\"DELETED\"");
	}

	@Test
	void whatIsRegisteredIsWrittenBeforeTheDeviceHearsOfIt() throws Exception {
		Platform platform = start();
		platform.createProduct("a1B2c3D4e5F", PRODUCT_SECRET);
		Device device = platform.createDevice(new DeviceIdentity("a1B2c3D4e5F", "sensor_01"), DEVICE_SECRET);
		ProtocolVector register = ProtocolVector.ofKind("mqtt-register").findFirst().orElseThrow();
		ProtocolVector regnwl = ProtocolVector.ofKind("mqtt-regnwl").findFirst().orElseThrow();
		for (ProtocolVector vector : List.of(register, regnwl)) {
			String before = written();
			RecordingConnection connection = RecordingConnection.overTls();
			connection.whenAccepted(() -> assertThat(written()).isNotEqualTo(before));
			platform.connect(request(vector), connection);
			assertThat(connection.events()).startsWith("accepted");
		}
		assertThat(written()).contains(platform.deviceSecret(device)).doesNotContain(DEVICE_SECRET);
		Platform second = start();
		DeviceToken token = device.tokens().all().get(0);
		assertThat(eventsOf(second, tokenLogin(device, token))).containsExactly("accepted");
		second.registrationConsole().clearTokens(find(second, device));
		assertThat(eventsOf(start(), tokenLogin(device, token))).containsExactly("refused with 4");
	}

	@Test
	void whatTheFileHeldIsReturnedOnceToWhoeverCreatesItAgain() {
		Platform first = start();
		first.createProduct("pk", PRODUCT_SECRET);
		first.createDevice(this.identity, DEVICE_SECRET);
		Platform second = start();
		assertThat(second.createProduct("pk", null).secret()).isEqualTo(PRODUCT_SECRET);
		Device held = second.createDevice(this.identity, "another-secret");
		assertThat(second.deviceSecret(held)).isEqualTo(DEVICE_SECRET);
		assertThat(second.devices()).containsExactly(held);
		assertThat(this.log.entries(LogEvent.STATE_FILE)).last()
			.extracting(LogEntry::text)
			.asString()
			.contains("not used")
			.doesNotContain("another-secret")
			.doesNotContain(DEVICE_SECRET);
		assertThatIllegalArgumentException().isThrownBy(() -> second.createProduct("pk", null));
		assertThatIllegalArgumentException().isThrownBy(() -> second.createDevice(this.identity, null));
	}

	@Test
	void deletedDeviceIsCreatedAnew() {
		Platform first = start();
		first.createProduct("pk", null);
		first.delete(first.createDevice(this.identity, DEVICE_SECRET));
		Platform second = start();
		Device created = second.createDevice(this.identity, null);
		assertThat(second.deviceSecret(created)).isNotEqualTo(DEVICE_SECRET);
		assertThat(second.devices()).containsExactly(created);
	}

	@Test
	void duplicateIsAnErrorAsEver() {
		Platform platform = start();
		platform.createProduct("pk", null);
		platform.createDevice(this.identity, null);
		assertThatIllegalArgumentException().isThrownBy(() -> platform.createProduct("pk", null));
		assertThatIllegalArgumentException().isThrownBy(() -> platform.createDevice(this.identity, null));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{}", "nonsense", "{\"version\":1", "{\"version\":1,\"products\":[]}",
			"{\"version\":2,\"products\":[],\"devices\":[]}", "{\"version\":1,\"products\":[null],\"devices\":[]}",
			"{\"version\":1,\"products\":[{\"productKey\":\"a-b\",\"productSecret\":\"hush\","
					+ "\"dynamicRegistration\":true}],\"devices\":[]}",
			"{\"version\":1,\"products\":[{\"productKey\":\"pk\",\"productSecret\":\"hush\"}],\"devices\":[]}",
			"{\"version\":1,\"products\":[],\"devices\":[{\"productKey\":\"pk\",\"deviceName\":\"device\","
					+ "\"deviceSecret\":\"hush\",\"status\":\"ENABLED\",\"activated\":true,\"tokens\":[]}]}",
			"{\"version\":1,\"products\":[],\"devices\":[{\"productKey\":\"pk\",\"deviceName\":\"device\","
					+ "\"deviceSecret\":\"hush\",\"status\":\"hush\",\"activated\":true,\"tokens\":[]}]}" })
	void fileThatMakesNoSenseIsAnErrorAndLeftAlone(String content) throws Exception {
		Files.writeString(file(), content);
		assertThatIllegalStateException().isThrownBy(this::start)
			.withMessageContaining(file().toString())
			.withMessageContaining("repair it")
			.satisfies((ex) -> assertThat(ex).asString().doesNotContain("hush"))
			.satisfies((ex) -> assertThat(String.valueOf(ex.getCause())).doesNotContain("hush"));
		assertThat(written()).isEqualTo(content);
		assertThat(filesInDirectory()).containsExactly("state.json");
	}

	@Test
	void fileThatIsNotTextIsAnErrorAndLeftAlone() throws Exception {
		byte[] content = { (byte) 0xff, 0, (byte) 0xfe };
		Files.write(file(), content);
		assertThatIllegalStateException().isThrownBy(this::start).withMessageContaining(file().toString());
		assertThat(Files.readAllBytes(file())).isEqualTo(content);
	}

	@Test
	void changeThatCannotBeWrittenIsAnErrorAndLogged() throws Exception {
		Platform platform = start();
		Product product = platform.createProduct("pk", null);
		Files.createDirectories(this.directory.resolve("state.json.tmp/in-the-way"));
		String before = written();
		assertThatIllegalStateException()
			.isThrownBy(() -> platform.registrationConsole().setDynamicRegistration(product, false))
			.withMessageContaining(file().toString());
		assertThat(this.log.entries(LogEvent.STATE_FILE)).last().extracting(LogEntry::reason).isEqualTo("not-written");
		assertThat(written()).isEqualTo(before);
	}

	@Test
	void directoryIsMadeAndALeftoverOfACrashIsReplaced() throws Exception {
		Path nested = this.directory.resolve("a/b/state.json");
		start(nested).createProduct("pk", null);
		Files.writeString(nested.resolveSibling("state.json.tmp"), "{\"half");
		start(nested).createProduct("pk2", null);
		assertThat(start(nested).products()).hasSize(2);
		assertThat(nested.resolveSibling("state.json.tmp")).doesNotExist();
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void fileIsItsOwnersAlone() throws Exception {
		Files.writeString(file().resolveSibling("state.json.tmp"), "");
		start().createProduct("pk", null);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
	}

	@Test
	void nothingIsWrittenUntilSomethingIsCreated() {
		start();
		assertThat(file()).doesNotExist();
	}

	private Platform start() {
		return start(file());
	}

	private Platform start(Path file) {
		return new Platform(this.log, new FaultPlan(),
				new PlatformSettings(false, PlatformSettings.REGISTRATION_PATIENCE, file), new MutableClock());
	}

	private Path file() {
		return this.directory.resolve("state.json");
	}

	private String written() {
		try {
			return Files.readString(file());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<String> filesInDirectory() {
		return Arrays.stream(this.directory.toFile().list()).toList();
	}

	private static Device find(Platform platform, Device like) {
		return platform.devices()
			.stream()
			.filter((device) -> device.identity().equals(like.identity()))
			.findFirst()
			.orElseThrow();
	}

	private static List<String> eventsOf(Platform platform, ConnectRequest request) {
		RecordingConnection connection = RecordingConnection.overTls();
		platform.connect(request, connection);
		return connection.events();
	}

	private static ConnectRequest request(ProtocolVector vector) {
		return new ConnectRequest(vector.text("mqttClientId"), vector.text("username"),
				vector.text("password").getBytes(StandardCharsets.US_ASCII), 60, true, false);
	}

	private static ConnectRequest tokenLogin(Device device, DeviceToken token) {
		return new ConnectRequest(token.clientId() + "|authType=connwl,securemode=-2|", device.identity().username(),
				token.token().getBytes(StandardCharsets.US_ASCII), 60, true, false);
	}

}
