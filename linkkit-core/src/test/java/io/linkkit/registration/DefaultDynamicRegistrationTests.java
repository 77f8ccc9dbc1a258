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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStoreException.Problem;
import io.linkkit.registration.RegistrationResult.Failed;
import io.linkkit.registration.RegistrationResult.Registered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DefaultDynamicRegistrationTests {

	private static final DeviceIdentity DEVICE = new DeviceIdentity("a1B2c3D4e5F", "sensor_01");

	private static final DeviceCredential OLD = new DeviceSecret(Secret.of("old"));

	private static final DeviceCredential NEW = new DeviceSecret(Secret.of("new"));

	private final MemoryStore store = new MemoryStore();

	private final Queue<Consumer<Consumer<DeviceCredential>>> answers = new ArrayDeque<>();

	private final List<RegistrationResult> told = new ArrayList<>();

	private int asked;

	private DynamicRegistration registration = create(false);

	private DynamicRegistration create(boolean force) {
		DynamicRegistration created = new DefaultDynamicRegistration(DEVICE, RegistrationKind.REGISTER, this::answer,
				new CredentialKeeper(DEVICE, this.store, Duration.ofMillis(5)), force);
		created.addListener(this.told::add);
		return created;
	}

	private void answer(Consumer<DeviceCredential> keeper) {
		this.asked++;
		this.answers.remove().accept(keeper);
	}

	private void answerWith(DeviceCredential credential) {
		this.answers.add((keeper) -> keeper.accept(credential));
	}

	private void answerWith(RegistrationFailureReason reason) {
		this.answers.add((keeper) -> {
			throw new RegistrationException(new RegistrationFailure(reason, null, "", null));
		});
	}

	@AfterEach
	void close() {
		this.registration.close();
	}

	@Test
	void newCredentialIsStoredAndTold() {
		answerWith(NEW);
		assertThat(this.registration.credential()).isNull();
		RegistrationResult result = this.registration.register();
		assertThat(result).isEqualTo(new Registered(NEW, true, true));
		assertThat(this.told).containsExactly(result);
		assertThat(this.store.load(DEVICE)).isEqualTo(NEW);
		assertThat(this.registration.credential()).isEqualTo(NEW);
	}

	@Test
	void storedCredentialIsUsedAndNobodyIsAsked() {
		this.store.save(DEVICE, OLD);
		assertThat(this.registration.register()).isEqualTo(new Registered(OLD, false, true));
		assertThat(this.registration.register()).isEqualTo(new Registered(OLD, false, true));
		assertThat(this.asked).isZero();
	}

	@Test
	void credentialIsStoredBeforeTheExchangeGoesOn() {
		this.answers.add((keeper) -> {
			keeper.accept(NEW);
			assertThat(this.store.load(DEVICE)).isEqualTo(NEW);
		});
		assertThat(this.registration.register()).isInstanceOf(Registered.class);
	}

	@Test
	void failureAfterTheCredentialWasKeptTakesNothingAway() {
		this.answers.add((keeper) -> {
			keeper.accept(NEW);
			throw new IllegalStateException("connection lost while saying goodbye");
		});
		assertThat(this.registration.register()).isEqualTo(new Registered(NEW, true, true));
	}

	@Test
	void failureIsToldWithItsReason() {
		answerWith(RegistrationFailureReason.SWITCHED_OFF);
		assertThat(reason(this.registration.register())).isEqualTo(RegistrationFailureReason.SWITCHED_OFF);
		assertThat(this.told).hasSize(1);
		assertThat(this.registration.credential()).isNull();
	}

	@Test
	void exchangeThatThrowsAnythingElseIsALocalError() {
		this.answers.add((keeper) -> {
			throw new IllegalArgumentException("bug");
		});
		assertThat(reason(this.registration.register())).isEqualTo(RegistrationFailureReason.LOCAL_ERROR);
	}

	@ParameterizedTest
	@CsvSource({ "DAMAGED, STORE_DAMAGED", "WRONG_KEY, STORE_KEY_WRONG", "IN_USE, STORE_IN_USE",
			"UNREADABLE, STORE_UNREADABLE" })
	void storeThatDoesNotSayIsNeverAReasonToRegister(Problem problem, RegistrationFailureReason reason) {
		this.store.loadProblem = problem;
		assertThat(reason(this.registration.register())).isEqualTo(reason);
		assertThat(this.asked).isZero();
	}

	@Test
	void storeThatCannotBeWrittenToIsNeverAReasonToRegister() {
		this.store.writable = false;
		assertThat(reason(this.registration.register())).isEqualTo(RegistrationFailureReason.STORE_READ_ONLY);
		assertThat(reason(this.registration.registerAnew())).isEqualTo(RegistrationFailureReason.STORE_READ_ONLY);
		this.store.save(DEVICE, OLD);
		assertThat(this.registration.register()).isEqualTo(new Registered(OLD, false, true));
		assertThat(this.asked).isZero();
	}

	@Test
	void registeringAnewReplacesWhatIsStored() {
		this.store.save(DEVICE, OLD);
		answerWith(NEW);
		assertThat(this.registration.registerAnew()).isEqualTo(new Registered(NEW, true, true));
		assertThat(this.store.load(DEVICE)).isEqualTo(NEW);
	}

	@Test
	void registeringAnewInVainKeepsWhatIsStored() {
		this.store.save(DEVICE, OLD);
		answerWith(RegistrationFailureReason.ALREADY_ACTIVATED);
		assertThat(reason(this.registration.registerAnew())).isEqualTo(RegistrationFailureReason.ALREADY_ACTIVATED);
		assertThat(this.registration.register()).isEqualTo(new Registered(OLD, false, true));
	}

	@Test
	void registeringAnewNeedsTheStoreToItself() {
		this.store.loadProblem = Problem.IN_USE;
		assertThat(reason(this.registration.registerAnew())).isEqualTo(RegistrationFailureReason.STORE_IN_USE);
		assertThat(this.asked).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "DAMAGED", "WRONG_KEY" })
	void forceHelpsWhenWhatIsStoredCannotBeUsed(Problem problem) {
		this.store.loadProblem = problem;
		this.registration = create(true);
		answerWith(NEW);
		assertThat(this.registration.register()).isEqualTo(new Registered(NEW, true, true));
	}

	@Test
	void forceCountsOnce() {
		this.store.save(DEVICE, OLD);
		this.registration = create(true);
		answerWith(NEW);
		assertThat(this.registration.register()).isEqualTo(new Registered(NEW, true, true));
		assertThat(this.registration.register()).isEqualTo(new Registered(NEW, false, true));
		assertThat(this.asked).isEqualTo(1);
	}

	@Test
	void forceIsKeptWhileTheFaultMayPass() {
		this.store.save(DEVICE, OLD);
		this.registration = create(true);
		answerWith(RegistrationFailureReason.NETWORK);
		answerWith(NEW);
		assertThat(reason(this.registration.register())).isEqualTo(RegistrationFailureReason.NETWORK);
		assertThat(this.registration.credential()).isNull();
		assertThat(this.registration.register()).isEqualTo(new Registered(NEW, true, true));
	}

	@Test
	void forceThatThePlatformRefusesLeavesTheStoredCredentialInUse() {
		this.store.save(DEVICE, OLD);
		this.registration = create(true);
		answerWith(RegistrationFailureReason.ALREADY_ACTIVATED);
		assertThat(this.registration.register()).isEqualTo(new Registered(OLD, false, true));
		assertThat(this.registration.credential()).isEqualTo(OLD);
	}

	@Test
	void f16CredentialThatCannotBeStoredIsUsedAndStoredLater() {
		this.store.full = true;
		answerWith(NEW);
		assertThat(this.registration.register()).isEqualTo(new Registered(NEW, true, false));
		assertThat(this.registration.register()).isEqualTo(new Registered(NEW, false, false));
		this.store.full = false;
		await().untilAsserted(() -> assertThat(this.store.load(DEVICE)).isEqualTo(NEW));
		await()
			.untilAsserted(() -> assertThat(this.registration.register()).isEqualTo(new Registered(NEW, false, true)));
		await().until(DefaultDynamicRegistrationTests::noThreadIsLeft);
	}

	@Test
	void f16LastAttemptToStoreIsMadeAtTheEnd() {
		this.store.full = true;
		this.registration = new DefaultDynamicRegistration(DEVICE, RegistrationKind.REGISTER, this::answer,
				new CredentialKeeper(DEVICE, this.store, Duration.ofHours(1)), false);
		answerWith(NEW);
		this.registration.register();
		this.store.full = false;
		this.registration.close();
		assertThat(this.store.load(DEVICE)).isEqualTo(NEW);
		await().until(DefaultDynamicRegistrationTests::noThreadIsLeft);
	}

	@Test
	void interruptWhileAnotherRegistersEndsTheWait() throws Exception {
		CountDownLatch inside = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		this.answers.add((keeper) -> {
			inside.countDown();
			awaitQuietly(goOn);
			keeper.accept(NEW);
		});
		Thread first = new Thread(this.registration::register);
		first.start();
		inside.await();
		List<RegistrationResult> second = new ArrayList<>();
		Thread waiting = new Thread(() -> second.add(this.registration.register()));
		waiting.start();
		waiting.interrupt();
		waiting.join();
		assertThat(reason(second.get(0))).isEqualTo(RegistrationFailureReason.INTERRUPTED);
		goOn.countDown();
		first.join();
		assertThat(this.registration.credential()).isEqualTo(NEW);
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void nothingShowsTheSecret() {
		answerWith(NEW);
		assertThat(this.registration.register().toString()).doesNotContain("new");
	}

	private static boolean noThreadIsLeft() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().startsWith("linkkit-credentials-"));
	}

	private static RegistrationFailureReason reason(RegistrationResult result) {
		assertThat(result).isInstanceOf(Failed.class);
		return ((Failed) result).failure().reason();
	}

}
