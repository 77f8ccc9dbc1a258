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

/**
 * Told what happens on a {@link SessionTransport}. Calls come on whichever thread
 * noticed.
 */
interface TransportListener {

	/**
	 * The way to the server is open; CONNECT comes next.
	 */
	void opened();

	/**
	 * The way to the server could not be opened.
	 * @param phase what the transport was busy with
	 * @param cause what was thrown
	 */
	void openFailed(ConnectPhase phase, Exception cause);

	/**
	 * CONNACK 0 was read.
	 * @param sessionPresent the flag in it
	 */
	void accepted(boolean sessionPresent);

	/**
	 * A PUBLISH was read to its end.
	 */
	void messageRead();

	/**
	 * A PUBACK was read.
	 * @param packetId the identifier it acknowledges
	 * @return whether Paho need not know of it
	 */
	boolean acknowledgementRead(int packetId);

	/**
	 * Nothing more can be read.
	 * @param cause {@link java.io.EOFException} if the server closed the connection,
	 * {@link java.net.ProtocolException} if it sent what is not MQTT, otherwise what the
	 * socket threw
	 */
	void inputEnded(IOException cause);

	/**
	 * Nothing more can be written.
	 * @param cause what the socket threw
	 */
	void outputFailed(IOException cause);

}
