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
import java.util.Map;

import io.linkkit.auth.DeviceAuthentication;
import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.LoginParametersCustomizer;
import io.linkkit.auth.MqttLogin;
import io.linkkit.auth.Secret;
import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.DeviceSessionRequestFactory;
import io.linkkit.connection.LinkKitClientManager;
import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.QueueOverflow;
import io.linkkit.connection.QueueRateLimit;
import io.linkkit.connection.QueueSettings;
import io.linkkit.connection.ReconnectSettings;
import io.linkkit.connection.SessionRequestCustomizer;
import io.linkkit.connection.SessionRequestFactory;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.Endpoint;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.MqttSessionFactory;
import io.linkkit.mqtt.MqttSessionRequest;
import io.linkkit.mqtt.PahoSessionFactory;
import io.linkkit.mqtt.ProtocolVersion;
import io.linkkit.thread.ThreadKind;
import io.linkkit.tls.SslContextSource;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LinkKitAutoConfiguration}.
 */
class LinkKitAutoConfigurationTests {

	private static final DeviceIdentity SENSOR = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private final ApplicationContextRunner withoutProperties = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, LinkKitAutoConfiguration.class))
		.withBean(StubSessionFactory.class);

	private final ApplicationContextRunner contextRunner = this.withoutProperties.withPropertyValues(
			"linkkit.host-name=cn-shanghai", "linkkit.product-key=a1B2c3D4e5F", "linkkit.device-name=sensor_01",
			"linkkit.device-secret=0123456789abcdef0123456789ABCDEF");

	@Test
	void isInertWithoutAnyProperty() {
		this.withoutProperties.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(LinkKitConnection.class);
			assertThat(context).doesNotHaveBean(LinkKitProperties.class);
		});
	}

	@Test
	void isInertWithoutTheCore() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(LinkKitConnection.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("linkKitConnection"));
	}

	@Test
	void isSwitchedOffByEnabledFalseEvenIfOtherPropertiesAreWrong() {
		this.withoutProperties.withPropertyValues("linkkit.enabled=false", "linkkit.product-key=no key")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LinkKitConnection.class));
	}

	@Test
	void anyPropertyMeansThatADeviceIsWanted() {
		this.withoutProperties.withPropertyValues("linkkit.keep-alive=60")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidSettingException.class,
						(ex) -> assertThat(ex.getSetting()).isEqualTo("product-key")));
	}

	@Test
	void connectionDetailsMeanThatADeviceIsWanted() {
		this.withoutProperties.withBean(LinkKitConnectionDetails.class, OtherConnectionDetails::new).run((context) -> {
			assertThat(context).hasSingleBean(LinkKitConnectionDetails.class);
			assertThat(context.getBean(LinkKitConnection.class).device().deviceName()).isEqualTo("pump_07");
			assertThat(context.getBean(SessionRequestFactory.class).endpoint().host()).isEqualTo("10.0.0.1");
			assertThat(context.getBean(SslContextSource.class)).isSameAs(OtherConnectionDetails.SSL);
		});
	}

	@Test
	void connectionDetailsGoBeforeProperties() {
		this.contextRunner.withBean(LinkKitConnectionDetails.class, OtherConnectionDetails::new)
			.run((context) -> assertThat(context.getBean(DeviceIdentity.class).deviceName()).isEqualTo("pump_07"));
	}

	@Test
	void makesEveryBeanOfTheProperties() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(DeviceIdentity.class)).isEqualTo(SENSOR);
			assertThat(context).hasSingleBean(PropertiesLinkKitConnectionDetails.class)
				.hasSingleBean(DeviceSecretAuthentication.class)
				.hasSingleBean(SslContextSource.class)
				.hasSingleBean(DeviceSessionRequestFactory.class)
				.hasSingleBean(LinkKitConnection.class);
			assertThat(context.getBean(LinkKitClientManager.class).getUrl())
				.isEqualTo("ssl://a1B2c3D4e5F.iot-as-mqtt.cn-shanghai.aliyuncs.com:8883");
		});
	}

	@Test
	void opensSessionsByPahoUnlessToldOtherwise() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LinkKitAutoConfiguration.class))
			.withPropertyValues("linkkit.host-name=localhost", "linkkit.product-key=a1B2c3D4e5F",
					"linkkit.device-name=sensor_01", "linkkit.device-secret=secret", "linkkit.auto-connect=false")
			.run((context) -> assertThat(context).hasSingleBean(PahoSessionFactory.class));
	}

	@Test
	void handsTheSettingsToTheConnection() {
		this.contextRunner.withPropertyValues("linkkit.protocol=mqttv31", "linkkit.keep-alive=120",
				"linkkit.clean-session=false", "linkkit.max-inflight-message=5", "linkkit.max-queued-message=7",
				"linkkit.queue.max-size=1MB", "linkkit.connect-timeout=3", "linkkit.connack-timeout=4",
				"linkkit.reconnect.min=2", "linkkit.reconnect.max=20", "linkkit.reconnect.stable-after=30",
				"linkkit.reconnect.max-per-minute=0", "linkkit.queue.overflow=drop-oldest",
				"linkkit.queue.block-timeout=6", "linkkit.queue.time-to-live=1h", "linkkit.queue.rate-limit=platform",
				"linkkit.queue.acknowledge-timeout=8", "linkkit.queue.directory=/var/lib/queue")
			.run((context) -> assertThat(context.getBean(ConnectionSettings.class))
				.isEqualTo(new ConnectionSettings(ProtocolVersion.MQTTv31, Duration.ofSeconds(120), false, 5,
						Duration.ofSeconds(3), Duration.ofSeconds(4),
						new ReconnectSettings(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(30), 0),
						new QueueSettings(7, 1024 * 1024, QueueOverflow.DROP_OLDEST, Duration.ofSeconds(6),
								Duration.ofHours(1), QueueRateLimit.PLATFORM, Duration.ofSeconds(8), null))));
	}

	@Test
	void runsOnVirtualThreadsIfTheApplicationDoesAndIfTheyMayWait() {
		this.contextRunner.run((context) -> assertThat(context.getBean(LinkKitConnection.class).threads())
			.isEqualTo(ThreadKind.PLATFORM));
		this.contextRunner.withPropertyValues("spring.threads.virtual.enabled=true")
			.run((context) -> assertThat(context.getBean(LinkKitConnection.class).threads())
				.isEqualTo((Runtime.version().feature() >= 24) ? ThreadKind.VIRTUAL : ThreadKind.PLATFORM));
	}

	@Test
	void takesThePlatformsKeepAliveRangeIfAskedTo() {
		this.contextRunner.withPropertyValues("linkkit.keep-alive=1200", "linkkit.keep-alive-range=platform")
			.run((context) -> assertThat(context.getBean(ConnectionSettings.class).keepAlive()).hasSeconds(1200));
	}

	@Test
	void makesTheLoginOfTheProperties() {
		this.contextRunner
			.withPropertyValues("linkkit.client-id=AABBCCDDEEFF", "linkkit.sign-method=hmacsha1",
					"linkkit.login-parameters.gw=1", "linkkit.login-parameters.[_ss]=0")
			.run((context) -> assertThat(login(context).clientId()).startsWith("AABBCCDDEEFF|")
				.contains("signmethod=hmacsha1")
				.contains("gw=1")
				.contains("_ss=0")
				.doesNotContain("sii="));
	}

	@Test
	void sendsInterfacesAtLoginIfAskedTo() {
		this.contextRunner
			.withPropertyValues("linkkit.device-info.text=Eth|03ACDEFF0032", "linkkit.device-info.at-login=true")
			.run((context) -> assertThat(login(context).clientId()).contains("sii=Eth|03ACDEFF0032"));
	}

	@Test
	void asksLoginParametersCustomizersInOrder() {
		this.contextRunner.withUserConfiguration(TwoLoginParametersCustomizers.class)
			.run((context) -> assertThat(login(context).clientId()).contains("who=second"));
	}

	@Test
	void asksSessionRequestCustomizersInOrder() {
		this.contextRunner.withUserConfiguration(TwoSessionRequestCustomizers.class)
			.run((context) -> assertThat(context.getBean(SessionRequestFactory.class).create().maxInflight())
				.isEqualTo(30));
	}

	@Test
	void needsNeitherIdentityNorSecretIfTheApplicationBringsTheBeans() {
		MqttLogin login = new MqttLogin("id", "user", Secret.of("password"));
		this.withoutProperties.withPropertyValues("linkkit.host-name=cn-shanghai")
			.withBean(DeviceIdentity.class, () -> SENSOR)
			.withBean(DeviceAuthentication.class, () -> (endpoint) -> login)
			.run((context) -> {
				MqttSessionRequest request = context.getBean(SessionRequestFactory.class).create();
				assertThat(request.login()).isEqualTo(login);
				assertThat(request.endpoint().host()).startsWith("a1B2c3D4e5F.");
			});
	}

	@Test
	void backsOffFromEveryBeanOfTheApplication() {
		SessionRequestFactory requests = mock(SessionRequestFactory.class);
		LinkKitConnection connection = mock(LinkKitConnection.class);
		LinkKitClientManager manager = mock(LinkKitClientManager.class);
		SslContextSource ssl = mock(SslContextSource.class);
		this.contextRunner.withBean(SessionRequestFactory.class, () -> requests)
			.withBean(LinkKitConnection.class, () -> connection)
			.withBean(LinkKitClientManager.class, () -> manager)
			.withBean(SslContextSource.class, () -> ssl)
			.run((context) -> {
				assertThat(context.getBean(SessionRequestFactory.class)).isSameAs(requests);
				assertThat(context.getBean(LinkKitConnection.class)).isSameAs(connection);
				assertThat(context.getBean(LinkKitClientManager.class)).isSameAs(manager);
				assertThat(context.getBean(SslContextSource.class)).isSameAs(ssl);
				assertThat(context.getBean(MqttSessionFactory.class)).isInstanceOf(StubSessionFactory.class);
			});
	}

	@Test
	void tellsOfTheApplicationsInterfacesRatherThanThoseOfTheProperties() {
		this.contextRunner
			.withPropertyValues("linkkit.device-info.text=Eth|000000000000", "linkkit.device-info.at-login=true")
			.withBean(DeviceInterfaces.class, () -> new DeviceInterfaces("WiFi|03ACDEFF0032"))
			.run((context) -> assertThat(login(context).clientId()).contains("sii=WiFi|03ACDEFF0032"));
	}

	@Test
	void takesASecretThatIsANumberInAPropertySource() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("yaml", Map.of("linkkit.device-secret", 12345678))))
			.run((context) -> assertThat(context.getBean(LinkKitProperties.class).deviceSecret())
				.isEqualTo(Secret.of("12345678")));
	}

	private static MqttLogin login(AssertableApplicationContext context) {
		return context.getBean(SessionRequestFactory.class).create().login();
	}

	private static final class OtherConnectionDetails implements LinkKitConnectionDetails {

		private static final SslContextSource SSL = SslContextSource.ofPlatformAndJdk();

		@Override
		public DeviceIdentity getDeviceIdentity() {
			return new DeviceIdentity("a1B2c3D4e5F", "pump_07");
		}

		@Override
		public Secret getDeviceSecret() {
			return Secret.of("secret");
		}

		@Override
		public Endpoint getEndpoint(DeviceIdentity device) {
			return new Endpoint("10.0.0.1", 2883, Transport.TCP, TransportSecurity.TLS);
		}

		@Override
		public SslContextSource getSslContextSource() {
			return SSL;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoLoginParametersCustomizers {

		@Bean
		@Order(2)
		LoginParametersCustomizer second() {
			return (parameters) -> parameters.set("who", "second");
		}

		@Bean
		@Order(1)
		LoginParametersCustomizer first() {
			return (parameters) -> parameters.set("who", "first");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoSessionRequestCustomizers {

		@Bean
		@Order(2)
		SessionRequestCustomizer timesTen() {
			return (request) -> withMaxInflight(request, request.maxInflight() * 10);
		}

		@Bean
		@Order(1)
		SessionRequestCustomizer three() {
			return (request) -> withMaxInflight(request, 3);
		}

		private static MqttSessionRequest withMaxInflight(MqttSessionRequest request, int maxInflight) {
			return new MqttSessionRequest(request.endpoint(), request.login(), request.sslContext(),
					request.protocolVersion(), request.keepAlive(), request.cleanSession(), maxInflight,
					request.connectTimeout(), request.connackTimeout());
		}

	}

}
