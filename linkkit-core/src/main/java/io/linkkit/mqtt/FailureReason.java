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

/**
 * Why an attempt to connect failed or a connection ended. Each constant names its cause
 * and the remedy, as an operator needs them.
 */
public enum FailureReason {

	/**
	 * The host name has no address.
	 */
	DNS(Kind.NETWORK, "the host name could not be resolved",
			"check linkkit.host-name, linkkit.instance-id or linkkit.endpoint, and the device's name server"),

	/**
	 * Nobody answered the TCP connect, or TLS took too long.
	 */
	CONNECT_TIMEOUT(Kind.NETWORK, "the platform could not be reached in time",
			"check the network, the firewall and linkkit.port; raise linkkit.connect-timeout on slow links"),

	/**
	 * The TCP connect was refused or had no route.
	 */
	CONNECT_REFUSED(Kind.NETWORK, "the connection was refused",
			"check linkkit.port and that the host is reachable from this network"),

	/**
	 * The server's certificate is past its end.
	 */
	TLS_CERTIFICATE_EXPIRED(Kind.TLS, "the platform's certificate has expired by this device's clock",
			"check the device's date; if it is right, the endpoint serves an old certificate"),

	/**
	 * The server's certificate is before its beginning.
	 */
	TLS_CERTIFICATE_NOT_YET_VALID(Kind.TLS, "the platform's certificate is not yet valid by this device's clock",
			"set the device's date, for instance by NTP"),

	/**
	 * No trusted root signs the server's certificate.
	 */
	TLS_UNKNOWN_CA(Kind.TLS, "the platform's certificate is not signed by a trusted root",
			"check linkkit.ca-certificates or linkkit.ssl.bundle, and that nobody intercepts the connection"),

	/**
	 * The server's certificate is for another host.
	 */
	TLS_WRONG_HOST(Kind.TLS, "the platform's certificate is for another host name",
			"use the host name of the certificate in linkkit.endpoint, not an address"),

	/**
	 * TLS failed in another way, for instance because the port speaks no TLS.
	 */
	TLS_FAILED(Kind.TLS, "TLS could not be established",
			"check that linkkit.port answers TLS and that both sides have a protocol version in common"),

	/**
	 * The HTTP upgrade to a WebSocket was refused.
	 */
	WEBSOCKET_REFUSED(Kind.NETWORK, "the server did not upgrade the connection to a WebSocket",
			"check linkkit.transport and linkkit.port (443 for WebSocket)"),

	/**
	 * CONNECT was sent, no CONNACK came.
	 */
	CONNACK_TIMEOUT(Kind.NETWORK, "the server accepted the connection but did not answer CONNECT",
			"check that linkkit.port and linkkit.secure match what the server speaks"),

	/**
	 * CONNACK 1.
	 */
	UNACCEPTABLE_PROTOCOL_VERSION(Kind.REFUSED, "the platform does not speak this MQTT version (CONNACK 1)",
			"check linkkit.protocol"),

	/**
	 * CONNACK 2.
	 */
	IDENTIFIER_REJECTED(Kind.REFUSED, "the platform rejected the client id (CONNACK 2)",
			"check linkkit.client-id, linkkit.keep-alive (30 to 1200 s) and that TLS is used where it is required"),

	/**
	 * CONNACK 3.
	 */
	SERVER_UNAVAILABLE(Kind.NETWORK, "the platform is temporarily unavailable (CONNACK 3)",
			"nothing to do: the connection is tried again"),

	/**
	 * CONNACK 4.
	 */
	BAD_CREDENTIALS(Kind.REFUSED, "the platform refused user name or password (CONNACK 4)",
			"compare linkkit.product-key, linkkit.device-name and linkkit.device-secret with the console, and the instance with linkkit.endpoint"),

	/**
	 * CONNACK 4 for a credential that the device got by dynamic registration.
	 */
	STORED_CREDENTIAL_REFUSED(Kind.REFUSED, "the platform refused the credential stored on this device (CONNACK 4)",
			"check in the console whether the device was deleted, reset or registered elsewhere; registering anew is your"
					+ " decision: reset its registration there, then start once with linkkit.registration.force=true or"
					+ " call DynamicRegistration.registerAnew()"),

	/**
	 * CONNACK 5.
	 */
	NOT_AUTHORIZED(Kind.REFUSED, "the platform does not let this device connect (CONNACK 5)",
			"check in the console that the device exists and is enabled"),

	/**
	 * The server answered CONNECT by closing the connection.
	 */
	CLOSED_BEFORE_CONNACK(Kind.NETWORK, "the server closed the connection instead of answering CONNECT",
			"check linkkit.port and linkkit.secure; the device may also be deleted or connect too often"),

	/**
	 * Nothing came within the keep-alive time, not even PINGRESP.
	 */
	KEEP_ALIVE_TIMEOUT(Kind.NETWORK, "the platform fell silent for longer than the keep-alive time",
			"check the network; behind NAT a shorter linkkit.keep-alive helps"),

	/**
	 * RST, or the socket failed.
	 */
	CONNECTION_RESET(Kind.NETWORK, "the connection was reset",
			"check the network and whatever stands between the device and the platform"),

	/**
	 * SUBSCRIBE was sent, no SUBACK came.
	 */
	SUBACK_TIMEOUT(Kind.NETWORK, "the platform did not answer SUBSCRIBE", "check the network; the attempt is repeated"),

	/**
	 * PUBLISH was sent with QoS 1, no PUBACK came.
	 */
	ACKNOWLEDGE_TIMEOUT(Kind.NETWORK, "the platform did not acknowledge a message in time",
			"check the network; the platform also falls silent towards a device that sends more than it takes:"
					+ " linkkit.queue.rate-limit=platform prevents that"),

	/**
	 * FIN, without a word.
	 */
	CLOSED_BY_PLATFORM(Kind.NETWORK, "the platform closed the connection",
			"look into the device's log in the console; the device may be disabled, or its identity be used elsewhere"),

	/**
	 * FIN, without a word, shortly after the first message to a topic and before any was
	 * acknowledged. That the message was the reason is likely, not certain; the detail
	 * names the topic.
	 */
	CLOSED_AFTER_PUBLISH(Kind.NETWORK, "the platform closed the connection shortly after a message was published",
			"check in the console that the topic is defined and the device may publish to it; if so, look for the reasons"
					+ " of CLOSED_BY_PLATFORM"),

	/**
	 * The platform told that the identity logged in elsewhere.
	 */
	KICKED(Kind.REFUSED, "another client logged in with this device's identity",
			"find the second client with the same product key and device name"),

	/**
	 * The server sent what is not MQTT.
	 */
	PROTOCOL_ERROR(Kind.NETWORK, "the server sent something that is not MQTT",
			"check that linkkit.endpoint and linkkit.port are those of an MQTT server"),

	/**
	 * The application asked for it.
	 */
	STOPPED_BY_APPLICATION(Kind.LOCAL, "the application ended the connection", "nothing to do"),

	/**
	 * The application, or a renewed certificate bundle, asked to connect anew.
	 */
	RECONNECT_REQUESTED(Kind.LOCAL, "a reconnect was asked for", "nothing to do"),

	/**
	 * The attempt could not even begin, for instance because a trust store is unreadable.
	 */
	LOCAL_ERROR(Kind.LOCAL, "the attempt failed on this device", "see the cause");

	private final Kind kind;

	private final String description;

	private final String remedy;

	FailureReason(Kind kind, String description, String remedy) {
		this.kind = kind;
		this.description = description;
		this.remedy = remedy;
	}

	/**
	 * Return where the fault lies.
	 * @return the kind of reason
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Return what happened, in words.
	 * @return a clause without a full stop
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Return what to do about it, in words.
	 * @return a clause without a full stop
	 */
	public String remedy() {
		return this.remedy;
	}

	/**
	 * Return the CONNACK code this reason stands for (reference §6.4).
	 * @return 1 to 5, or 0 if the reason is no refusal by CONNACK
	 */
	public int connackCode() {
		return switch (this) {
			case UNACCEPTABLE_PROTOCOL_VERSION -> 1;
			case IDENTIFIER_REJECTED -> 2;
			case SERVER_UNAVAILABLE -> 3;
			case BAD_CREDENTIALS, STORED_CREDENTIAL_REFUSED -> 4;
			case NOT_AUTHORIZED -> 5;
			default -> 0;
		};
	}

	/**
	 * Where a fault lies, which decides how to go on.
	 */
	public enum Kind {

		/**
		 * On the way or at the platform; passes by itself.
		 */
		NETWORK,

		/**
		 * In certificates or clocks; does not pass by itself soon.
		 */
		TLS,

		/**
		 * The platform said no; somebody must change something.
		 */
		REFUSED,

		/**
		 * On this device.
		 */
		LOCAL

	}

}
