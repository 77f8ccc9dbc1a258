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

import java.sql.SQLException;
import java.util.List;

import javax.sql.DataSource;

import io.linkkit.auth.DeviceCredential;
import io.linkkit.identity.DeviceIdentity;
import io.linkkit.registration.CredentialStore;
import io.linkkit.registration.CredentialStoreException;
import io.linkkit.registration.CredentialStoreException.Problem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps credentials in a table, a row for each device. Needs spring-jdbc and this table:
 * <pre>
 * CREATE TABLE linkkit_credential (
 *   product_key VARCHAR(20)   NOT NULL,
 *   device_name VARCHAR(32)   NOT NULL,
 *   content     VARCHAR(4000) NOT NULL,
 *   PRIMARY KEY (product_key, device_name)
 * )
 * </pre> The names tell upper from lower case, so their columns need a collation that
 * does, too: MySQL's {@code ascii_bin}, for instance. The content is JSON.
 * <p>
 * Backups and damaged storage are the database's concern. Two processes that use one
 * device are not noticed here.
 */
public final class JdbcCredentialStore implements CredentialStore {

	private static final Log logger = LogFactory.getLog(JdbcCredentialStore.class);

	private static final String SELECT = "SELECT content FROM linkkit_credential"
			+ " WHERE product_key = ? AND device_name = ?";

	private static final String UPDATE = "UPDATE linkkit_credential SET content = ?"
			+ " WHERE product_key = ? AND device_name = ?";

	private static final String UPDATE_UNCHANGED = UPDATE + " AND content = ?";

	private static final String INSERT = "INSERT INTO linkkit_credential (content, product_key, device_name)"
			+ " VALUES (?, ?, ?)";

	private static final long ONLY_GENERATION = 1;

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final @Nullable CredentialCipher cipher;

	/**
	 * Create a store of credentials that whoever may read the table can read.
	 * @param dataSource the database
	 */
	public JdbcCredentialStore(DataSource dataSource) {
		this(dataSource, null);
	}

	/**
	 * Create a store of encrypted credentials. One that was stored without encryption is
	 * encrypted when it is loaded.
	 * @param dataSource the database
	 * @param cipher encrypts the credentials; {@code null} for no encryption
	 */
	public JdbcCredentialStore(DataSource dataSource, @Nullable CredentialCipher cipher) {
		this.jdbc = new JdbcTemplate(dataSource);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		// what a caller rolls back later would be lost
		this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.cipher = cipher;
	}

	@Override
	public @Nullable DeviceCredential load(DeviceIdentity device) {
		StoredContent content = new StoredContent(device, this.cipher);
		String row = select(device);
		if (row == null) {
			return null;
		}
		try {
			JsonNode json = Json.parse(row);
			content.check(json);
			DeviceCredential credential = content.read(json, "The credential of " + describe(device));
			if (!content.isAsProtectedAsAsked(json)) {
				encrypt(device, row, write(content, credential));
			}
			return credential;
		}
		catch (DamagedContentException ex) {
			throw new CredentialStoreException(Problem.DAMAGED,
					"The row of " + describe(device) + " in linkkit_credential is damaged: " + ex.getMessage()
							+ ". Restore it from a backup; or reset the registration of the device in the console and "
							+ "start once with linkkit.registration.force=true.",
					null);
		}
	}

	private @Nullable String select(DeviceIdentity device) {
		try {
			List<String> rows = this.jdbc.queryForList(SELECT, String.class, device.productKey(), device.deviceName());
			return rows.isEmpty() ? null : rows.get(0);
		}
		catch (DataAccessException ex) {
			throw new CredentialStoreException(Problem.UNREADABLE, "Cannot read the credential of " + describe(device)
					+ " from the database (" + reason(ex) + "). Check the database and its table linkkit_credential.",
					ex);
		}
	}

	/**
	 * Encrypt a row, unless somebody stored another credential meanwhile.
	 */
	private void encrypt(DeviceIdentity device, String readable, String encrypted) {
		try {
			this.jdbc.update(UPDATE_UNCHANGED, encrypted, device.productKey(), device.deviceName(), readable);
			logger.info("The stored credential of " + describe(device) + " is encrypted from now on.");
		}
		catch (DataAccessException ex) {
			logger.warn("The stored credential of " + describe(device) + " could not be encrypted (" + reason(ex)
					+ "). It is tried again when it is loaded the next time.");
		}
	}

	@Override
	public void save(DeviceIdentity device, DeviceCredential credential) {
		String row = write(new StoredContent(device, this.cipher), credential);
		try {
			storeRow(device, row);
		}
		catch (DataAccessException | TransactionException ex) {
			// without the cause: databases quote the values they refuse
			throw new CredentialStoreException(Problem.UNWRITABLE, "Cannot store the credential of " + describe(device)
					+ " in the database (" + reason(ex) + "). Check the database and its table linkkit_credential.",
					null);
		}
	}

	private void storeRow(DeviceIdentity device, String row) {
		try {
			this.transaction.executeWithoutResult((status) -> upsert(device, row));
		}
		catch (DuplicateKeyException ex) {
			// another process was faster to insert the row, so that it can be updated now
			this.transaction.executeWithoutResult((status) -> upsert(device, row));
		}
	}

	private void upsert(DeviceIdentity device, String row) {
		if (this.jdbc.update(UPDATE, row, device.productKey(), device.deviceName()) == 0) {
			this.jdbc.update(INSERT, row, device.productKey(), device.deviceName());
		}
	}

	private static String write(StoredContent content, DeviceCredential credential) {
		return Json.write(content.write(ONLY_GENERATION, credential));
	}

	private static String describe(DeviceIdentity device) {
		return device.deviceName() + " of product " + device.productKey();
	}

	private static String reason(NestedRuntimeException ex) {
		Throwable root = ex.getMostSpecificCause();
		String state = (root instanceof SQLException sql) ? ", SQL state " + sql.getSQLState() : "";
		return ex.getClass().getSimpleName() + state;
	}

	@Override
	public String toString() {
		return "JdbcCredentialStore[encrypted=" + (this.cipher != null) + "]";
	}

}
