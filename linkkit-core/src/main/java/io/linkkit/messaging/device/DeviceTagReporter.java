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

import java.util.Map;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.event.DeviceConnectedEvent;
import io.linkkit.messaging.alink.AlinkCode;
import io.linkkit.messaging.alink.AlinkException;
import io.linkkit.messaging.alink.AlinkReply;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Tells the platform the tags that are configured, after the first login of each start.
 * Later logins do not, so that what somebody changes in the console stays until the
 * application starts again, rather than until the network breaks for a moment. If no
 * reply came, the next login tries again.
 */
public final class DeviceTagReporter implements ApplicationListener<DeviceConnectedEvent>, Ordered {

	private final LinkKitConnection connection;

	private final DeviceTags tags;

	private final Map<String, String> configured;

	private final RefusalLog refusals = new RefusalLog("The platform refused the tags of the device (linkkit.tags)");

	private volatile boolean answered;

	/**
	 * Create a reporter.
	 * @param connection whose logins matter
	 * @param tags by which to tell
	 * @param configured values by key, 200 at most; none if empty
	 * @throws io.linkkit.identity.InvalidSettingException if a tag breaks a rule
	 */
	public DeviceTagReporter(LinkKitConnection connection, DeviceTags tags, Map<String, String> configured) {
		DeviceTags.checkSettings(configured);
		this.connection = connection;
		this.tags = tags;
		this.configured = Map.copyOf(configured);
		this.answered = configured.isEmpty();
	}

	/**
	 * Come after what tells of the device, and before the application's listeners.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE + 1;
	}

	@Override
	public void onApplicationEvent(DeviceConnectedEvent event) {
		if (event.getSource() == this.connection && !this.answered) {
			this.tags.update(this.configured).whenComplete(this::ended);
		}
	}

	private void ended(@Nullable AlinkReply reply, @Nullable Throwable failure) {
		AlinkCode code = (failure instanceof AlinkException refused) ? refused.getCode() : null;
		this.answered = this.answered || failure == null || code != null;
		this.refusals.note(reply, failure);
	}

}
