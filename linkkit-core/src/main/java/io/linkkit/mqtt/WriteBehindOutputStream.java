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

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Hands bytes to a writer thread, which sends all that has piled up in one system call.
 * Without it every message costs a system call, and a packet of its own once Nagle's
 * algorithm is off; with Nagle's algorithm on, a large message waits for the delayed
 * acknowledgement of its first half.
 * <p>
 * The buffer grows to {@value WriteBuffer#CAPACITY} bytes. Then {@link #offer packets}
 * wait outside, and {@link #write} blocks. Everything written is sent without further ado
 * once the writer thread is free; {@link #flush} only wakes it. A packet is never put
 * between the bytes of one call of {@code write}. Thread and buffer go when there was
 * nothing to write for a while.
 */
final class WriteBehindOutputStream extends OutputStream implements Runnable {

	private static final Log logger = LogFactory.getLog(WriteBehindOutputStream.class);

	private static final Duration IDLE = Duration.ofSeconds(5);

	/**
	 * How often the writer thread gives way before it goes to sleep.
	 */
	private static final int TURNS = 2;

	private final OutputStream target;

	private final Activity activity;

	private final Executor threads;

	private final Duration idle;

	private final Consumer<IOException> onFailure;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition work = this.lock.newCondition();

	private final Condition progress = this.lock.newCondition();

	private final Queue<Packet> outside = new ArrayDeque<>();

	private final WriteBuffer buffer = new WriteBuffer();

	private boolean running;

	private boolean woken;

	private boolean sending;

	private boolean writing;

	private boolean broken;

	private boolean closed;

	WriteBehindOutputStream(OutputStream target, Activity activity, Executor threads, Consumer<IOException> onFailure) {
		this(target, activity, threads, IDLE, onFailure);
	}

	WriteBehindOutputStream(OutputStream target, Activity activity, Executor threads, Duration idle,
			Consumer<IOException> onFailure) {
		this.target = target;
		this.activity = activity;
		this.threads = threads;
		this.idle = idle;
		this.onFailure = onFailure;
	}

	@Override
	public void write(int b) throws IOException {
		write(new byte[] { (byte) b }, 0, 1);
	}

	/**
	 * Send a packet without ever waiting for the socket.
	 */
	void offer(Packet packet) {
		boolean taken = false;
		boolean ended;
		this.lock.lock();
		try {
			ended = this.broken || this.closed;
			if (!ended) {
				this.outside.add(packet);
				taken = this.outside.size() == 1 && takeIn();
				wakeWriter();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (ended) {
			packet.givenUp();
		}
		else if (taken) {
			packet.handedOver();
		}
	}

	/**
	 * Take the packet that waits longest into the buffer if there is room.
	 */
	private boolean takeIn() {
		Packet packet = this.outside.peek();
		if (packet == null || this.writing || !this.buffer.fits(packet)) {
			return false;
		}
		this.outside.remove();
		this.buffer.add(packet);
		return true;
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.lock.lock();
		try {
			this.writing = true;
			int done = 0;
			while (done < length) {
				awaitSpace();
				if (this.broken) {
					// The reader will find out why, and knows better: the server may
					// have said something before it closed.
					return;
				}
				done += this.buffer.add(bytes, offset + done, length - done);
			}
		}
		finally {
			this.writing = false;
			if (!this.outside.isEmpty()) {
				wakeWriter();
			}
			this.lock.unlock();
		}
	}

	private void awaitSpace() throws IOException {
		while (this.buffer.isFull() && !this.broken && !this.closed) {
			wakeWriter();
			this.progress.awaitUninterruptibly();
		}
		if (this.closed) {
			throw new SocketException("Closed by this device");
		}
	}

	private void wakeWriter() {
		if (this.running) {
			this.work.signal();
		}
		else if (!this.broken && !this.closed) {
			this.running = true;
			this.threads.execute(this);
		}
	}

	@Override
	public void flush() {
		this.lock.lock();
		try {
			if (!this.buffer.isEmpty()) {
				wakeWriter();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Let the writer thread flush the target although there may be nothing to write.
	 */
	void wake() {
		this.lock.lock();
		try {
			this.woken = true;
			wakeWriter();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Wait until everything written has been handed to the socket.
	 * @param limit how long to wait at most
	 * @return whether everything has been handed over
	 */
	boolean drain(Duration limit) {
		long remaining = limit.toNanos();
		this.lock.lock();
		try {
			while ((hasWork() || this.sending) && !this.broken && !this.closed && remaining > 0) {
				wakeWriter();
				remaining = this.progress.awaitNanos(remaining);
			}
			return !hasWork() && !this.sending && !this.broken && !this.closed;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * End the writer thread and every call that waits. What has not been sent is lost.
	 */
	@Override
	public void close() {
		List<Packet> left;
		this.lock.lock();
		try {
			this.closed = true;
			left = giveUp();
			this.work.signalAll();
			this.progress.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		left.forEach(Packet::givenUp);
	}

	private List<Packet> giveUp() {
		List<Packet> left = List.copyOf(this.outside);
		this.outside.clear();
		return left;
	}

	private boolean hasWork() {
		return !this.buffer.isEmpty() || !this.outside.isEmpty();
	}

	/**
	 * The writer thread.
	 */
	@Override
	public void run() {
		try {
			int length = take();
			while (length >= 0) {
				if (length > 0) {
					this.target.write(this.buffer.taken(), 0, length);
					this.activity.written();
				}
				this.target.flush();
				length = take();
			}
		}
		catch (IOException ex) {
			fail(ex);
		}
	}

	private int take() {
		List<Packet> taken = new ArrayList<>();
		int length = take(taken);
		taken.forEach(Packet::handedOver);
		return length;
	}

	private int take(List<Packet> taken) {
		this.lock.lock();
		try {
			this.sending = false;
			this.progress.signalAll();
			takeIn(taken);
			giveWay(taken);
			awaitWork(taken);
			if (this.closed || isIdle()) {
				this.running = false;
				this.buffer.trim();
				return -1;
			}
			this.woken = false;
			this.sending = true;
			return this.buffer.take();
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isIdle() {
		return this.buffer.isEmpty() && !this.woken;
	}

	/**
	 * Let those run who have more to write. To find it costs less than to be woken for
	 * it, and the more it is, the fewer system calls it takes.
	 */
	@SuppressWarnings("ThreadPriorityCheck")
	private void giveWay(List<Packet> taken) {
		for (int turn = 0; turn < TURNS && isIdle() && !this.closed; turn++) {
			this.lock.unlock();
			try {
				Thread.yield();
			}
			finally {
				this.lock.lock();
			}
			takeIn(taken);
		}
	}

	private void awaitWork(List<Packet> taken) {
		long remaining = this.idle.toNanos();
		while (isIdle() && !this.closed && remaining > 0) {
			try {
				remaining = this.work.awaitNanos(remaining);
			}
			catch (InterruptedException ex) {
				logger.trace("Nobody has a reason to interrupt this thread", ex);
			}
			takeIn(taken);
		}
	}

	private void takeIn(List<Packet> taken) {
		for (Packet packet = this.outside.peek(); packet != null && takeIn(); packet = this.outside.peek()) {
			taken.add(packet);
		}
	}

	private void fail(IOException cause) {
		boolean report;
		List<Packet> left;
		this.lock.lock();
		try {
			report = !this.closed;
			this.broken = true;
			left = giveUp();
			this.progress.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		left.forEach(Packet::givenUp);
		if (report) {
			this.onFailure.accept(cause);
		}
	}

}
