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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A test class that holds rows of the fault matrix. Its methods begin with the number of
 * their row, such as {@code f1}, and {@code docs/faults.md} lists them.
 * {@link EdgeApplication} asserts the {@link Invariants} when it is closed; here follows
 * the rest of I4: no secret was printed.
 */
@ExtendWith(OutputCaptureExtension.class)
interface FaultRow {

	@AfterEach
	default void invariantNoSecretIsPrinted(CapturedOutput output) {
		NoSecretInOutput.assertHolds(output);
	}

}
