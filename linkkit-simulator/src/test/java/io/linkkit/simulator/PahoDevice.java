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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A device made of Eclipse Paho, as a foreign client would be.
 */
final class PahoDevice implements MqttCallback, AutoCloseable {

	private static final long WAIT_MILLIS = 10_000;

	private final MqttAsyncClient client;

	private final MqttConnectOptions options = new MqttConnectOptions();

	private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

	private final BlockingQueue<Throwable> losses = new LinkedBlockingQueue<>();

	private PahoDevice(String uri, SimulatedDevice device, String parameters) throws Exception {
		this(uri, nameOf(device) + "|" + parameters + ",signmethod=hmacsha256,timestamp=1700000000000|",
				device.deviceName() + "&" + device.productKey(), sign(device, nameOf(device)));
	}

	private PahoDevice(String uri, String clientId, String username, String password) throws MqttException {
		this.client = new MqttAsyncClient(uri, clientId, new MemoryPersistence());
		this.client.setCallback(this);
		this.options.setUserName(username);
		this.options.setPassword(password.toCharArray());
		this.options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
		this.options.setMaxInflight(1000);
	}

	static PahoDevice plain(LinkKitSimulator simulator, SimulatedDevice device) throws Exception {
		return plain(simulator, device, "securemode=3");
	}

	static PahoDevice plain(LinkKitSimulator simulator, SimulatedDevice device, String parameters) throws Exception {
		return new PahoDevice("tcp://" + simulator.host() + ":" + simulator.tcpPort(), device, parameters);
	}

	static PahoDevice webSocket(LinkKitSimulator simulator, SimulatedDevice device) throws Exception {
		return new PahoDevice("ws://" + simulator.host() + ":" + simulator.webSocketPort(), device, "securemode=3");
	}

	static PahoDevice tls(LinkKitSimulator simulator, SimulatedDevice device) throws Exception {
		PahoDevice paho = new PahoDevice("ssl://" + simulator.host() + ":" + simulator.tlsPort(), device,
				"securemode=2");
		paho.options.setSocketFactory(trusting(simulator.caCertificatePem()));
		return paho;
	}

	static PahoDevice tls(LinkKitSimulator simulator, String clientId, String username, String password)
			throws Exception {
		PahoDevice paho = new PahoDevice("ssl://" + simulator.host() + ":" + simulator.tlsPort(), clientId, username,
				password);
		paho.options.setSocketFactory(trusting(simulator.caCertificatePem()));
		return paho;
	}

	static PahoDevice secureWebSocket(LinkKitSimulator simulator, SimulatedDevice device) throws Exception {
		PahoDevice paho = new PahoDevice("wss://" + simulator.host() + ":" + simulator.secureWebSocketPort(), device,
				"securemode=2");
		paho.options.setSocketFactory(trusting(simulator.caCertificatePem()));
		return paho;
	}

	static SocketFactory trusting(String pem) throws Exception {
		return sslContext(pem).getSocketFactory();
	}

	static SSLContext sslContext(String pem) throws Exception {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509")
			.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	private static String nameOf(SimulatedDevice device) {
		return device.productKey() + "." + device.deviceName();
	}

	private static String sign(SimulatedDevice device, String name) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(device.deviceSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		String content = "clientId" + name + "deviceName" + device.deviceName() + "productKey" + device.productKey()
				+ "timestamp1700000000000";
		return HexFormat.of().formatHex(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
	}

	MqttConnectOptions options() {
		return this.options;
	}

	PahoDevice connect() throws MqttException {
		connectAndTell();
		return this;
	}

	boolean connectAndTell() throws MqttException {
		IMqttToken token = connectAsync();
		token.waitForCompletion(WAIT_MILLIS);
		return token.getSessionPresent();
	}

	IMqttToken connectAsync() throws MqttException {
		return this.client.connect(this.options);
	}

	int subscribe(String topicFilter, int qos) throws MqttException {
		return subscribe(new String[] { topicFilter }, qos)[0];
	}

	int[] subscribe(String[] topicFilters, int qos) throws MqttException {
		int[] wishes = new int[topicFilters.length];
		Arrays.fill(wishes, qos);
		IMqttToken token = this.client.subscribe(topicFilters, wishes);
		try {
			token.waitForCompletion(WAIT_MILLIS);
		}
		catch (MqttException ex) {
			// Paho fails the token for a code of 0x80; the codes are there all the same
		}
		return token.getGrantedQos();
	}

	void unsubscribe(String topicFilter) throws MqttException {
		this.client.unsubscribe(topicFilter).waitForCompletion(WAIT_MILLIS);
	}

	IMqttDeliveryToken publishAsync(String topic, byte[] payload, int qos) throws MqttException {
		return this.client.publish(topic, payload, qos, false);
	}

	void publish(String topic, byte[] payload, int qos) throws MqttException {
		publishAsync(topic, payload, qos).waitForCompletion(WAIT_MILLIS);
	}

	void publish(String topic, String payload, int qos) throws MqttException {
		publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos);
	}

	Received awaitMessage() throws InterruptedException {
		return this.received.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
	}

	Throwable awaitLoss() throws InterruptedException {
		return awaitLoss(Duration.ofMillis(WAIT_MILLIS));
	}

	Throwable awaitLoss(Duration timeout) throws InterruptedException {
		return this.losses.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
	}

	boolean hasMessage() {
		return !this.received.isEmpty();
	}

	boolean isConnected() {
		return this.client.isConnected();
	}

	void disconnect() throws MqttException {
		this.client.disconnect(0).waitForCompletion(WAIT_MILLIS);
	}

	@Override
	public void connectionLost(Throwable cause) {
		this.losses.add(cause);
	}

	@Override
	public void messageArrived(String topic, MqttMessage message) {
		this.received.add(new Received(topic, new String(message.getPayload(), StandardCharsets.UTF_8),
				message.getQos(), message.isDuplicate()));
	}

	@Override
	public void deliveryComplete(IMqttDeliveryToken token) {
	}

	@Override
	public void close() throws MqttException {
		if (this.client.isConnected()) {
			this.client.disconnectForcibly(0, 1000, false);
		}
		this.client.close(true);
	}

	/**
	 * A message as it arrived.
	 *
	 * @param topic the topic
	 * @param text the payload
	 * @param qos the quality of service
	 * @param duplicate the DUP flag
	 */
	record Received(String topic, String text, int qos, boolean duplicate) {

	}

}
