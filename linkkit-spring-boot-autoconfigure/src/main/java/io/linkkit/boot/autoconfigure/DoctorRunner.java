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

package io.linkkit.boot.autoconfigure;

import java.io.PrintStream;
import java.util.function.IntConsumer;

import io.linkkit.doctor.Diagnosis;
import io.linkkit.doctor.Doctor;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;

/**
 * Examines the device before other runners begin their work, prints what was found and
 * ends the application: with exit code 0 if the device works, with 1 otherwise, or with
 * what an {@link org.springframework.boot.ExitCodeGenerator} of the application says
 * beyond that.
 */
final class DoctorRunner implements ApplicationRunner, Ordered {

	private final Doctor doctor;

	private final ApplicationContext context;

	private final PrintStream out;

	private final IntConsumer exit;

	/**
	 * Create a runner.
	 * @param doctor examines the device
	 * @param context the application that is ended
	 * @param out where to print
	 * @param exit ends the JVM with an exit code: threads of the application may keep it
	 * running, and it would end with 0
	 */
	DoctorRunner(Doctor doctor, ApplicationContext context, PrintStream out, IntConsumer exit) {
		this.doctor = doctor;
		this.context = context;
		this.out = out;
		this.exit = exit;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void run(ApplicationArguments args) {
		Diagnosis diagnosis = this.doctor.examine();
		this.out.print(diagnosis.text());
		this.out.flush();
		this.exit.accept(SpringApplication.exit(this.context, () -> diagnosis.isHealthy() ? 0 : 1));
	}

}
