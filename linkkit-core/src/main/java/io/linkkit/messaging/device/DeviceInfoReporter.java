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

import java.util.ArrayList;
import java.util.List;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.identity.DeviceInterfaces;
import io.linkkit.identity.LinkKitVersion;
import io.linkkit.messaging.alink.AlinkClient;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Tells the platform after each login which SDK the device runs and by which network
 * interfaces it can be told from others (reference §7.9).
 */
public final class DeviceInfoReporter implements ApplicationListener<DeviceConnectedEvent>, Ordered {

	private static final String TOPIC = "thing/deviceinfo/update";

	private static final String METHOD = "thing.deviceinfo.update";

	private final LinkKitConnection connection;

	private final AlinkClient client;

	private final @Nullable DeviceInterfaces interfaces;

	private final RefusalLog refusals = new RefusalLog("The platform refused the device's information");

	/**
	 * Create a reporter.
	 * @param connection whose logins matter
	 * @param client by which to tell
	 * @param interfaces the network interfaces; {@code null} to tell of the SDK alone
	 */
	public DeviceInfoReporter(LinkKitConnection connection, AlinkClient client, @Nullable DeviceInterfaces interfaces) {
		this.connection = connection;
		this.client = client;
		this.interfaces = interfaces;
		client.prepare(TOPIC);
	}

	/**
	 * Come before the application's listeners, which may be slow.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(DeviceConnectedEvent event) {
		if (event.getSource() == this.connection) {
			this.client.request(TOPIC, METHOD, attributes()).whenComplete(this.refusals::note);
		}
	}

	private List<Attribute> attributes() {
		List<Attribute> attributes = new ArrayList<>();
		attributes.add(new Attribute("SYSTEM", "SYS_SDK_LANGUAGE", "Java"));
		attributes.add(new Attribute("SYSTEM", "SYS_LP_SDK_VERSION", LinkKitVersion.get()));
		if (this.interfaces != null) {
			attributes.add(new Attribute("SYSTEM", "SYS_SDK_IF_INFO", this.interfaces.text()));
		}
		return attributes;
	}

	record Attribute(String domain, String attrKey, String attrValue) {

	}

}
