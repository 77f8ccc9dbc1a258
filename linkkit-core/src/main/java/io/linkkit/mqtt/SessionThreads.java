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

package io.linkkit.mqtt;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.linkkit.thread.TaskThread;
import io.linkkit.thread.ThreadKind;
import org.eclipse.paho.client.mqttv3.internal.CommsCallback;
import org.eclipse.paho.client.mqttv3.internal.CommsReceiver;
import org.eclipse.paho.client.mqttv3.internal.CommsSender;
import org.jspecify.annotations.Nullable;

/**
 * All threads of one session: a timer, which runs now and then, the writer, and those
 * that Paho asks for, one for each of its tasks.
 * <p>
 * Two habits of Paho are made up for here. It names threads after the client id; they get
 * their names back. And it waits for each of its three tasks by {@code while
 * (!isRunning()) sleep(100)} although a task cannot be running before the waiting thread
 * has come that far, so that every connect takes 300 ms; the timer wakes it from that
 * sleep as soon as the task runs.
 */
final class SessionThreads extends AbstractExecutorService implements ScheduledExecutorService {

	private static final String PREFIX = "linkkit-mqtt-";

	private static final long SHORTEST_PAUSE_NANOS = 50_000;

	private static final long LONGEST_PAUSE_NANOS = 5_000_000;

	private final ThreadKind kind;

	private final TaskThread timer;

	private final CountDownLatch started = new CountDownLatch(1);

	private final Consumer<Throwable> onDeath;

	/** What Paho is starting, as long as it is. */
	private volatile @Nullable Runnable starting;

	/**
	 * Create the threads of a session; none runs before it is needed.
	 * @param kind of which kind they are
	 * @param onDeath told when a task of Paho ends by an exception, which Paho would not
	 * notice
	 */
	SessionThreads(ThreadKind kind, Consumer<Throwable> onDeath) {
		this.kind = kind;
		this.timer = new TaskThread(kind, PREFIX + "timer");
		this.onDeath = onDeath;
	}

	/**
	 * Return a latch that opens when Paho has started all its tasks, or has given up.
	 * @return the latch
	 */
	CountDownLatch started() {
		return this.started;
	}

	void startWriter(Runnable writer) {
		throwIfShutdown();
		this.kind.create(PREFIX + "writer", writer).start();
	}

	/**
	 * Do something on the timer once, unless the session ends before.
	 * @param task what to do; must not wait for anything
	 * @param delay when
	 * @return what calls it off
	 */
	Runnable after(Duration delay, Runnable task) {
		return this.timer.schedule(delay, task);
	}

	/**
	 * Do something on the timer as soon as it is free.
	 * @param task what to do; must not wait for anything
	 */
	void soon(Runnable task) {
		this.timer.execute(task);
	}

	/**
	 * Run what Paho does once: connecting, which starts the other tasks, and
	 * disconnecting. It is a platform thread, because looking up a host's name would keep
	 * a virtual thread's carrier.
	 */
	@Override
	public void execute(Runnable task) {
		throwIfShutdown();
		Runnable once = () -> {
			try {
				task.run();
			}
			finally {
				this.starting = null;
				this.started.countDown();
			}
		};
		start(ThreadKind.PLATFORM.create(PREFIX + ((this.started.getCount() > 0) ? "connect" : "disconnect"), once));
	}

	/**
	 * Run one of the tasks that last as long as the session.
	 */
	@Override
	public Future<?> submit(Runnable task) {
		throwIfShutdown();
		Thread starter = Thread.currentThread();
		FutureTask<?> future = new LastingTask(task);
		this.starting = task;
		start(this.kind.create(PREFIX + name(task), future));
		soon(() -> wake(starter, task));
		return future;
	}

	/**
	 * Not used by Paho, which has a {@link KeepAlive} of ours.
	 */
	@Override
	public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void shutdown() {
		this.timer.close();
	}

	@Override
	public List<Runnable> shutdownNow() {
		shutdown();
		return List.of();
	}

	@Override
	public boolean isShutdown() {
		return this.timer.isClosed();
	}

	@Override
	public boolean isTerminated() {
		return this.timer.isTerminated();
	}

	@Override
	public boolean awaitTermination(long limit, TimeUnit unit) throws InterruptedException {
		return this.timer.awaitTermination(Duration.ofNanos(unit.toNanos(limit)));
	}

	private void throwIfShutdown() {
		if (isShutdown()) {
			throw new RejectedExecutionException("The session has ended");
		}
	}

	private void start(Thread thread) {
		String name = thread.getName();
		thread.start();
		soon(() -> restoreName(thread, name));
	}

	// renaming its thread is the first thing each task of Paho does
	private void restoreName(Thread thread, String name) {
		pollUntil(() -> !thread.getName().equals(name) || !thread.isAlive());
		thread.setName(name);
	}

	private void wake(Thread starter, Runnable task) {
		pollUntil(() -> {
			if (this.starting != task || !starter.isAlive()) {
				return true;
			}
			if (isRunning(task) && starter.getState() == Thread.State.TIMED_WAITING) {
				starter.interrupt();
			}
			return false;
		});
	}

	/**
	 * Wait for what takes no longer than a thread takes to start. Looks the less often
	 * the longer it takes: where many sessions connect at the same time, looking is what
	 * would keep the threads from starting.
	 */
	private void pollUntil(BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean() && !isShutdown()) {
			long waited = System.nanoTime() - start;
			LockSupport.parkNanos(Math.max(SHORTEST_PAUSE_NANOS, Math.min(waited / 4, LONGEST_PAUSE_NANOS)));
		}
	}

	private static boolean isRunning(Runnable task) {
		return (task instanceof CommsReceiver receiver && receiver.isRunning())
				|| (task instanceof CommsSender sender && sender.isRunning())
				|| (task instanceof CommsCallback callback && callback.isRunning());
	}

	private static String name(Runnable task) {
		if (task instanceof CommsReceiver) {
			return "receiver";
		}
		return (task instanceof CommsSender) ? "sender" : "callback";
	}

	/**
	 * A task that lasts as long as the session. The sender must be interrupted in order
	 * to end: its queue may be emptied just before it goes to sleep on it. The others end
	 * by themselves, and an interrupt could hit a listener.
	 */
	private final class LastingTask extends FutureTask<Object> {

		private final boolean interruptible;

		LastingTask(Runnable task) {
			super(Executors.callable(task));
			this.interruptible = task instanceof CommsSender;
		}

		@Override
		public boolean cancel(boolean mayInterruptIfRunning) {
			return super.cancel(mayInterruptIfRunning && this.interruptible);
		}

		@Override
		protected void setException(Throwable ex) {
			super.setException(ex);
			SessionThreads.this.onDeath.accept(ex);
		}

	}

}
