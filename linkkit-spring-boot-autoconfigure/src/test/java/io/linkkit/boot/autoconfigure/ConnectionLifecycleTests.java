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

package io.linkkit.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.linkkit.connection.ConnectionState;
import io.linkkit.connection.LinkKitClientManager;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.PublishResult;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.connection.event.DeviceDisconnectedEvent;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.mqtt.MqttSessionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.AbstractRefreshableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for when the connection starts and ends, seen from an application context.
 */
class ConnectionLifecycleTests {

	private static final int WEB_SERVER_PHASE = SmartLifecycle.DEFAULT_PHASE - 2048;

	private static final int ADAPTER_PHASE = Integer.MAX_VALUE / 2;

	private final ApplicationContextRunner withoutPlatform = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(LinkKitAutoConfiguration.class, LinkKitAlinkAutoConfiguration.class))
		.withBean(EventLog.class)
		.withPropertyValues("linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F",
				"linkkit.device-name=sensor_01", "linkkit.device-secret=secret");

	private final ApplicationContextRunner contextRunner = this.withoutPlatform.withBean(StubSessionFactory.class);

	@Test
	void connectsAfterTheAdaptersAndBeforeTheWebServer() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(ConnectionStarter.class).getPhase()).isGreaterThan(ADAPTER_PHASE)
				.isLessThan(WEB_SERVER_PHASE);
			assertThat(context.getBean(LinkKitClientManager.class).getPhase()).isZero();
		});
	}

	@Test
	void connectsWhenTheApplicationStartsAndDisconnectsWhenItEnds() {
		List<Object> events = new CopyOnWriteArrayList<>();
		this.contextRunner.run((context) -> {
			awaitState(context, ConnectionState.CONNECTED);
			events.add(context.getBean(EventLog.class));
		});
		EventLog log = (EventLog) events.get(0);
		assertThat(log.events).hasSize(2);
		assertThat(log.events.get(0)).isInstanceOf(DeviceConnectedEvent.class);
		assertThat(log.events.get(1)).isInstanceOf(DeviceDisconnectedEvent.class);
	}

	@Test
	void tellsThePlatformAboutTheDevice() {
		this.contextRunner.withPropertyValues("linkkit.device-info.text=Eth|03ACDEFF0032").run((context) -> {
			StubSessionFactory platform = context.getBean(StubSessionFactory.class);
			Awaitility.await().until(() -> !platform.published.isEmpty());
			assertThat(platform.published.get(0).topic())
				.isEqualTo("/sys/a1B2c3D4e5F/sensor_01/thing/deviceinfo/update");
			assertThat(platform.published.get(0).payload()).asString().contains("Eth|03ACDEFF0032");
		});
	}

	@Test
	void connectsAgainWhenTheContextIsRestarted() {
		this.contextRunner.run((context) -> {
			awaitState(context, ConnectionState.CONNECTED);
			ConfigurableApplicationContext source = context.getSourceApplicationContext();
			source.stop();
			assertThat(context.getBean(LinkKitConnection.class).status().state()).isEqualTo(ConnectionState.STOPPED);
			source.start();
			awaitState(context, ConnectionState.CONNECTED);
		});
	}

	@Test
	void f27TheConnectionOutlivesTheGracefulShutdownOfTheWebServer() {
		assertThat(LinkKitClientManager.class).isAssignableTo(SmartLifecycle.class);
		this.contextRunner.withBean(LastRequest.class).run((context) -> {
			awaitState(context, ConnectionState.CONNECTED);
			StubSessionFactory platform = context.getBean(StubSessionFactory.class);
			platform.latency = Duration.ofMillis(200);
			LastRequest request = context.getBean(LastRequest.class);
			context.getSourceApplicationContext().close();
			assertThat(request.answered).isCompletedWithValue(new PublishResult.Acknowledged());
			assertThat(platform.closed).hasSize(1);
		});
	}

	@Test
	void f27WaitsForNothingIfToldSo() {
		this.contextRunner.withBean(LastRequest.class)
			.withPropertyValues("linkkit.shutdown-timeout=0")
			.run((context) -> {
				awaitState(context, ConnectionState.CONNECTED);
				context.getBean(StubSessionFactory.class).latency = Duration.ofHours(1);
				LastRequest request = context.getBean(LastRequest.class);
				context.getSourceApplicationContext().close();
				assertThat(request.answered)
					.isCompletedWithValue(new PublishResult.Dropped(PublishResult.DropReason.CLOSED));
			});
	}

	@Test
	void refusesANegativeShutdownTimeout() {
		this.contextRunner.withPropertyValues("linkkit.shutdown-timeout=-1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidSettingException.class)
				.hasMessageContaining("shutdown-timeout"));
	}

	@Test
	void f28TheOldClientIsGoneBeforeARefreshedContextConnects() {
		StubSessionFactory platform = new StubSessionFactory();
		try (RefreshableContext context = new RefreshableContext(platform)) {
			for (int i = 1; i <= 3; i++) {
				context.refresh();
				awaitState(context, ConnectionState.CONNECTED);
				assertThat(platform.story).hasSize(2 * i - 1).last().asString().startsWith("open");
			}
		}
		assertThat(platform.story).hasSize(6);
		for (int i = 0; i < 6; i += 2) {
			String clientId = platform.story.get(i).substring("open ".length());
			assertThat(platform.story.get(i + 1)).isEqualTo("close " + clientId);
		}
	}

	@Test
	void f28TwoContextsInOneJvmDoNotDisturbEachOther() {
		this.contextRunner
			.run((first) -> this.contextRunner.withPropertyValues("linkkit.device-name=sensor_02").run((second) -> {
				awaitState(first, ConnectionState.CONNECTED);
				awaitState(second, ConnectionState.CONNECTED);
				second.getSourceApplicationContext().close();
				assertThat(first.getBean(LinkKitConnection.class).status().state())
					.isEqualTo(ConnectionState.CONNECTED);
				assertThat(first.getBean(StubSessionFactory.class).closed).isEmpty();
			}));
	}

	@Test
	void leavesConnectingToTheApplicationIfAskedTo() {
		this.contextRunner.withPropertyValues("linkkit.auto-connect=false").run((context) -> {
			assertThat(context).doesNotHaveBean(ConnectionStarter.class);
			LinkKitConnection connection = context.getBean(LinkKitConnection.class);
			assertThat(connection.status().state()).isEqualTo(ConnectionState.INITIALIZED);
			connection.start();
			awaitState(context, ConnectionState.CONNECTED);
		});
	}

	@Test
	void isReadyAlthoughThePlatformIsAway() {
		this.withoutPlatform.withBean(MqttSessionFactory.class, () -> (request, listener) -> {
			throw new IllegalStateException("away");
		}).run((context) -> {
			assertThat(context).hasNotFailed();
			awaitState(context, ConnectionState.WAITING);
		});
	}

	private static void awaitState(ApplicationContext context, ConnectionState state) {
		Awaitility.await().until(() -> context.getBean(LinkKitConnection.class).status().state() == state);
	}

	/**
	 * A request that the web server still answers while it shuts down gracefully.
	 */
	static class LastRequest implements SmartLifecycle {

		private static final int GRACEFUL_SHUTDOWN_PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

		private final LinkKitConnection connection;

		private CompletableFuture<PublishResult> answered = new CompletableFuture<>();

		private boolean running;

		LastRequest(LinkKitConnection connection) {
			this.connection = connection;
		}

		@Override
		public int getPhase() {
			return GRACEFUL_SHUTDOWN_PHASE;
		}

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
			this.answered = this.connection.publish("/a1B2c3D4e5F/sensor_01/user/update", new byte[] { 1 }, 1);
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	/**
	 * A context that can be refreshed while it is in use, which then destroys its beans
	 * without having stopped them.
	 */
	private static final class RefreshableContext extends AbstractRefreshableApplicationContext {

		private final StubSessionFactory platform;

		RefreshableContext(StubSessionFactory platform) {
			this.platform = platform;
			TestPropertyValues
				.of("linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
						"linkkit.device-secret=secret")
				.applyTo(this);
		}

		@Override
		protected void loadBeanDefinitions(DefaultListableBeanFactory beanFactory) {
			AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(beanFactory, getEnvironment());
			reader.registerBean(StubSessionFactory.class, () -> this.platform);
			reader.register(LinkKitAutoConfiguration.class, LinkKitAlinkAutoConfiguration.class);
		}

	}

	static class EventLog {

		private final List<Object> events = new CopyOnWriteArrayList<>();

		@EventListener
		void connected(DeviceConnectedEvent event) {
			this.events.add(event);
		}

		@EventListener
		void disconnected(DeviceDisconnectedEvent event) {
			this.events.add(event);
		}

	}

}
