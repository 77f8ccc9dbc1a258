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

package io.linkkit.doctor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.linkkit.auth.SignedText;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.identity.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found out about a device.
 *
 * @param device the device
 * @param endpoint where its platform answers
 * @param time when it was examined, by the device's clock
 * @param findings what was found, in the order of the steps; several of
 * {@link Step#SETTINGS} if several settings are suspicious
 * @param signedText what a login made now would sign; {@code null} if nothing is signed
 */
public record Diagnosis(DeviceIdentity device, Endpoint endpoint, Instant time, List<Finding> findings,
		@Nullable SignedText signedText) {

	/**
	 * Create a diagnosis.
	 */
	public Diagnosis {
		findings = List.copyOf(findings);
	}

	/**
	 * Return whether the device works: no step failed, and it is logged in.
	 * @return whether it does
	 */
	public boolean isHealthy() {
		return failure().isEmpty() && findings(Step.LOGIN).stream()
			.anyMatch((finding) -> finding.verdict() == Verdict.OK || finding.verdict() == Verdict.WARNING);
	}

	/**
	 * Return the step that keeps the device from working.
	 * @return the first that failed; empty if none did
	 */
	public Optional<Finding> failure() {
		return this.findings.stream().filter((finding) -> finding.verdict() == Verdict.FAILED).findFirst();
	}

	/**
	 * Return what was found in a step.
	 * @param step the step
	 * @return one finding, or several of {@link Step#SETTINGS}
	 */
	public List<Finding> findings(Step step) {
		return this.findings.stream().filter((finding) -> finding.step() == step).toList();
	}

	/**
	 * Return all of it in lines that can be pasted into a ticket: no secret, signature,
	 * token or payload is among it. The advice is in English and in Chinese.
	 * @return lines that end with {@code \n}
	 */
	public String text() {
		return new DiagnosisText(this).toString();
	}

}
