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

package io.linkkit.boot.actuate;

import java.time.Instant;
import java.util.List;

import io.linkkit.auth.SignedText;
import io.linkkit.doctor.Advice;
import io.linkkit.doctor.Diagnosis;
import io.linkkit.doctor.Doctor;
import io.linkkit.doctor.Finding;
import io.linkkit.doctor.Step;
import io.linkkit.doctor.Verdict;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that tells why a device is not online.
 * <p>
 * Reading opens a connection to the platform without logging in, and asks the device's
 * own connection for nothing. Writing lets it connect, if it is offline; so that needs
 * {@code management.endpoint.linkkitdoctor.access=unrestricted}.
 */
@Endpoint(id = "linkkitdoctor", defaultAccess = Access.READ_ONLY)
public final class LinkKitDoctorEndpoint {

	private final Doctor doctor;

	/**
	 * Create an endpoint.
	 * @param doctor examines the device
	 */
	public LinkKitDoctorEndpoint(Doctor doctor) {
		this.doctor = doctor;
	}

	/**
	 * Examine the device by what its connection knows already.
	 * @return what was found
	 */
	@ReadOperation
	public Report look() {
		return Report.of(this.doctor.look());
	}

	/**
	 * Examine the device, letting it connect if it is offline.
	 * @return what was found
	 */
	@WriteOperation
	public Report examine() {
		return Report.of(this.doctor.examine());
	}

	/**
	 * What was found.
	 *
	 * @param device {@code deviceName&productKey}
	 * @param endpoint where its platform answers
	 * @param time when it was examined
	 * @param healthy whether the device works
	 * @param findings what was found, step by step
	 * @param signedText what a login made now would sign, without the secret
	 * @param text all of it in lines for a ticket
	 */
	public record Report(String device, String endpoint, Instant time, boolean healthy, List<Entry> findings,
			@Nullable SignedText signedText, String text) {

		static Report of(Diagnosis diagnosis) {
			return new Report(diagnosis.device().username(), diagnosis.endpoint().toString(), diagnosis.time(),
					diagnosis.isHealthy(), diagnosis.findings().stream().map(Entry::of).toList(),
					diagnosis.signedText(), diagnosis.text());
		}

	}

	/**
	 * What was found in one step.
	 *
	 * @param step what was examined
	 * @param verdict what the doctor thinks of it
	 * @param millis how long it took, in milliseconds
	 * @param observation what was seen
	 * @param advice what to do, in English; {@code null} if nothing is to be done
	 * @param adviceInChinese the same in Chinese
	 */
	public record Entry(Step step, Verdict verdict, long millis, String observation, @Nullable String advice,
			@Nullable String adviceInChinese) {

		static Entry of(Finding finding) {
			Advice advice = finding.advice();
			return new Entry(finding.step(), finding.verdict(), finding.took().toMillis(), finding.observation(),
					(advice != null) ? advice.english() : null, (advice != null) ? advice.chinese() : null);
		}

	}

}
