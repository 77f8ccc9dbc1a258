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

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.huaweicloud.sdk.iot.device.IoTDevice;
import com.huaweicloud.sdk.iot.device.client.ClientConf;
import com.huaweicloud.sdk.iot.device.transport.ActionListener;
import com.huaweicloud.sdk.iot.device.transport.RawMessage;
import io.linkkit.benchmarks.peer.Login;
import io.linkkit.benchmarks.peer.PeerClient;

/**
 * Huawei's device SDK, a layer on Paho like ours.
 */
public final class HuaweiPeer implements PeerClient {

	private static final long LIMIT = 20;

	private IoTDevice device;

	@Override
	public void connect(Login login) {
		ClientConf settings = new ClientConf();
		settings.setServerUri(login.uri());
		settings.setDeviceId(login.deviceName());
		settings.setSecret(login.deviceSecret());
		if (login.certificate() != null) {
			settings.setFile(login.certificate().toFile());
		}
		this.device = new IoTDevice(settings);
		int code = this.device.init();
		if (code != 0) {
			throw new IllegalStateException("The device does not come online: " + code);
		}
	}

	@Override
	public void publish(String topic, byte[] payload, int qos, Runnable finished) {
		RawMessage message = new RawMessage(topic, payload);
		message.setQos(qos);
		this.device.getClient().publishRawMessage(message, new Listener(finished));
	}

	@Override
	public void subscribe(String topic, int qos, Runnable arrived) throws InterruptedException {
		CountDownLatch granted = new CountDownLatch(1);
		this.device.getClient()
			.subscribeTopic(topic, new Listener(granted::countDown), (message) -> arrived.run(), qos);
		if (!granted.await(LIMIT, TimeUnit.SECONDS)) {
			throw new IllegalStateException("No SUBACK");
		}
	}

	@Override
	public void disconnect() {
		this.device.getClient().close();
	}

	private record Listener(Runnable finished) implements ActionListener {

		@Override
		public void onSuccess(Object context) {
			this.finished.run();
		}

		@Override
		public void onFailure(Object context, Throwable cause) {
			System.err.println("Huawei's SDK failed: " + cause);
		}

	}

}
