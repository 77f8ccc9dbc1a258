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

package io.linkkit.simulator.junit;

import io.linkkit.simulator.LinkKitSimulator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LinkKitSimulatorExtensionTests {

	@Test
	void thereIsNoSimulatorOutsideOfTests() {
		assertThatIllegalStateException().isThrownBy(() -> new LinkKitSimulatorExtension().simulator());
	}

	@Nested
	@ExtendWith(LinkKitSimulatorExtension.class)
	class ByAnnotation {

		@Test
		void tcpAndTlsAreAnswered(LinkKitSimulator simulator) {
			assertThat(simulator.tcpPort()).isNotEqualTo(simulator.tlsPort());
		}

	}

	@Nested
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	class InAStaticField {

		@RegisterExtension
		static LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp());

		private static LinkKitSimulator first;

		@Test
		@Order(1)
		void simulatorIsTheParameter(LinkKitSimulator simulator) {
			assertThat(simulator).isSameAs(platform.simulator());
			first = simulator;
		}

		@Test
		@Order(2)
		void simulatorServesAllTests(LinkKitSimulator simulator) {
			assertThat(simulator).isSameAs(first);
		}

	}

	@Nested
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	class InAnInstanceField {

		private static LinkKitSimulator first;

		@RegisterExtension
		LinkKitSimulatorExtension platform = LinkKitSimulatorExtension.with((builder) -> builder.tcp());

		@Test
		@Order(1)
		void simulatorIsStarted(LinkKitSimulator simulator) {
			assertThat(simulator.tcpPort()).isPositive();
			first = simulator;
		}

		@Test
		@Order(2)
		void eachTestHasItsOwn(LinkKitSimulator simulator) {
			assertThat(simulator).isNotSameAs(first);
			assertThatIllegalStateException().isThrownBy(() -> first.faults().resumeListening());
		}

	}

}
