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

package io.linkkit.sample.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * Takes commands from the keyboard, so that one can see what the device makes of them.
 */
@Component
@ConditionalOnBooleanProperty({ "linkkit.simulator.enabled", "cold-room.keyboard" })
class CloudConsole implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(CloudConsole.class);

	private final ColdRoomOperator operator;

	CloudConsole(ColdRoomOperator operator) {
		this.operator = operator;
	}

	@Override
	public void run(ApplicationArguments args) {
		Thread thread = new Thread(this::readCommands, "cloud-console");
		thread.setDaemon(true);
		thread.start();
	}

	private void readCommands() {
		logger
			.info("Type a command and press Enter: target 2.5 | ask | cut | kick | disable | enable | pause | resume");
		try (BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
			for (String line = keyboard.readLine(); line != null; line = keyboard.readLine()) {
				execute(line.strip());
			}
		}
		catch (IOException ex) {
			logger.debug("No keyboard", ex);
		}
	}

	private void execute(String command) {
		int blank = command.indexOf(' ');
		try {
			switch ((blank < 0) ? command : command.substring(0, blank)) {
				case "" -> {
				}
				case "target" -> this.operator.setTarget(Double.parseDouble(command.substring(blank + 1)));
				case "ask" -> this.operator.ask();
				case "cut" -> this.operator.cut();
				case "kick" -> this.operator.kick();
				case "disable" -> this.operator.disable();
				case "enable" -> this.operator.enable();
				case "pause" -> this.operator.pause();
				case "resume" -> this.operator.resume();
				default -> logger.info("Unknown command: {}", command);
			}
		}
		catch (RuntimeException ex) {
			logger.info("That did not work: {}", ex.getMessage());
		}
	}

}
