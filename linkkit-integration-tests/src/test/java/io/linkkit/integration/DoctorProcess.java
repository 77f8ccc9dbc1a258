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

package io.linkkit.integration;

import java.util.Map;

import org.springframework.boot.SpringApplication;

/**
 * An application in a process of its own, since the doctor ends the JVM when called with
 * {@code --linkkit.doctor}.
 */
public final class DoctorProcess {

	private DoctorProcess() {
	}

	/**
	 * Start the application.
	 * @param args what to configure
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(EdgeApplication.Configuration.class);
		application.setDefaultProperties(Map.of("linkkit.simulator.enabled", "false"));
		application.run(args);
	}

}
