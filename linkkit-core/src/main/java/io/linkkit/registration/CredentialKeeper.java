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

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Holds the credential of a device in memory and in the store. A credential that the
 * store does not take is used nevertheless, and is offered to the store again until it
 * takes it.
 */
final class CredentialKeeper implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(CredentialKeeper.class);

	private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

	private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

	private final DeviceIdentity device;

	private final CredentialStore store;

	private final Duration firstRetry;

	private volatile @Nullable DeviceCredential credential;

	private volatile boolean stored;

	private @Nullable ScheduledThreadPoolExecutor retries;

	private @Nullable String toldProblem;

	private boolean closed;

	CredentialKeeper(DeviceIdentity device, CredentialStore store) {
		this(device, store, FIRST_RETRY);
	}

	CredentialKeeper(DeviceIdentity device, CredentialStore store, Duration firstRetry) {
		this.device = device;
		this.store = store;
		this.firstRetry = firstRetry;
	}

	/**
	 * Return what is held in memory.
	 */
	@Nullable DeviceCredential credential() {
		return this.credential;
	}

	boolean isStored() {
		return this.stored;
	}

	boolean isStoreWritable() {
		return this.store.isWritable();
	}

	/**
	 * Take what is stored into memory, unless there is something already.
	 * @return why that cannot be done, or {@code null} if it is done
	 */
	synchronized @Nullable CredentialStoreException load() {
		if (this.credential != null) {
			return null;
		}
		try {
			this.credential = this.store.load(this.device);
			this.stored = (this.credential != null);
			if (this.stored) {
				logger.info("The stored credential of " + this.device.username() + " is used, from " + this.store);
			}
			return null;
		}
		catch (CredentialStoreException ex) {
			return ex;
		}
		catch (RuntimeException ex) {
			return new CredentialStoreException(Problem.UNREADABLE, String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * Hold another credential from now on, and store it if possible.
	 */
	synchronized void keep(DeviceCredential replacement) {
		this.credential = replacement;
		this.stored = false;
		try {
			store(replacement);
		}
		catch (RuntimeException ex) {
			logger.error(
					"The new credential of " + this.device.username()
							+ " is NOT STORED and would be lost with the process: " + ex.getMessage()
							+ " The device goes online with it nevertheless, and storing it is tried again and again",
					ex);
			retryAfter(this.firstRetry);
		}
	}

	private void store(DeviceCredential latest) {
		this.store.save(this.device, latest);
		this.stored = true;
	}

	private void retryAfter(Duration delay) {
		if (this.closed) {
			return;
		}
		if (this.retries == null) {
			this.retries = new ScheduledThreadPoolExecutor(1, this::newThread);
			this.retries.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		}
		try {
			this.retries.schedule(() -> retry(delay), delay.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("Closed meanwhile", ex);
		}
	}

	private Thread newThread(Runnable work) {
		Thread thread = new Thread(work, "linkkit-credentials-" + this.device.deviceName());
		thread.setDaemon(true);
		return thread;
	}

	private synchronized void retry(Duration lastDelay) {
		DeviceCredential latest = this.credential;
		if (this.stored || latest == null) {
			endRetries();
			return;
		}
		try {
			store(latest);
			logger.info("The credential of " + this.device.username() + " is stored now");
			endRetries();
		}
		catch (RuntimeException ex) {
			Duration delay = lastDelay.multipliedBy(2);
			tellOnce(String.valueOf(ex.getMessage()));
			retryAfter((delay.compareTo(LONGEST_RETRY) < 0) ? delay : LONGEST_RETRY);
		}
	}

	private void tellOnce(String problem) {
		if (!problem.equals(this.toldProblem)) {
			this.toldProblem = problem;
			logger.warn("The credential of " + this.device.username() + " is still not stored: " + problem);
		}
	}

	private void endRetries() {
		if (this.retries != null) {
			this.retries.shutdown();
			this.retries = null;
		}
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		DeviceCredential latest = this.credential;
		if (latest != null && !this.stored) {
			try {
				store(latest);
			}
			catch (RuntimeException ex) {
				logger.error("The credential of " + this.device.username() + " is lost: " + ex.getMessage()
						+ " The device has to be registered anew");
			}
		}
		endRetries();
	}

}
