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
package io.linkkit.integration.recipe;

import java.time.Duration;

import javax.sql.DataSource;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.messaging.integration.LinkKitPublishingMessageHandler;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.Pollers;
import org.springframework.integration.jdbc.inbound.JdbcPollingChannelAdapter;
import org.springframework.integration.mqtt.support.MqttHeaders;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Publishes the rows of a table, in their order. A row is marked as sent in the
 * transaction that published it, and that is committed only when the platform has
 * acknowledged the message; so each row arrives at least once, whatever crashes between.
 * <pre>
 * create table outbox (id bigint generated always as identity primary key,
 *     topic varchar(128) not null, payload varchar(65536) not null, sent_at timestamp)
 * </pre>
 */
@Configuration(proxyBeanMethods = false)
public class JdbcOutboxConfiguration {

	@Bean
	JdbcPollingChannelAdapter outbox(DataSource dataSource) {
		JdbcPollingChannelAdapter outbox = new JdbcPollingChannelAdapter(dataSource,
				"select id, topic, payload from outbox where sent_at is null order by id");
		outbox.setMaxRows(1);
		outbox.setUpdateSql("update outbox set sent_at = current_timestamp where id in (:id)");
		return outbox;
	}

	@Bean
	IntegrationFlow outboxToPlatform(JdbcPollingChannelAdapter outbox, PlatformTransactionManager transactions,
			LinkKitPublishingMessageHandler platform) {
		return IntegrationFlow
			.from(outbox, (rows) -> rows
				.poller(Pollers.fixedDelay(Duration.ofMillis(500)).maxMessagesPerPoll(100).transactional(transactions)))
			.split()
			.enrichHeaders((headers) -> headers.headerExpression(MqttHeaders.TOPIC, "payload['topic']"))
			.transform("payload['payload']")
			.handle(platform)
			.get();
	}

	@Bean
	LinkKitPublishingMessageHandler platform(LinkKitConnection connection) {
		LinkKitPublishingMessageHandler platform = new LinkKitPublishingMessageHandler(connection);
		platform.setSync(true);
		platform.setTimeout(Duration.ofSeconds(10));
		return platform;
	}

}
