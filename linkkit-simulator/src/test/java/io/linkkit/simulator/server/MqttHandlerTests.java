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

package io.linkkit.simulator.server;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.linkkit.simulator.log.LogEntry;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.Device;
import io.linkkit.simulator.platform.DeviceIdentity;
import io.linkkit.simulator.platform.FaultPlan;
import io.linkkit.simulator.platform.Platform;
import io.linkkit.simulator.platform.PlatformSettings;
import io.linkkit.simulator.platform.RegistrationFault;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Talks to the handler in bytes, under a clock that the test moves.
 */
class MqttHandlerTests {

	private static final String PINGREQ = "c000";

	private static final int KEEP_ALIVE = 100;

	private final SimulatorLog log = new SimulatorLog(InstantSource.system());

	private final FaultPlan faults = new FaultPlan();

	private final Platform platform = new Platform(this.log, this.faults, PlatformSettings.lenient(),
			InstantSource.system());

	private final Device device = this.platform.createDevice(new DeviceIdentity("pk", "device"), "secret");

	private final EmbeddedChannel channel = new EmbeddedChannel();

	@BeforeEach
	void openChannel() {
		this.platform.createProduct("pk", "product-secret");
		ChannelDeviceConnection connection = new ChannelDeviceConnection(this.channel, "test", false);
		this.channel.freezeTime();
		this.channel.pipeline()
			.addLast(new MqttDecoder(300_000, 65535), MqttEncoder.INSTANCE,
					new MqttHandler(this.platform, this.log, connection));
	}

	@AfterEach
	void closeChannel() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void loginIsAnsweredWithConnack() throws Exception {
		send(connect(4));
		assertThat(received()).isEqualTo("20020000");
	}

	@Test
	void mqtt31IsSpoken() throws Exception {
		send(connect(3));
		assertThat(received()).isEqualTo("20020000");
	}

	@Test
	void mqtt5IsRefusedInTheFormatOf311() throws Exception {
		send(connect(5));
		assertThat(received()).isEqualTo("20020001");
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void unknownVersionIsRefused() throws Exception {
		send(connect(9));
		assertThat(received()).isEqualTo("20020001");
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void silentDeviceIsClosedAfterOneAndAHalfKeepAlives() throws Exception {
		send(connect(4));
		advanceSeconds(KEEP_ALIVE + KEEP_ALIVE / 2 - 1);
		assertThat(this.channel.isOpen()).isTrue();
		advanceSeconds(1);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.log.entries(LogEvent.DISCONNECTED)).extracting(LogEntry::reason).containsExactly("keep-alive");
		assertThat(this.platform.onlineSince(this.device)).isEmpty();
	}

	@Test
	void pingStartsTheTimerAgain() throws Exception {
		send(connect(4));
		received();
		advanceSeconds(KEEP_ALIVE);
		send(PINGREQ);
		assertThat(received()).isEqualTo("d000");
		advanceSeconds(KEEP_ALIVE);
		assertThat(this.channel.isOpen()).isTrue();
		advanceSeconds(KEEP_ALIVE);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void disconnectEndsTheConnection() throws Exception {
		send(connect(4));
		send("e000");
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.log.entries(LogEvent.DISCONNECTED)).extracting(LogEntry::reason).containsExactly("device");
	}

	@Test
	void lostConnectionIsLogged() throws Exception {
		send(connect(4));
		this.channel.close();
		assertThat(this.log.entries(LogEvent.DISCONNECTED)).extracting(LogEntry::reason).containsExactly("lost");
	}

	@ParameterizedTest
	@ValueSource(strings = { PINGREQ, "300600042f612f62", "e000", "ffff", "10ffffffff7f" })
	void whateverComesBeforeALoginClosesTheConnection(String packet) {
		send(packet);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.log.entries(LogEvent.PROTOCOL_ERROR)).isNotEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "20020000", "50020001", "d000", "3600", "f000" })
	void packetThatNoDeviceSendsClosesTheConnection(String packet) throws Exception {
		send(connect(4));
		send(packet);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.log.entries(LogEvent.PROTOCOL_ERROR)).isNotEmpty();
	}

	@Test
	void secondConnectClosesTheConnection() throws Exception {
		send(connect(4));
		send(connect(4));
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void oversizedPacketClosesTheConnection() throws Exception {
		send(connect(4));
		send("30ffffff7f");
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void webSocketFramesMaySplitAndJoinPackets() throws Exception {
		this.channel.pipeline().addFirst(new WebSocketFrames());
		byte[] packets = HexFormat.of().parseHex(connect(4) + PINGREQ);
		int cut = packets.length / 2;
		this.channel.writeInbound(frame(packets, 0, cut));
		assertThat(this.channel.<Object>readOutbound()).isNull();
		this.channel.writeInbound(frame(packets, cut, packets.length - cut));
		assertThat(framesReceived()).isEqualTo("20020000" + "d000");
	}

	@Test
	void connectionForRegisteringIsClosedByThePlatformInTheEnd() throws Exception {
		register();
		advanceSeconds(14);
		send(PINGREQ);
		assertThat(received()).isEqualTo("d000");
		assertThat(this.channel.isOpen()).isTrue();
		advanceSeconds(1);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.log.entries(LogEvent.DISCONNECTED)).extracting(LogEntry::reason)
			.containsExactly("registration");
	}

	@Test
	void deviceEndsItsConnectionForRegistering() throws Exception {
		register();
		send("40020001");
		assertThat(this.channel.isOpen()).isTrue();
		send("e000");
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(this.log.entries(LogEvent.DISCONNECTED)).extracting(LogEntry::reason).containsExactly("device");
		assertThat(this.log.entries(LogEvent.PROTOCOL_ERROR)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "300600042f612f62", "820900010004706b2f6101", "a20800010004706b2f61" })
	void connectionForRegisteringCarriesNothingElse(String packet) throws Exception {
		register();
		send(packet);
		assertThat(this.channel.isOpen()).isFalse();
		assertThat(received()).isEmpty();
		assertThat(this.log.entries(LogEvent.PROTOCOL_ERROR)).singleElement().asString().contains("registering only");
	}

	@Test
	void lateAnswerToARegistrationComesOnTime() throws Exception {
		this.faults.setRegistrationFault(new RegistrationFault.Delayed(Duration.ofSeconds(10)));
		openSecureChannel();
		send(connectToRegister());
		assertThat(received()).isEqualTo("20020000");
		advanceSeconds(9);
		assertThat(received()).isEmpty();
		advanceSeconds(1);
		assertThat(received()).contains(HexFormat.of().formatHex("/ext/register".getBytes(StandardCharsets.UTF_8)));
	}

	@Test
	void answerLaterThanTheEndOfTheConnectionIsLost() throws Exception {
		this.faults.setRegistrationFault(new RegistrationFault.Delayed(Duration.ofSeconds(16)));
		openSecureChannel();
		send(connectToRegister());
		received();
		advanceSeconds(16);
		assertThat(received()).isEmpty();
	}

	private void register() throws Exception {
		openSecureChannel();
		send(connectToRegister());
		assertThat(received()).startsWith("20020000")
			.contains(HexFormat.of().formatHex("/ext/register".getBytes(StandardCharsets.UTF_8)));
	}

	private void openSecureChannel() {
		this.channel.pipeline()
			.replace(MqttHandler.class, "secure",
					new MqttHandler(this.platform, this.log, new ChannelDeviceConnection(this.channel, "test", true)));
	}

	private void send(String hex) {
		this.channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
	}

	private static Object frame(byte[] bytes, int from, int length) {
		return new BinaryWebSocketFrame(Unpooled.copiedBuffer(bytes, from, length));
	}

	private String received() {
		StringBuilder hex = new StringBuilder();
		for (ByteBuf bytes = this.channel.readOutbound(); bytes != null; bytes = this.channel.readOutbound()) {
			hex.append(ByteBufUtil.hexDump(bytes));
			bytes.release();
		}
		return hex.toString();
	}

	private String framesReceived() {
		StringBuilder hex = new StringBuilder();
		for (BinaryWebSocketFrame frame = this.channel.readOutbound(); frame != null; frame = this.channel
			.readOutbound()) {
			hex.append(ByteBufUtil.hexDump(frame.content()));
			frame.release();
		}
		return hex.toString();
	}

	private void advanceSeconds(int seconds) {
		this.channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
		this.channel.runScheduledPendingTasks();
	}

	private static String connect(int level) throws Exception {
		return connect(level, "me|securemode=3,signmethod=hmacsha256|",
				sign("secret", "clientIdmedeviceNamedeviceproductKeypk"));
	}

	private static String connectToRegister() throws Exception {
		return connect(4, "me|securemode=2,signmethod=hmacsha256,random=x,authType=register|",
				sign("product-secret", "deviceNamedeviceproductKeypkrandomx"));
	}

	private static String sign(String secret, String content) throws Exception {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
	}

	private static String connect(int level, String clientId, String password) {
		String flags = "c2";
		String properties = (level == 5) ? "00" : "";
		String body = text((level == 3) ? "MQIsdp" : "MQTT") + String.format("%02x", level) + flags
				+ String.format("%04x", KEEP_ALIVE) + properties + text(clientId) + text("device&pk") + text(password);
		int length = body.length() / 2;
		return "10" + String.format("%02x%02x", (length % 128) | 0x80, length / 128) + body;
	}

	private static String text(String text) {
		return String.format("%04x", text.length())
				+ HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
	}

}
