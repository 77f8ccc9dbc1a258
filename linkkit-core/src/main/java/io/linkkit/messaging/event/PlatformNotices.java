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

package io.linkkit.messaging.event;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.linkkit.connection.LinkKitConnection;
import io.linkkit.connection.Subscription;
import io.linkkit.messaging.DeviceTopics;
import io.linkkit.mqtt.InboundMessage;
import io.linkkit.thread.ThreadKind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes what the platform says unasked as events: errors of the device and its
 * sub-devices ({@link PlatformErrorEvent}, reference §8.8) and notifications
 * ({@link PlatformNotificationEvent}, reference §6.5). Listeners run on a thread of their
 * own.
 */
public final class PlatformNotices implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(PlatformNotices.class);

	private static final String NOTIFICATIONS = "/ext/notify";

	private static final int MOST_WAITING = 256;

	private static final Duration IDLE = Duration.ofSeconds(5);

	private static final Duration GRACE = Duration.ofMillis(500);

	private final ApplicationEventPublisher publisher;

	private final ThreadPoolExecutor executor;

	private final Subscription errors;

	private final Subscription notifications;

	private final AtomicLong ignored = new AtomicLong();

	/**
	 * Listen to the platform from now on.
	 * @param connection the device's connection; not closed by this
	 * @param publisher takes the events
	 */
	public PlatformNotices(LinkKitConnection connection, ApplicationEventPublisher publisher) {
		this.publisher = publisher;
		this.executor = newExecutor(connection.threads(), "linkkit-notices-" + connection.device().deviceName());
		NoticeReader reader = new NoticeReader(connection);
		PlatformErrorLog log = new PlatformErrorLog(System::nanoTime, logger::warn);
		String errorTopic = new DeviceTopics(connection.device()).resolve("/ext/error/${productKey}/${deviceName}");
		this.errors = connection.subscribe(errorTopic, 1, (message) -> {
			Optional<PlatformErrorEvent> event = reader.error(message.payload());
			event.ifPresent(log::say);
			publish(event, message);
		});
		this.notifications = connection.listen(NOTIFICATIONS,
				(message) -> publish(reader.notification(message.payload()), message));
	}

	private static ThreadPoolExecutor newExecutor(ThreadKind kind, String name) {
		ThreadPoolExecutor created = new ThreadPoolExecutor(1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(MOST_WAITING), kind.named(name));
		created.allowCoreThreadTimeOut(true);
		return created;
	}

	private void publish(Optional<? extends ApplicationEvent> event, InboundMessage message) {
		if (event.isEmpty()) {
			ignore("not readable", message);
			return;
		}
		try {
			this.executor.execute(() -> publish(event.get()));
		}
		catch (RejectedExecutionException ex) {
			ignore("listeners are too slow, or the application ends", message);
		}
	}

	private void publish(ApplicationEvent event) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (Exception ex) {
			logger.error("A listener failed on " + event, ex);
		}
	}

	private void ignore(String why, InboundMessage message) {
		this.ignored.incrementAndGet();
		logger.debug("Ignoring " + message + ": " + why);
	}

	/**
	 * Return how many messages were given up, because they could not be read or because
	 * 256 others waited for slow listeners.
	 * @return how many since the start
	 */
	public long ignored() {
		return this.ignored.get();
	}

	/**
	 * Listen no more.
	 */
	@Override
	public void close() {
		this.errors.close();
		this.notifications.close();
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
				this.executor.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			this.executor.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

}
