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

package io.linkkit.registration.store;

import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import io.linkkit.auth.DeviceSecret;
import io.linkkit.auth.Secret;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JdbcCredentialStore}.
 */
@ExtendWith(OutputCaptureExtension.class)
class JdbcCredentialStoreTests {

	private final DriverManagerDataSource dataSource = new DriverManagerDataSource(
			"jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	private final JdbcCredentialStore store = new JdbcCredentialStore(this.dataSource);

	private final JdbcCredentialStore encrypting = new JdbcCredentialStore(this.dataSource, StoreFixture.CIPHER);

	@BeforeEach
	void createTable() {
		this.jdbc.execute("""
				CREATE TABLE linkkit_credential (
				  product_key VARCHAR(20)   NOT NULL,
				  device_name VARCHAR(32)   NOT NULL,
				  content     VARCHAR(4000) NOT NULL,
				  PRIMARY KEY (product_key, device_name)
				)""");
	}

	@Test
	void hasNothingAtFirst() {
		assertThat(this.store.load(StoreFixture.DEVICE)).isNull();
	}

	@Test
	void givesBackTheNewest() {
		this.store.save(StoreFixture.DEVICE, StoreFixture.OLD);
		assertThat(this.store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
		this.store.save(StoreFixture.DEVICE, StoreFixture.TOKEN);
		assertThat(new JdbcCredentialStore(this.dataSource).load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.TOKEN);
		assertThat(rows()).isOne();
	}

	@Test
	void devicesDoNotMix() {
		this.store.save(StoreFixture.DEVICE, StoreFixture.OLD);
		this.store.save(StoreFixture.NEIGHBOUR, StoreFixture.NEW);
		assertThat(this.store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
		assertThat(this.store.load(new DeviceIdentity("a1B2c3D4e5F", "COLD-ROOM:1"))).isNull();
	}

	@Test
	void callerThatRollsBackLosesNothing() {
		new TransactionTemplate(new JdbcTransactionManager(this.dataSource)).executeWithoutResult((status) -> {
			this.store.save(StoreFixture.DEVICE, StoreFixture.OLD);
			status.setRollbackOnly();
		});
		assertThat(this.store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
	}

	@Test
	void rowInsertedByAnotherProcessMeanwhileIsUpdated() {
		this.jdbc.execute("CREATE TRIGGER faster BEFORE INSERT ON linkkit_credential FOR EACH ROW CALL '"
				+ FasterProcess.class.getName() + "'");
		JdbcCredentialStore faster = new JdbcCredentialStore(this.dataSource);
		FasterProcess.action.set(() -> faster.save(StoreFixture.DEVICE, StoreFixture.OLD));
		this.store.save(StoreFixture.DEVICE, StoreFixture.NEW);
		assertThat(FasterProcess.action).hasNullValue();
		assertThat(this.store.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.NEW);
		assertThat(rows()).isOne();
	}

	@Test
	void encryptedRowHidesTheCredential() {
		this.encrypting.save(StoreFixture.DEVICE, StoreFixture.OLD);
		assertThat(content()).doesNotContain(StoreFixture.OLD_SECRET).contains("AES-256-GCM");
		assertThat(this.encrypting.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
	}

	@Test
	void encryptedRowNeedsItsKey() {
		this.encrypting.save(StoreFixture.DEVICE, StoreFixture.OLD);
		String before = content();
		assertProblem(this.store, Problem.WRONG_KEY, "no key is set");
		assertProblem(new JdbcCredentialStore(this.dataSource, CredentialCipher.withKey(Secret.of("0".repeat(64)))),
				Problem.WRONG_KEY, "the key set is");
		assertThat(content()).isEqualTo(before);
	}

	@Test
	void readableRowIsEncryptedOnceThereIsAKey(CapturedOutput output) {
		this.store.save(StoreFixture.DEVICE, StoreFixture.OLD);
		assertThat(this.encrypting.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
		assertThat(content()).doesNotContain(StoreFixture.OLD_SECRET);
		assertThat(output).contains("is encrypted from now on").doesNotContain(StoreFixture.OLD_SECRET);
		assertThat(this.encrypting.load(StoreFixture.DEVICE)).isEqualTo(StoreFixture.OLD);
	}

	@Test
	void damagedRowIsAnError() {
		this.store.save(StoreFixture.DEVICE, StoreFixture.OLD);
		String good = content();
		replaceContent(good.substring(0, good.length() - 2));
		assertProblem(this.store, Problem.DAMAGED, "not JSON");
		replaceContent(good.replace("cold-room:1", "cold-room:2"));
		assertProblem(this.store, Problem.DAMAGED, "another device");
		replaceContent(good.replace("device-secret", "device-secrecy"));
		assertProblem(this.store, Problem.DAMAGED, "kind");
		replaceContent(good.replace("\"credential\"", "\"other\""));
		assertProblem(this.store, Problem.DAMAGED, "no credential");
	}

	@Test
	void missingTableIsAnError() {
		this.jdbc.execute("DROP TABLE linkkit_credential");
		assertProblem(this.store, Problem.UNREADABLE, "linkkit_credential");
		assertUnwritable(this.store, StoreFixture.OLD_SECRET);
	}

	@Test
	void unreachableDatabaseIsAnError() {
		JdbcCredentialStore unreachable = new JdbcCredentialStore(
				new DriverManagerDataSource("jdbc:h2:mem:absent;IFEXISTS=TRUE"));
		assertProblem(unreachable, Problem.UNREADABLE, "Check the database");
		assertUnwritable(unreachable, StoreFixture.OLD_SECRET);
	}

	@Test
	void refusedValueIsNotQuoted() {
		assertUnwritable(this.store, "s".repeat(4000));
		assertThat(rows()).isZero();
	}

	@Test
	void printsNoKey() {
		assertThat(this.encrypting).hasToString("JdbcCredentialStore[encrypted=true]");
		assertThat(this.encrypting.isWritable()).isTrue();
	}

	private int rows() {
		Integer count = this.jdbc.queryForObject("SELECT COUNT(*) FROM linkkit_credential", Integer.class);
		return (count != null) ? count : 0;
	}

	private String content() {
		return String.valueOf(this.jdbc.queryForObject("SELECT content FROM linkkit_credential", String.class));
	}

	private void replaceContent(String content) {
		this.jdbc.update("UPDATE linkkit_credential SET content = ?", content);
	}

	private static void assertProblem(JdbcCredentialStore store, Problem problem, String reason) {
		assertThatExceptionOfType(CredentialStoreException.class).isThrownBy(() -> store.load(StoreFixture.DEVICE))
			.withMessageContaining(reason)
			.withMessageContaining("cold-room:1")
			.withMessageNotContaining(StoreFixture.OLD_SECRET)
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(problem));
	}

	private static void assertUnwritable(JdbcCredentialStore store, String secret) {
		assertThatExceptionOfType(CredentialStoreException.class)
			.isThrownBy(() -> store.save(StoreFixture.DEVICE, new DeviceSecret(Secret.of(secret))))
			.withMessageContaining("cold-room:1")
			.withStackTraceContaining("CredentialStoreException")
			.satisfies((ex) -> assertThat(ex.getProblem()).isEqualTo(Problem.UNWRITABLE))
			.satisfies((ex) -> assertThat(ex).hasNoCause());
	}

	/**
	 * An H2 trigger that lets somebody else insert the row just before.
	 */
	public static class FasterProcess implements Trigger {

		private static final AtomicReference<@Nullable Runnable> action = new AtomicReference<>();

		@Override
		public void fire(Connection connection, Object[] oldRow, Object[] newRow) {
			Runnable once = action.getAndSet(null);
			if (once != null) {
				once.run();
			}
		}

	}

}
