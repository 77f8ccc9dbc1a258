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

package io.linkkit;

import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.AotServices;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a native image is told, by way of {@code aot.factories}.
 */
class RuntimeHintsTests {

	private static final String PAHO = "org.eclipse.paho.client.mqttv3";

	private final RuntimeHints hints = new RuntimeHints();

	@BeforeEach
	void registerHints() {
		List<RuntimeHintsRegistrar> registrars = AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.asList()
			.stream()
			.filter((registrar) -> registrar.getClass().getPackageName().startsWith("io.linkkit"))
			.toList();
		registrars.forEach((registrar) -> registrar.registerHints(this.hints, getClass().getClassLoader()));
	}

	@Test
	void pahoFindsItsTexts() {
		assertThat(RuntimeHintsPredicates.resource().forBundle(PAHO + ".internal.nls.logcat")).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.resource().forBundle(PAHO + ".internal.nls.messages")).accepts(this.hints);
	}

	@Test
	void pahoMakesItsLoggerAndItsCatalogue() {
		assertThat(constructorOf(PAHO + ".logging.JSR47Logger")).accepts(this.hints);
		assertThat(constructorOf(PAHO + ".internal.ResourceBundleCatalog")).accepts(this.hints);
	}

	private static Predicate<RuntimeHints> constructorOf(String type) {
		return RuntimeHintsPredicates.reflection()
			.onType(TypeReference.of(type))
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS);
	}

	@Test
	void versionAndRootCertificateAreThere() {
		assertThat(RuntimeHintsPredicates.resource().forResource("io/linkkit/identity/version.properties"))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("io/linkkit/tls/aliyun-iot-root-ca.pem"))
			.accepts(this.hints);
	}

	@Test
	void whatIsToldOfADeviceIsWritten() throws ClassNotFoundException {
		for (String type : List.of("DeviceInfoReporter$Attribute", "DeviceTags$Tag", "DeviceTags$Key")) {
			assertThat(RuntimeHintsPredicates.reflection()
				.onMethodInvocation("io.linkkit.messaging.device." + type, "attrKey")).accepts(this.hints);
		}
	}

	@Test
	void whatIsNamedExists() throws ClassNotFoundException {
		assertThat(Class.forName(PAHO + ".logging.JSR47Logger")).hasPublicMethods("initialise");
		assertThat(getClass().getResource("/org/eclipse/paho/client/mqttv3/internal/nls/logcat.properties"))
			.isNotNull();
	}

}
