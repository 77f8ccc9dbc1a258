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

package io.linkkit.registration;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStoreException.Problem;
import io.linkkit.registration.RegistrationResult.Failed;
import io.linkkit.registration.RegistrationResult.Registered;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether to ask the platform, and keeps what it answers before anybody is told.
 */
final class DefaultDynamicRegistration implements DynamicRegistration {

	private static final Log logger = LogFactory.getLog(DynamicRegistration.class);

	private final DeviceIdentity device;

	private final RegistrationKind kind;

	private final RegistrationExchange exchange;

	private final CredentialKeeper keeper;

	private final List<Consumer<RegistrationResult>> listeners = new CopyOnWriteArrayList<>();

	private final ReentrantLock oneAtATime = new ReentrantLock();

	private volatile boolean forced;

	DefaultDynamicRegistration(DeviceIdentity device, RegistrationKind kind, RegistrationExchange exchange,
			CredentialKeeper keeper, boolean force) {
		this.device = device;
		this.kind = kind;
		this.exchange = exchange;
		this.keeper = keeper;
		this.forced = force;
		if (force) {
			logger.warn(device.username() + " will be registered anew because linkkit.registration.force is set. "
					+ "Remove it now, or every start does the same");
		}
	}

	@Override
	public RegistrationKind kind() {
		return this.kind;
	}

	@Override
	public @Nullable DeviceCredential credential() {
		return this.forced ? null : this.keeper.credential();
	}

	@Override
	public boolean isStored() {
		return !this.forced && this.keeper.isStored();
	}

	@Override
	public RegistrationResult register() {
		return alone(this::storedOrNew);
	}

	@Override
	public RegistrationResult registerAnew() {
		return alone(this::askPlatform);
	}

	private RegistrationResult alone(Supplier<RegistrationResult> task) {
		RegistrationResult result;
		try {
			this.oneAtATime.lockInterruptibly();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return tell(failed(RegistrationFailureReason.INTERRUPTED, "", ex));
		}
		try {
			result = task.get();
		}
		finally {
			this.oneAtATime.unlock();
		}
		return tell(result);
	}

	private RegistrationResult storedOrNew() {
		if (this.forced) {
			return forcedOrStored();
		}
		CredentialStoreException unusable = this.keeper.load();
		if (unusable != null) {
			return failed(unusable);
		}
		DeviceCredential known = this.keeper.credential();
		return (known != null) ? new Registered(known, false, this.keeper.isStored()) : askPlatform();
	}

	private RegistrationResult forcedOrStored() {
		RegistrationResult result = askPlatform();
		boolean over = result instanceof Registered || (result instanceof Failed failed
				&& failed.failure().reason().retry() == RegistrationFailureReason.Retry.NEVER);
		this.forced = !over;
		DeviceCredential known = this.keeper.credential();
		if (over && result instanceof Failed failed && known != null) {
			logger.warn("The platform does not register " + this.device.username()
					+ " anew, so the stored credential is used: " + failed.failure());
			return new Registered(known, false, this.keeper.isStored());
		}
		return result;
	}

	private RegistrationResult askPlatform() {
		if (!this.keeper.isStoreWritable()) {
			return failed(RegistrationFailureReason.STORE_READ_ONLY, "", null);
		}
		CredentialStoreException unusable = this.keeper.load();
		if (unusable != null && unusable.getProblem() == Problem.IN_USE) {
			return failed(unusable);
		}
		AtomicReference<@Nullable DeviceCredential> obtained = new AtomicReference<>();
		RegistrationFailure failure = new RegistrationFailure(RegistrationFailureReason.NO_ANSWER, null, "", null);
		try {
			this.exchange.register((credential) -> {
				this.keeper.keep(credential);
				obtained.set(credential);
			});
		}
		catch (RegistrationException ex) {
			failure = ex.getFailure();
		}
		catch (RuntimeException ex) {
			failure = new RegistrationFailure(RegistrationFailureReason.LOCAL_ERROR, null,
					String.valueOf(ex.getMessage()), ex);
		}
		DeviceCredential credential = obtained.get();
		// whatever went wrong after it was kept does not take it away
		return (credential != null) ? new Registered(credential, true, this.keeper.isStored()) : new Failed(failure);
	}

	private static Failed failed(RegistrationFailureReason reason, String message, @Nullable Throwable cause) {
		return new Failed(new RegistrationFailure(reason, null, message, cause));
	}

	private static Failed failed(CredentialStoreException unusable) {
		return failed(reasonOf(unusable), String.valueOf(unusable.getMessage()), unusable);
	}

	private static RegistrationFailureReason reasonOf(CredentialStoreException failure) {
		return switch (failure.getProblem()) {
			case IN_USE -> RegistrationFailureReason.STORE_IN_USE;
			case DAMAGED -> RegistrationFailureReason.STORE_DAMAGED;
			case WRONG_KEY -> RegistrationFailureReason.STORE_KEY_WRONG;
			case UNREADABLE, UNWRITABLE -> RegistrationFailureReason.STORE_UNREADABLE;
		};
	}

	private RegistrationResult tell(RegistrationResult result) {
		this.listeners.forEach((listener) -> listener.accept(result));
		return result;
	}

	@Override
	public void addListener(Consumer<RegistrationResult> listener) {
		this.listeners.add(listener);
	}

	@Override
	public void close() {
		this.keeper.close();
	}

}
