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

package io.linkkit.boot.container;

import io.linkkit.auth.Secret;
import io.linkkit.boot.autoconfigure.LinkKitConnectionDetails;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * {@link DockerComposeConnectionDetailsFactory} that makes
 * {@link LinkKitConnectionDetails} of a {@code linkkit-simulator} or
 * {@code eclipse-mosquitto} service.
 */
class LinkKitDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<LinkKitConnectionDetails> {

	LinkKitDockerComposeConnectionDetailsFactory() {
		super(new String[] { "linkkit-simulator", "eclipse-mosquitto" });
	}

	@Override
	protected LinkKitConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new LinkKitDockerComposeConnectionDetails(source.getRunningService());
	}

	/**
	 * {@link LinkKitConnectionDetails} of a running service.
	 */
	static final class LinkKitDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements LinkKitConnectionDetails {

		private final ContainerDevice device;

		private final Endpoint endpoint;

		LinkKitDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.device = ContainerDevice.of(service.env());
			this.endpoint = ContainerDevice.endpoint(service.host(), service.ports().get(ContainerDevice.PORT));
		}

		@Override
		public DeviceIdentity getDeviceIdentity() {
			return this.device.identity();
		}

		@Override
		public Secret getDeviceSecret() {
			return this.device.deviceSecret();
		}

		@Override
		public Secret getProductSecret() {
			return this.device.productSecret();
		}

		@Override
		public Endpoint getEndpoint(DeviceIdentity other) {
			return this.endpoint;
		}

	}

}
