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
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.linkkit.simulator.log.SimulatorLog;
import io.linkkit.simulator.platform.FaultPlan;
import io.linkkit.simulator.platform.Platform;
import io.linkkit.simulator.platform.PlatformSettings;
import io.linkkit.simulator.platform.RegistrationFault;
import io.linkkit.simulator.tls.ServerCertificates;
import io.linkkit.simulator.tls.TlsCertificate;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asks the router in HTTP, under a clock that the test moves.
 */
class HttpRouterTests {

	private static final String PATH = "/auth/register/device";

	private final SimulatorLog log = new SimulatorLog(InstantSource.system());

	private final FaultPlan faults = new FaultPlan();

	private final Platform platform = new Platform(this.log, this.faults, PlatformSettings.lenient(),
			InstantSource.system());

	private final ChannelStack stack = new ChannelStack(this.platform, this.log,
			new LazySslContext(ServerCertificates.issued(TlsCertificate.VALID, List.of("localhost"))));

	private final EmbeddedChannel channel = new EmbeddedChannel();

	@BeforeEach
	void openChannel() {
		this.channel.freezeTime();
		this.channel.pipeline()
			.addLast(new HttpRouter(this.stack, false, true, new RegistrationEndpoint(this.platform)));
	}

	@AfterEach
	void closeChannel() {
		this.channel.finishAndReleaseAll();
	}

	@ParameterizedTest
	@CsvSource({ "POST, /auth/register/device, 200", "POST, /auth/register/device?x=y, 200",
			"GET, /auth/register/device, 405", "POST, /auth/register/device/, 404", "POST, /auth/register, 404",
			"POST, /, 404", "GET, /auth/devicename, 404" })
	void requestIsAnsweredOnceAndTheConnectionClosed(String method, String path, int status) {
		this.channel.writeInbound(request(HttpMethod.valueOf(method), path));
		assertThat(statusReceived()).isEqualTo(status);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void answerIsLateByTheTimeAskedFor() {
		this.faults.setRegistrationFault(new RegistrationFault.Delayed(Duration.ofSeconds(20)));
		this.channel.writeInbound(request(HttpMethod.POST, PATH));
		advanceSeconds(19);
		assertThat(this.channel.<Object>readOutbound()).isNull();
		assertThat(this.channel.isOpen()).isTrue();
		advanceSeconds(1);
		assertThat(statusReceived()).isEqualTo(200);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void answerIsWithheldAndTheConnectionStaysOpen() {
		this.faults.setRegistrationFault(new RegistrationFault.Withheld());
		this.channel.writeInbound(request(HttpMethod.POST, PATH));
		advanceSeconds(3600);
		assertThat(this.channel.<Object>readOutbound()).isNull();
		assertThat(this.channel.isOpen()).isTrue();
	}

	private static FullHttpRequest request(HttpMethod method, String path) {
		return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, path,
				Unpooled.copiedBuffer("a=b", StandardCharsets.UTF_8));
	}

	private int statusReceived() {
		FullHttpResponse response = this.channel.readOutbound();
		try {
			return response.status().code();
		}
		finally {
			response.release();
		}
	}

	private void advanceSeconds(int seconds) {
		this.channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
		this.channel.runScheduledPendingTasks();
	}

}
