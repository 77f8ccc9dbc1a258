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

package io.linkkit.benchmarks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.linkkit.auth.DeviceSecretAuthentication;
import io.linkkit.auth.SignMethod;
import io.linkkit.benchmarks.Table.Row;
import io.linkkit.identity.Endpoint;

import org.springframework.util.Assert;

/**
 * How many signatures and logins a second one thread makes.
 */
final class SignBenchmark implements Benchmark {

	private static final String CONTENT = "clientIda1benchmark.sensor_01deviceNamesensor_01productKeya1benchmarktimestamp1700000000000";

	/** How many operations come between two looks at the clock. */
	private static final int BATCH = 100;

	private static final Endpoint ENDPOINT = Endpoints.tcp(1883);

	private final Rounds rounds;

	private final Duration roundTime;

	/** What was made last, so that making it cannot be left out. */
	private volatile Object result = "";

	SignBenchmark(Rounds rounds, Duration roundTime) {
		this.rounds = rounds;
		this.roundTime = roundTime;
	}

	@Override
	public String name() {
		return "sign";
	}

	@Override
	public Table run() throws Exception {
		List<Operation> operations = Stream.of(SignMethod.values()).flatMap(SignBenchmark::operations).toList();
		List<Row> rows = new ArrayList<>();
		this.rounds.measure(operations, this::rate)
			.forEach((operation, rate) -> rows.add(new Row(List.of(operation.method().name(), operation.name()),
					List.of(rate.median(), rate.min(), rate.max()))));
		return new Table("sign",
				"Operations a second by one thread: a signature in hexadecimal digits, a whole login with client id and user name, and the JDK's Mac alone, fetched and keyed each time as for the others. Median of %d rounds of %d ms each in turn, after %d to warm up, with the least and the greatest."
					.formatted(this.rounds.counted(), this.roundTime.toMillis(), this.rounds.warmUp()),
				List.of("algorithm", "operation"), MedianRows.COLUMNS, 0, rows);
	}

	private static Stream<Operation> operations(SignMethod method) {
		Device device = SimulatorMain.DEVICE;
		DeviceSecretAuthentication authentication = DeviceSecretAuthentication
			.builder(device.identity(), device.secret())
			.signMethod(method)
			.build();
		return Stream.of(new Operation(method, "signature", () -> method.sign(device.secret(), CONTENT)),
				new Operation(method, "login", () -> authentication.login(ENDPOINT)),
				new Operation(method, "javax.crypto.Mac", () -> mac(method, device.secret().reveal())));
	}

	private static byte[] mac(SignMethod method, String secret) throws GeneralSecurityException {
		// the JDK's names are those of the platform but for case, which it does not mind
		Mac mac = Mac.getInstance(method.name());
		mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), method.name()));
		return mac.doFinal(CONTENT.getBytes(StandardCharsets.UTF_8));
	}

	private double rate(Operation operation) throws Exception {
		long operations = 0;
		long start = System.nanoTime();
		long elapsed = 0;
		while (elapsed < this.roundTime.toNanos()) {
			for (int i = 0; i < BATCH; i++) {
				this.result = operation.call().call();
			}
			operations += BATCH;
			elapsed = System.nanoTime() - start;
		}
		Assert.state(!this.result.equals(""), "Nothing was made");
		return operations * 1e9 / elapsed;
	}

	private record Operation(SignMethod method, String name, Callable<Object> call) {

	}

}
