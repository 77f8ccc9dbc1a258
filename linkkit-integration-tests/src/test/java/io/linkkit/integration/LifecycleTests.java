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

package io.linkkit.integration;

import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.log.LogEvent;
import io.linkkit.simulator.platform.ConnectionCut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rows F27 and F28 of the fault matrix on real sockets: how an application ends, and
 * begins again in the same JVM.
 */
@ExtendWith(OutputCaptureExtension.class)
class LifecycleTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	@AfterEach
	void noSecretIsPrinted(CapturedOutput output) {
		this.simulation.close();
		NoSecretInOutput.assertHolds(output);
	}

	private List<CompletableFuture<PublishResult>> publish(EdgeApplication application, int messages) {
		return IntStream.range(0, messages)
			.mapToObj((i) -> application.connection().publish(this.device.userTopic("update"), new byte[] { 1 }, 1))
			.toList();
	}

	@Test
	void f27LetsThePlatformTakeAThousandMessagesBeforeItLeaves() {
		EdgeApplication application = EdgeApplication.start(this.simulation.plainTcp());
		application.awaitState(ConnectionState.CONNECTED);
		List<CompletableFuture<PublishResult>> results = publish(application, 1000);
		application.close();
		assertThat(results)
			.allSatisfy((result) -> assertThat(result).isCompletedWithValue(new PublishResult.Acknowledged()));
		this.device.awaitOffline(TIMEOUT);
		assertThat(this.simulation.simulator().log().entries(LogEvent.DISCONNECTED)).last()
			.satisfies((entry) -> assertThat(entry.reason()).isEqualTo("device"));
	}

	@Test
	void f27TellsWhatBecameOfMessagesThatABlackHoleSwallowed() {
		EdgeApplication application = EdgeApplication.start(this.simulation.plainTcp(), "linkkit.shutdown-timeout=2s",
				"linkkit.device-info.enabled=false");
		application.awaitState(ConnectionState.CONNECTED);
		this.simulation.simulator().faults().pause();
		List<CompletableFuture<PublishResult>> results = publish(application, 1000);
		CompletableFuture<Void> closed = CompletableFuture.runAsync(application::close);
		assertThat(closed).succeedsWithin(TIMEOUT);
		assertThat(results).allSatisfy((result) -> assertThat(result)
			.isCompletedWithValue(new PublishResult.Dropped(PublishResult.DropReason.CLOSED)));
		this.simulation.simulator().faults().resume();
	}

	@Test
	void f28AContextThatIsClosedAndOpenedAgainDoesNotKickItself() {
		for (int i = 0; i < 5; i++) {
			try (EdgeApplication application = EdgeApplication.start(this.simulation.plainTcp())) {
				application.awaitState(ConnectionState.CONNECTED);
			}
		}
		assertThat(this.simulation.simulator().log().entries(LogEvent.LOGIN_ACCEPTED)).hasSize(5);
		assertThat(this.simulation.simulator().log().entries(LogEvent.KICKED)).isEmpty();
	}

	@Test
	void f28TwoContextsInOneJvmDoNotDisturbEachOther() {
		SimulatedDevice other = this.simulation.simulator()
			.cloud()
			.createProduct("b1B2c3D4e5F")
			.createDevice("sensor_02", NoSecretInOutput.DEVICE_SECRET);
		try (EdgeApplication first = EdgeApplication.start(this.simulation.plainTcp())) {
			first.awaitState(ConnectionState.CONNECTED);
			try (EdgeApplication second = EdgeApplication.start(this.simulation.plainTcp(),
					"linkkit.product-key=" + other.productKey(), "linkkit.device-name=" + other.deviceName())) {
				second.awaitState(ConnectionState.CONNECTED);
				this.device.cutConnection(ConnectionCut.RST);
				await().atMost(TIMEOUT).until(() -> first.eventsOf(DeviceConnectedEvent.class).size() == 2);
				assertThat(second.eventsOf(DeviceDisconnectedEvent.class)).isEmpty();
			}
			assertThat(first.status().state()).isEqualTo(ConnectionState.CONNECTED);
		}
	}

	/**
	 * As devtools does it: the old context is closed, and the new one's classes are
	 * loaded anew in the same JVM.
	 */
	@Test
	void f28ARestartWithANewClassLoaderDoesNotKickItself() throws Exception {
		String[] properties = this.simulation.plainTcp().toArray(String[]::new);
		for (int i = 1; i <= 3; i++) {
			ClassLoader restarted = new RestartClassLoader();
			Class<?> type = restarted.loadClass(Restarted.class.getName());
			assertThat(type).isNotSameAs(Restarted.class);
			Thread.currentThread().setContextClassLoader(restarted);
			try (AutoCloseable application = start(type, properties)) {
				this.device.awaitOnline(TIMEOUT);
				assertThat(application).isNotNull();
			}
			finally {
				Thread.currentThread().setContextClassLoader(LifecycleTests.class.getClassLoader());
			}
			this.device.awaitOffline(TIMEOUT);
			assertThat(this.simulation.simulator().log().entries(LogEvent.LOGIN_ACCEPTED)).hasSize(i);
		}
		assertThat(this.simulation.simulator().log().entries(LogEvent.KICKED)).isEmpty();
	}

	private static AutoCloseable start(Class<?> type, String[] properties) throws Exception {
		Constructor<?> constructor = type.getDeclaredConstructor(String[].class);
		constructor.setAccessible(true);
		return (AutoCloseable) ((Callable<?>) constructor.newInstance((Object) properties)).call();
	}

	/**
	 * Loads everything of this project anew.
	 */
	private static final class RestartClassLoader extends OverridingClassLoader {

		RestartClassLoader() {
			super(LifecycleTests.class.getClassLoader());
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.startsWith("io.linkkit.");
		}

	}

	/**
	 * Starts an application; loaded anew for each start.
	 */
	static final class Restarted implements Callable<AutoCloseable> {

		private final String[] properties;

		Restarted(String[] properties) {
			this.properties = properties;
		}

		@Override
		public AutoCloseable call() {
			return new SpringApplicationBuilder(Configuration.class).web(WebApplicationType.NONE)
				.properties("linkkit.simulator.enabled=false")
				.properties(this.properties)
				.run();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Configuration {

	}

}
