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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.linkkit.connection.ConnectionState;
import io.linkkit.integration.recipe.JdbcOutboxConfiguration;
import io.linkkit.simulator.SimulatedDevice;
import io.linkkit.simulator.platform.ConnectionCut;
import io.linkkit.simulator.platform.DeviceMessage;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the recipe {@link JdbcOutboxConfiguration}.
 */
class JdbcOutboxTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Simulation simulation = Simulation.plain();

	private final SimulatedDevice device = this.simulation.device();

	private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

	private final JdbcConnectionPool dataSource = JdbcConnectionPool.create(this.url, "sa", "");

	private final JdbcTemplate jdbc = new JdbcTemplate(this.dataSource);

	@BeforeEach
	void createTable() {
		this.jdbc.execute("create table outbox (id bigint generated always as identity primary key,"
				+ " topic varchar(128) not null, payload varchar(65536) not null, sent_at timestamp)");
	}

	@AfterEach
	void stop() {
		this.simulation.close();
		this.jdbc.execute("shutdown");
		this.dataSource.dispose();
	}

	private EdgeApplication start(String... properties) {
		List<String> all = new ArrayList<>(this.simulation.plainTcp());
		all.add("test.database=" + this.url);
		return EdgeApplication.startWith(Outbox.class, this.device, all, properties);
	}

	private void insert(int from, int to) {
		IntStream.range(from, to)
			.forEach((i) -> this.jdbc.update("insert into outbox (topic, payload) values (?, ?)",
					"/${productKey}/${deviceName}/user/update", "row " + i));
	}

	private int unsent() {
		return this.jdbc.queryForObject("select count(*) from outbox where sent_at is null", Integer.class);
	}

	private List<String> arrived() {
		return this.device.publishedMessages()
			.stream()
			.filter((message) -> message.topic().equals(this.device.userTopic("update")))
			.map(DeviceMessage::text)
			.toList();
	}

	private static List<String> rows(int from, int to) {
		return IntStream.range(from, to).mapToObj((i) -> "row " + i).toList();
	}

	@Test
	void publishesRowsInOrderAndMarksThem() {
		insert(0, 20);
		try (EdgeApplication application = start()) {
			await().atMost(TIMEOUT).until(() -> unsent() == 0);
			assertThat(arrived()).containsExactlyElementsOf(rows(0, 20));
			application.awaitState(ConnectionState.CONNECTED);
			this.device.cutConnection(ConnectionCut.RST);
			insert(20, 40);
			await().atMost(TIMEOUT).until(() -> unsent() == 0);
			assertThat(arrived().stream().distinct()).containsExactlyElementsOf(rows(0, 40));
		}
	}

	@Test
	void marksNothingWhileThePlatformIsAwayAndGoesOnAfterARestart() {
		insert(0, 3);
		try (EdgeApplication application = start("linkkit.auto-connect=false")) {
			QueueChannel errors = application.context().getBean("errorChannel", QueueChannel.class);
			assertThat(errors.receive(TIMEOUT.toMillis())).as("the first row was given up").isNotNull();
			assertThat(unsent()).isEqualTo(3);
			application.connection().start();
			await().atMost(TIMEOUT).until(() -> unsent() == 0);
			assertThat(arrived()).as("what was given up is not sent as well").containsExactlyElementsOf(rows(0, 3));
			this.device.disable();
			insert(3, 5);
		}
		assertThat(unsent()).isEqualTo(2);
		this.device.enable();
		try (EdgeApplication again = start()) {
			again.awaitState(ConnectionState.CONNECTED);
			await().atMost(TIMEOUT).until(() -> unsent() == 0);
			assertThat(arrived()).containsExactlyElementsOf(rows(0, 5));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(JdbcOutboxConfiguration.class)
	static class Outbox {

		@Bean(destroyMethod = "dispose")
		JdbcConnectionPool dataSource(@Value("${test.database}") String url) {
			return JdbcConnectionPool.create(url, "sa", "");
		}

		@Bean
		JdbcTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean
		QueueChannel errorChannel() {
			return new QueueChannel();
		}

	}

}
