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

import io.linkkit.auth.SignedText;

/**
 * Writes a {@link Diagnosis} in aligned lines.
 */
final class DiagnosisText {

	private static final String MARGIN = " ".repeat(31);

	private final Diagnosis diagnosis;

	private final StringBuilder text = new StringBuilder();

	DiagnosisText(Diagnosis diagnosis) {
		this.diagnosis = diagnosis;
	}

	private void write() {
		line("LinkKit doctor: " + this.diagnosis.device().username() + " at " + this.diagnosis.endpoint() + ", "
				+ this.diagnosis.time());
		this.diagnosis.findings().forEach(this::write);
		SignedText signed = this.diagnosis.signedText();
		if (signed != null) {
			line("Signed by a login made now, with " + signed.method().wireName() + " and the secret ******:");
			line("  " + signed.content());
		}
		line("Result: " + result());
	}

	private void write(Finding finding) {
		line("%-8s  %-7s  %7d ms  %s".formatted(finding.step(), finding.verdict(), finding.took().toMillis(),
				finding.observation()));
		Advice advice = finding.advice();
		if (advice != null) {
			line(MARGIN + "-> " + advice.english());
			line(MARGIN + "-> " + advice.chinese());
		}
	}

	private String result() {
		if (this.diagnosis.isHealthy()) {
			return "healthy";
		}
		return this.diagnosis.failure().map((finding) -> finding.step() + " failed").orElse("not online");
	}

	private void line(String line) {
		this.text.append(line).append('\n');
	}

	@Override
	public String toString() {
		this.text.setLength(0);
		write();
		return this.text.toString();
	}

}
