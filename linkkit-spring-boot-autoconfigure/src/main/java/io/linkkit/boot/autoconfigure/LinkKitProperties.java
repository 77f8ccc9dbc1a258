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

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import io.linkkit.auth.Secret;
import io.linkkit.auth.SignMethod;
import io.linkkit.connection.ConnectionSettings;
import io.linkkit.connection.QueueOverflow;
import io.linkkit.connection.QueueRateLimit;
import io.linkkit.connection.QueueSettings;
import io.linkkit.connection.ReconnectSettings;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.EndpointSettings;
import io.linkkit.identity.InvalidSettingException;
import io.linkkit.identity.Transport;
import io.linkkit.identity.TransportSecurity;
import io.linkkit.mqtt.ProtocolVersion;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties of a device. What they may hold is checked by the types they
 * are turned into, such as {@link DeviceIdentity} and {@link ConnectionSettings}. A text
 * that is empty counts as not given, as it does when an environment variable behind it is
 * not set.
 *
 * @param enabled Whether to put the device online at all.
 * @param autoConnect Whether to connect when the application starts. Otherwise the
 * application calls LinkKitConnection.start() itself.
 * @param doctor Whether to examine at start why the device is not online, to print what
 * was found, and to end the application: with exit code 0 if the device works, with 1
 * otherwise.
 * @param hostName Region the product lives in, such as cn-shanghai, or localhost. Needed
 * unless an endpoint or an instance is given.
 * @param productKey ProductKey of the device's product, 1 to 20 letters and digits.
 * @param deviceName DeviceName inside the product, 4 to 32 characters out of letters,
 * digits and - _ @ . :.
 * @param deviceSecret DeviceSecret of the device, 1 to 64 printable ASCII characters.
 * @param productSecret ProductSecret of the device's product, for dynamic registration.
 * @param authType What proves the identity of the device. By default register if only a
 * product secret is given, and device-secret otherwise.
 * @param instanceId ID of the platform instance, such as iot-06z00abcdefghij. Left out
 * for the old public instance.
 * @param endpoint Host name of the MQTT endpoint, without scheme and port. Goes before
 * instance and region.
 * @param port Port of the endpoint, 1 to 65535. By default 8883 with TLS, 1883 without,
 * 443 for WebSocket.
 * @param protocol Version of MQTT to speak.
 * @param transport What carries the MQTT packets.
 * @param secure How the connection is protected.
 * @param keepAlive Longest silence before the device sends a sign of life. Seconds unless
 * a unit is given.
 * @param keepAliveRange Keep-alive times to accept.
 * @param cleanSession Whether the platform shall forget subscriptions and undelivered
 * messages while the device is offline.
 * @param maxInflightMessage Most QoS 1 messages that wait for their acknowledgement at a
 * time, 1 to 32767.
 * @param maxQueuedMessage Most messages held until the platform has taken them, those in
 * flight included. 0 for no limit by count.
 * @param connectTimeout Longest time for name look-up, TCP, TLS and WebSocket handshake.
 * Seconds unless a unit is given.
 * @param connackTimeout Longest time to wait for the platform's answer to a login or a
 * subscription. Seconds unless a unit is given.
 * @param shutdownTimeout Longest time to shut down, most of it for messages that wait for
 * their acknowledgement while the device is online. Seconds unless a unit is given.
 * @param signMethod How logins are signed.
 * @param clientId Client ID, 1 to 64 characters without a bar. By default
 * productKey.deviceName.
 * @param loginParameters Further parameters of the client ID by name. Names with other
 * characters than lower-case letters, digits and dashes go into brackets, such as
 * [my_key].
 * @param caCertificates Certificates to trust instead of the platform's root and those of
 * the JDK, as PEM text or as the location of a PEM file.
 * @param ssl TLS by an SSL bundle
 * @param reconnect bounds of reconnecting
 * @param queue how messages wait until the platform has taken them
 * @param deviceInfo what the platform is told about the machine
 * @param tags Tags of the device by key, which the platform is told after the first login
 * of each start. Keys with other characters than lower-case letters, digits and dashes go
 * into brackets, such as [building_no].
 * @param alink how requests wait for the platform's replies
 * @param registration how the device is registered with the secret of its product
 */
@ConfigurationProperties("linkkit")
public record LinkKitProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean autoConnect,
		@DefaultValue("false") Boolean doctor, @Nullable String hostName, @Nullable String productKey,
		@Nullable String deviceName, @Nullable Secret deviceSecret, @Nullable Secret productSecret,
		@Nullable AuthType authType, @Nullable String instanceId, @Nullable String endpoint, @Nullable Integer port,
		@DefaultValue("MQTTv311") ProtocolVersion protocol, @DefaultValue("TCP") Transport transport,
		@DefaultValue("TLS") TransportSecurity secure,
		@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration keepAlive,
		@DefaultValue("documented") KeepAliveRange keepAliveRange, @DefaultValue("true") boolean cleanSession,
		@DefaultValue("20") int maxInflightMessage, @DefaultValue("1000") int maxQueuedMessage,
		@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration connectTimeout,
		@DefaultValue("10s") @DurationUnit(ChronoUnit.SECONDS) Duration connackTimeout,
		@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration shutdownTimeout,
		@DefaultValue("HMACSHA256") SignMethod signMethod, @Nullable String clientId,
		@DefaultValue Map<String, String> loginParameters, @Nullable String caCertificates, @DefaultValue Ssl ssl,
		@DefaultValue Reconnect reconnect, @DefaultValue Queue queue,
		@NestedConfigurationProperty @DefaultValue DeviceInfoProperties deviceInfo,
		@DefaultValue Map<String, String> tags, @NestedConfigurationProperty @DefaultValue AlinkProperties alink,
		@NestedConfigurationProperty @DefaultValue RegistrationProperties registration) {

	public LinkKitProperties {
		hostName = textOrNull(hostName);
		productKey = textOrNull(productKey);
		deviceName = textOrNull(deviceName);
		instanceId = textOrNull(instanceId);
		endpoint = textOrNull(endpoint);
		clientId = textOrNull(clientId);
		caCertificates = textOrNull(caCertificates);
		loginParameters = Collections.unmodifiableMap(new LinkedHashMap<>(loginParameters));
		tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
	}

	static @Nullable String textOrNull(@Nullable String text) {
		return StringUtils.hasLength(text) ? text : null;
	}

	/**
	 * Refuse secrets that leave two possibilities.
	 */
	void requireAuthType() {
		if (this.authType == null && this.deviceSecret != null && this.productSecret != null) {
			throw new InvalidSettingException("auth-type", null,
					"must be set if both 'linkkit.device-secret' and 'linkkit.product-secret' are",
					"Remove the secret that is not to be used, or set it to device-secret, register or regnwl.");
		}
	}

	AuthType authTypeOrInferred() {
		return AuthType.infer(this.authType, this.deviceSecret != null, this.productSecret != null);
	}

	RegistrationProperties.Transport registrationTransport() {
		return this.registration.transport(authTypeOrInferred(), this.hostName != null, this.instanceId != null);
	}

	EndpointSettings toEndpointSettings() {
		return new EndpointSettings(this.endpoint, this.hostName, this.port, this.transport, this.secure);
	}

	ConnectionSettings toConnectionSettings() {
		this.keepAliveRange.check(this.keepAlive);
		return new ConnectionSettings(this.protocol, this.keepAlive, this.cleanSession, this.maxInflightMessage,
				this.connectTimeout, this.connackTimeout, this.reconnect.toSettings(),
				this.queue.toSettings(this.maxQueuedMessage));
	}

	/**
	 * Keep-alive times to accept. Two ranges are in print (reference §6.2).
	 */
	public enum KeepAliveRange {

		/**
		 * 60 s to 180 s, as the documentation of the Python SDK says.
		 */
		DOCUMENTED(Duration.ofSeconds(60), Duration.ofSeconds(180)),

		/**
		 * 30 s to 1200 s, as the platform takes.
		 */
		PLATFORM(ConnectionSettings.LOWEST_KEEP_ALIVE, ConnectionSettings.HIGHEST_KEEP_ALIVE);

		private final Duration lowest;

		private final Duration highest;

		KeepAliveRange(Duration lowest, Duration highest) {
			this.lowest = lowest;
			this.highest = highest;
		}

		void check(Duration keepAlive) {
			if (keepAlive.compareTo(this.lowest) < 0 || keepAlive.compareTo(this.highest) > 0) {
				throw new InvalidSettingException("keep-alive", keepAlive.toSeconds() + "s",
						"must lie between " + this.lowest.toSeconds() + "s and " + this.highest.toSeconds() + "s",
						"Choose a time within that range" + ((this != PLATFORM)
								? ", or set 'linkkit.keep-alive-range' to 'platform' to allow "
										+ PLATFORM.lowest.toSeconds() + "s to " + PLATFORM.highest.toSeconds() + "s."
								: "."));
			}
		}

	}

	/**
	 * TLS by an SSL bundle.
	 *
	 * @param bundle Name of the SSL bundle that says whom to trust and, if asked for,
	 * what the device shows of itself. Followed without a restart when it is reloaded.
	 */
	public record Ssl(@Nullable String bundle) {

		public Ssl {
			bundle = textOrNull(bundle);
		}

	}

	/**
	 * Bounds of reconnecting.
	 *
	 * @param min Delay before the first attempt after a loss, 1 s to 1200 s. Seconds
	 * unless a unit is given.
	 * @param max Longest delay before an attempt, 1 s to 1200 s, not less than the
	 * shortest. Seconds unless a unit is given.
	 * @param stableAfter How long a session must last before the delay starts at the
	 * shortest again. Seconds unless a unit is given.
	 * @param maxPerMinute Most attempts to connect or register within a minute, whoever
	 * asks for them. Goes before the longest delay. The platform allows 5; 0 is for other
	 * brokers and means no limit.
	 */
	public record Reconnect(@DefaultValue("1s") @DurationUnit(ChronoUnit.SECONDS) Duration min,
			@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration max,
			@DefaultValue("60s") @DurationUnit(ChronoUnit.SECONDS) Duration stableAfter,
			@DefaultValue("5") int maxPerMinute) {

		ReconnectSettings toSettings() {
			return new ReconnectSettings(this.min, this.max, this.stableAfter, this.maxPerMinute);
		}

	}

	/**
	 * How messages wait until the platform has taken them.
	 *
	 * @param maxSize Most memory that queued messages may take.
	 * @param overflow What happens to a message for which there is no room, by count or
	 * by size.
	 * @param blockTimeout Longest time that publishing waits for room, if overflow is
	 * block. Seconds unless a unit is given.
	 * @param timeToLive Longest time a message may wait before it is given up, unless it
	 * is published with one of its own. As long as it takes by default. Seconds unless a
	 * unit is given.
	 * @param rateLimit Limit to the messages sent in any second.
	 * @param acknowledgeTimeout Longest time to wait for the acknowledgement of a QoS 1
	 * message before connecting anew and sending it again. Seconds unless a unit is
	 * given.
	 * @param persistence Where QoS 1 messages are kept until they are acknowledged.
	 * @param directory Directory of the files in which messages are kept, if persistence
	 * is file. By default .linkkit/queue under the user's home.
	 */
	public record Queue(@DefaultValue("16MB") DataSize maxSize, @DefaultValue("reject") QueueOverflow overflow,
			@DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration blockTimeout,
			@Nullable @DurationUnit(ChronoUnit.SECONDS) Duration timeToLive,
			@DefaultValue("none") QueueRateLimit rateLimit,
			@DefaultValue("30s") @DurationUnit(ChronoUnit.SECONDS) Duration acknowledgeTimeout,
			@DefaultValue("memory") Persistence persistence, @Nullable String directory) {

		public Queue {
			directory = textOrNull(directory);
		}

		QueueSettings toSettings(int maxMessages) {
			return new QueueSettings(maxMessages, this.maxSize.toBytes(), this.overflow, this.blockTimeout,
					this.timeToLive, this.rateLimit, this.acknowledgeTimeout,
					(this.persistence == Persistence.FILE) ? toPath() : null);
		}

		private Path toPath() {
			return DeviceDirectory.of("queue.directory", this.directory, "queue");
		}

		/**
		 * Where QoS 1 messages are kept.
		 */
		public enum Persistence {

			/**
			 * In memory, where they end with the application.
			 */
			MEMORY,

			/**
			 * In a file, where they survive a crash and a loss of power.
			 */
			FILE

		}

	}

}
