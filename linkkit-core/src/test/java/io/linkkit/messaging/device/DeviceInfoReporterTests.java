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

package io.linkkit.messaging.device;

import java.time.Duration;

import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.LinkKitVersion;
import io.linkkit.messaging.FakeConnection;
import io.linkkit.messaging.alink.AlinkClient;
import io.linkkit.messaging.alink.AlinkSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeviceInfoReporter}.
 */
class DeviceInfoReporterTests {

	private final FakeConnection connection = new FakeConnection("sensor_01");

	private final AlinkClient client = new AlinkClient(this.connection, AlinkSettings.DEFAULTS);

	@AfterEach
	void close() {
		this.client.close();
	}

	private DeviceInfoReporter reporter(DeviceInterfaces interfaces) {
		return new DeviceInfoReporter(this.connection, this.client, interfaces);
	}

	@Test
	void tellsOfSdkAndInterfacesAfterALogin() throws Exception {
		reporter(new DeviceInterfaces("Eth|03ACDEFF0032")).onApplicationEvent(this.connection.login());
		assertThat(this.connection.published.get(0).topic())
			.isEqualTo("/sys/a1B2c3D4e5F/sensor_01/thing/deviceinfo/update");
		assertThat(this.connection.published.get(0).qos()).isEqualTo(1);
		JSONAssert.assertEquals("""
				{"id": "%s", "version": "1.0", "method": "thing.deviceinfo.update", "params": [
				  {"domain": "SYSTEM", "attrKey": "SYS_SDK_LANGUAGE", "attrValue": "Java"},
				  {"domain": "SYSTEM", "attrKey": "SYS_LP_SDK_VERSION", "attrValue": "%s"},
				  {"domain": "SYSTEM", "attrKey": "SYS_SDK_IF_INFO", "attrValue": "Eth|03ACDEFF0032"}]}
				""".formatted(this.connection.id(0), LinkKitVersion.get()), this.connection.json(0).toString(), true);
	}

	@Test
	void tellsOfTheSdkAloneWhenInterfacesAreUnknown() {
		reporter(null).onApplicationEvent(this.connection.login());
		assertThat(this.connection.json(0).path("params").toString()).contains("SYS_SDK_LANGUAGE")
			.doesNotContain("SYS_SDK_IF_INFO");
	}

	@Test
	void ignoresOtherConnections() {
		reporter(null).onApplicationEvent(
				new DeviceConnectedEvent(new Object(), this.connection.device(), false, false, 1, Duration.ZERO));
		assertThat(this.connection.published).isEmpty();
	}

	@Test
	void isSubscribedToTheReplyBeforeTheLogin() {
		reporter(null);
		assertThat(this.connection.subscribed).containsExactly(this.connection.system("thing/deviceinfo/update_reply"));
	}

}
