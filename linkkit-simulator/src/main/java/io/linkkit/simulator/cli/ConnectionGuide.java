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

package io.linkkit.simulator.cli;

import java.nio.file.Path;

import io.linkkit.simulator.LinkKitSimulator;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.SimulatedProduct;
import io.linkkit.simulator.console.SimulatorConsole;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person how to connect a device.
 *
 * @param simulator where to
 * @param product of which product
 * @param device as what
 * @param caFile what to trust
 * @param page where to watch, if anywhere
 */
record ConnectionGuide(LinkKitSimulator simulator, SimulatedProduct product, SimulatedDevice device, Path caFile,
		@Nullable SimulatorConsole page) {

	String text() {
		return """
				The platform in a box is listening on %1$s port %2$d: MQTT over TCP, TLS, WebSocket; HTTPS.

				  product key    %3$s
				  product secret %7$s
				  device name    %4$s
				  device secret  %5$s
				  CA certificate %6$s%8$s

				application.yml of a Spring Boot application with linkkit-spring-boot-starter:

				linkkit:
				  product-key: %3$s
				  device-name: %4$s
				  device-secret: %5$s
				  endpoint: %1$s
				  port: %2$d
				  ca-certificates: file:%6$s

				Dynamic registration: give the client the product secret instead of the device secret. Until
				the device above has logged in, it can register over HTTPS at
				https://%1$s:%2$d/auth/register/device or over MQTT with TLS (authType=register);
				any device name can over MQTT with TLS (authType=regnwl).

				Ctrl-C stops it. What happens:
				""".formatted(this.simulator.host(), this.simulator.tlsPort(), this.device.productKey(),
				this.device.deviceName(), this.device.deviceSecret(), this.caFile, this.product.productSecret(),
				(this.page != null) ? "\n  console        " + this.page.url() : "");
	}

}
