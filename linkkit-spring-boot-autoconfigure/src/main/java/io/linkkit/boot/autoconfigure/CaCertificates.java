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

package io.linkkit.boot.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.linkkit.identity.InvalidSettingException;
import io.linkkit.tls.SslContextSource;

import org.springframework.core.io.ResourceLoader;

/**
 * What {@code linkkit.ca-certificates} holds.
 *
 * @param value PEM text, or the location of a resource that holds it
 */
record CaCertificates(String value) {

	private static final String PEM_MARK = "-----BEGIN";

	SslContextSource toSslContextSource(ResourceLoader resources) {
		return this.value.contains(PEM_MARK) ? SslContextSource.ofPem(this.value) : fromResource(resources);
	}

	private SslContextSource fromResource(ResourceLoader resources) {
		String pem;
		try {
			pem = resources.getResource(this.value).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			InvalidSettingException failure = new InvalidSettingException("ca-certificates", this.value,
					"must be PEM text or the location of a file that can be read",
					"Give a location such as file:/etc/linkkit/ca.pem or classpath:ca.pem, "
							+ "and check that the application may read it.");
			failure.initCause(ex);
			throw failure;
		}
		try {
			return SslContextSource.ofPem(pem);
		}
		catch (InvalidSettingException ex) {
			throw new InvalidSettingException(ex.getSetting(), this.value, ex.getRule(), ex.getRemedy());
		}
	}

}
