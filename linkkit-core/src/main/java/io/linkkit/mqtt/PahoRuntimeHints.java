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

package io.linkkit.mqtt;

import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image needs to know about Paho, which finds its logger and the texts of
 * its exceptions by name.
 */
final class PahoRuntimeHints implements RuntimeHintsRegistrar {

	private static final String PAHO = MqttAsyncClient.class.getPackageName();

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerResourceBundle(PAHO + ".internal.nls.logcat");
		hints.resources().registerResourceBundle(PAHO + ".internal.nls.messages");
		hints.reflection()
			.registerType(TypeReference.of(PAHO + ".logging.JSR47Logger"), MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)
			.registerType(TypeReference.of(PAHO + ".internal.ResourceBundleCatalog"),
					MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
	}

}
