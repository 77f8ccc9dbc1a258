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

package io.linkkit.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.Secret;
import io.linkkit.registration.DynamicRegistration;
import io.linkkit.registration.RegistrationFailure;
import io.linkkit.registration.RegistrationFailureReason;
import io.linkkit.registration.RegistrationKind;
import io.linkkit.registration.RegistrationResult;

/**
 * A registration whose results are laid out beforehand; without any it does not end.
 */
final class FakeRegistration implements DynamicRegistration {

	final Queue<RegistrationResult> results = new ArrayDeque<>();

	private final List<Consumer<RegistrationResult>> listeners = new ArrayList<>();

	private DeviceCredential credential;

	int asked;

	FakeRegistration fails(RegistrationFailureReason reason) {
		this.results.add(new RegistrationResult.Failed(new RegistrationFailure(reason, null, "as told", null)));
		return this;
	}

	FakeRegistration succeeds(boolean fresh) {
		this.results.add(new RegistrationResult.Registered(new DeviceSecret(Secret.of("secret")), fresh, true));
		return this;
	}

	@Override
	public RegistrationKind kind() {
		return RegistrationKind.REGISTER;
	}

	@Override
	public DeviceCredential credential() {
		return this.credential;
	}

	@Override
	public boolean isStored() {
		return this.credential != null;
	}

	@Override
	public RegistrationResult register() {
		this.asked++;
		RegistrationResult result = this.results.poll();
		if (result != null) {
			end(result);
		}
		return result;
	}

	private void end(RegistrationResult result) {
		if (result instanceof RegistrationResult.Registered registered) {
			this.credential = registered.credential();
		}
		this.listeners.forEach((listener) -> listener.accept(result));
	}

	@Override
	public RegistrationResult registerAnew() {
		return register();
	}

	@Override
	public void addListener(Consumer<RegistrationResult> listener) {
		this.listeners.add(listener);
	}

	@Override
	public void close() {
	}

}
