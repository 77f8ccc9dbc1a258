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

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes the few kinds of ASN.1 values, in DER (ITU-T X.690), that a certificate is made
 * of.
 */
final class Der {

	private static final int SEQUENCE = 0x30;

	private static final int CONTEXT = 0x80;

	private static final int CONSTRUCTED = 0x20;

	private static final DateTimeFormatter GENERALIZED_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private static final DateTimeFormatter UTC_TIME = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	/**
	 * From here on RFC 5280 wants a year of four digits.
	 */
	private static final Instant END_OF_UTC_TIME = Instant.parse("2050-01-01T00:00:00Z");

	private Der() {
	}

	static byte[] sequence(byte[]... elements) {
		return value(SEQUENCE, concatenate(elements));
	}

	static byte[] integer(BigInteger value) {
		return value(0x02, value.toByteArray());
	}

	static byte[] bool(boolean value) {
		return value(0x01, (byte) (value ? 0xff : 0));
	}

	static byte[] bitString(byte[] bytes) {
		return value(0x03, concatenate(new byte[] { 0 }, bytes));
	}

	// A set of flags: the first is the highest bit of the byte, trailing zeros are cut.
	static byte[] flags(int highestBitFirst) {
		return value(0x03, (byte) Integer.numberOfTrailingZeros(highestBitFirst), (byte) highestBitFirst);
	}

	static byte[] octetString(byte[] bytes) {
		return value(0x04, bytes);
	}

	static byte[] objectIdentifier(String dotted) {
		String[] arcs = dotted.split("\\.", -1);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
		for (int i = 2; i < arcs.length; i++) {
			int arc = Integer.parseInt(arcs[i]);
			for (int shift = 28; shift > 0; shift -= 7) {
				if (arc >> shift != 0) {
					bytes.write((arc >> shift & 0x7f) | 0x80);
				}
			}
			bytes.write(arc & 0x7f);
		}
		return value(0x06, bytes.toByteArray());
	}

	static byte[] time(Instant time) {
		boolean shortYear = time.isBefore(END_OF_UTC_TIME);
		String text = (shortYear ? UTC_TIME : GENERALIZED_TIME).format(time);
		return value(shortYear ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
	}

	// A value in a tag of the surrounding type's own around the tag it has.
	static byte[] explicit(int tag, byte[] value) {
		return value(CONTEXT | CONSTRUCTED | tag, value);
	}

	// Bytes in a tag of the surrounding type's own.
	static byte[] implicit(int tag, byte[] bytes) {
		return value(CONTEXT | tag, bytes);
	}

	private static byte[] value(int tag, byte... content) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(tag);
		if (content.length < 0x80) {
			bytes.write(content.length);
		}
		else {
			byte[] length = BigInteger.valueOf(content.length).toByteArray();
			int start = (length[0] == 0) ? 1 : 0;
			bytes.write(0x80 | (length.length - start));
			bytes.write(length, start, length.length - start);
		}
		bytes.writeBytes(content);
		return bytes.toByteArray();
	}

	private static byte[] concatenate(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

}
