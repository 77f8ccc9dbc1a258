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
 * The buffer grows to {@value #CAPACITY} bytes. Then {@link #offer packets} wait outside,
 * and {@link #write} blocks. Everything written is sent without further ado once the
 * writer thread is free; {@link #flush} only wakes it. A packet is never put between the
 * bytes of one call of {@code write}. Thread and buffer go when there was nothing to
 * write for a while.
 */
final class WriteBehindOutputStream extends OutputStream implements Runnable {

	private static final Log logger = LogFactory.getLog(WriteBehindOutputStream.class);

	static final int CAPACITY = 64 * 1024;

	private static final int INITIAL_CAPACITY = 1024;

	private static final Duration IDLE = Duration.ofSeconds(5);

	private static final byte[] NONE = {};

	private final OutputStream target;

	private final Activity activity;

	private final Executor threads;

	private final Duration idle;

	private final Consumer<IOException> onFailure;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition work = this.lock.newCondition();

	private final Condition progress = this.lock.newCondition();

	private final Queue<Packet> outside = new ArrayDeque<>();

	private byte[] filling = NONE;

	private byte[] spare = NONE;

	private int count;

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
	 * Take the packet that waits longest into the buffer if there is room. One that is
	 * larger than the buffer goes alone.
	 */
	private boolean takeIn() {
		Packet packet = this.outside.peek();
		if (packet == null || this.writing) {
			return false;
		}
		int length = packet.length();
		if (this.count > 0 && this.count + length > CAPACITY) {
			return false;
		}
		this.outside.remove();
		ensureCapacity(this.count + length);
		packet.write(this.filling, this.count);
		this.count += length;
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
				int part = Math.min(length - done, CAPACITY - this.count);
				ensureCapacity(this.count + part);
				System.arraycopy(bytes, offset + done, this.filling, this.count, part);
				this.count += part;
				done += part;
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
		while (this.count >= CAPACITY && !this.broken && !this.closed) {
			wakeWriter();
			this.progress.awaitUninterruptibly();
		}
		if (this.closed) {
			throw new SocketException("Closed by this device");
		}
	}

	private void ensureCapacity(int needed) {
		if (needed > this.filling.length) {
			byte[] larger = new byte[Math.max(Math.max(needed, INITIAL_CAPACITY),
					Math.min(CAPACITY, 2 * this.filling.length))];
			System.arraycopy(this.filling, 0, larger, 0, this.count);
			this.filling = larger;
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
			if (this.count > 0) {
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

	/**
	 * Return whether a call of {@link #write} would have to wait.
	 */
	boolean isFull() {
		this.lock.lock();
		try {
			return this.count >= CAPACITY;
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean hasWork() {
		return this.count > 0 || !this.outside.isEmpty();
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
					this.target.write(this.spare, 0, length);
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
			awaitWork(taken);
			if (this.closed || (this.count == 0 && !this.woken)) {
				stop();
				return -1;
			}
			int length = this.count;
			byte[] full = this.filling;
			this.filling = (this.spare.length > CAPACITY) ? NONE : this.spare;
			this.spare = full;
			this.count = 0;
			this.woken = false;
			this.sending = true;
			return length;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void awaitWork(List<Packet> taken) {
		long remaining = this.idle.toNanos();
		while (this.count == 0 && !this.woken && !this.closed && remaining > 0) {
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

	private void stop() {
		this.running = false;
		if (this.count == 0) {
			this.filling = NONE;
		}
		this.spare = NONE;
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
