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

import java.util.List;

import io.linkkit.auth.Secret;
import io.linkkit.boot.autoconfigure.LinkKitConnectionDetails;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import org.testcontainers.containers.Container;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

/**
 * {@link ContainerConnectionDetailsFactory} that makes {@link LinkKitConnectionDetails}
 * of a {@link ServiceConnection @ServiceConnection} container: the simulator's image, or
 * {@code eclipse-mosquitto} for plain MQTT.
 */
class LinkKitContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, LinkKitConnectionDetails> {

	LinkKitContainerConnectionDetailsFactory() {
		super(List.of("linkkit-simulator", "eclipse-mosquitto"));
	}

	@Override
	protected LinkKitConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new LinkKitContainerConnectionDetails(source);
	}

	private static final class LinkKitContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements LinkKitConnectionDetails {

		private LinkKitContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		private ContainerDevice device() {
			return ContainerDevice.of(getContainer().getEnvMap());
		}

		@Override
		public DeviceIdentity getDeviceIdentity() {
			return device().identity();
		}

		@Override
		public Secret getDeviceSecret() {
			return device().deviceSecret();
		}

		@Override
		public Secret getProductSecret() {
			return device().productSecret();
		}

		@Override
		public Endpoint getEndpoint(DeviceIdentity device) {
			return ContainerDevice.endpoint(getContainer().getHost(),
					getContainer().getMappedPort(ContainerDevice.PORT));
		}

	}

}
