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

package io.linkkit.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.LinkKitVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.skyscreamer.jsonassert.JSONAssert;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link DeviceInfoReporter}.
 */
class DeviceInfoReporterTests {

	private final DeviceIdentity device = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private final LinkKitConnection connection = mock(LinkKitConnection.class);

	@BeforeEach
	void deviceIsKnown() {
		given(this.connection.device()).willReturn(this.device);
	}

	private DeviceConnectedEvent connectedEvent(Object source) {
		return new DeviceConnectedEvent(source, this.device, false, false, 1, Duration.ZERO);
	}

	private String published() {
		ArgumentCaptor<byte[]> payload = ArgumentCaptor.captor();
		then(this.connection).should()
			.publish(eq("/sys/a1B2c3D4e5F/sensor_01/thing/deviceinfo/update"), payload.capture(), eq(1));
		return new String(payload.getValue(), StandardCharsets.UTF_8);
	}

	@Test
	void tellsOfSdkAndInterfacesAfterALogin() throws Exception {
		new DeviceInfoReporter(this.connection, new DeviceInterfaces("Eth|03ACDEFF0032"))
			.onApplicationEvent(connectedEvent(this.connection));
		JSONAssert.assertEquals("""
				{"id": "1", "version": "1.0", "method": "thing.deviceinfo.update", "params": [
				  {"domain": "SYSTEM", "attrKey": "SYS_SDK_LANGUAGE", "attrValue": "Java"},
				  {"domain": "SYSTEM", "attrKey": "SYS_LP_SDK_VERSION", "attrValue": "%s"},
				  {"domain": "SYSTEM", "attrKey": "SYS_SDK_IF_INFO", "attrValue": "Eth|03ACDEFF0032"}]}
				""".formatted(LinkKitVersion.get()), published(), true);
	}

	@Test
	void tellsOfTheSdkAloneWhenInterfacesAreUnknown() throws Exception {
		new DeviceInfoReporter(this.connection, null).onApplicationEvent(connectedEvent(this.connection));
		JSONAssert.assertNotEquals("{\"params\": [{\"attrKey\": \"SYS_SDK_IF_INFO\"}]}", published(), false);
		JSONAssert.assertEquals("{\"method\": \"thing.deviceinfo.update\"}", published(), false);
	}

	@Test
	void ignoresOtherConnections() {
		new DeviceInfoReporter(this.connection, null).onApplicationEvent(connectedEvent(mock(LinkKitConnection.class)));
		then(this.connection).should(never()).publish(any(), any(), anyInt());
	}

}
