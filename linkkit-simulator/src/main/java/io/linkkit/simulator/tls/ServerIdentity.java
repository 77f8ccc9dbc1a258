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

package io.linkkit.simulator.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a TLS server shows and proves.
 *
 * @param chain its certificate and, as far as known, those that signed it
 * @param key its private key
 */
public record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {

	@Override
	public String toString() {
		return "ServerIdentity[" + this.chain.get(0).getSubjectX500Principal() + "]";
	}

}
