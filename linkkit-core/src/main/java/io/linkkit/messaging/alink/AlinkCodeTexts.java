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

package io.linkkit.messaging.alink;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the codes of the platform mean and what to do about them (reference §9).
 */
final class AlinkCodeTexts {

	private static final String LATER = "Try again later; if it stays, ask Alibaba Cloud's support.";

	private static final String SLOWER = "Send less often, or several values in one message.";

	private static final String CONSOLE = "Look the device up in the console.";

	private static final String THING_MODEL = "Compare what is sent with the thing model that is published in the console.";

	private static final String SCRIPT = "Check the data parsing script of the product in the console.";

	private static final String TOPOLOGY = "Check the topology of the gateway in the console.";

	private static final String REGISTRATION = "Check the product's settings for dynamic registration in the console.";

	private static final String SHAPE = "Compare the params of the request with the platform's documentation.";

	private static final Map<Integer, Text> TEXTS = Collections.unmodifiableMap(texts());

	private AlinkCodeTexts() {
	}

	static Optional<Text> of(int code) {
		return Optional.ofNullable(TEXTS.get(code));
	}

	private static Map<Integer, Text> texts() {
		Map<Integer, Text> texts = new HashMap<>();
		addGeneral(texts);
		addDevices(texts);
		addMessages(texts);
		addThingModel(texts);
		addGateways(texts);
		return texts;
	}

	private static void addGeneral(Map<Integer, Text> texts) {
		put(texts, "success", "Nothing is to be done.", 200);
		put(texts, "internal error while handling the request", LATER, 400);
		put(texts, "signature check failed", "Check the secret that the request was signed with.", 401);
		put(texts, "forbidden: payment overdue or topic not authorized",
				"Check the account's balance and the rights to the topic in the console.", 403);
		put(texts, "same identity logged in elsewhere",
				"Give every device an identity of its own, and look for a second client with this one.", 427);
		put(texts, "too frequent", SLOWER, 429);
		put(texts, "empty data, bad format or too many parameters", SHAPE, 460);
		put(texts, "unknown system error", LATER, 500);
		put(texts, "system error", LATER, 6661, 6760);
		put(texts, "throttled", SLOWER, 6452);
	}

	private static void addDevices(Map<Integer, Text> texts) {
		put(texts, "product not found", "Check the product key.", 5005, 6250);
		put(texts, "device not found", "Check product key and device name in the console.", 6100, 9112);
		put(texts, "device disabled", "Enable the device in the console.", 6204, 6208);
		put(texts, "dynamic registration is off", REGISTRATION, 6288);
		put(texts, "device already activated", REGISTRATION, 6289);
		put(texts, "sign method not supported", "Use hmacSha256, hmacSha1 or hmacMd5.", 6292);
		put(texts, "signature of the registration wrong", "Check the product secret.", 6600);
		put(texts, "LoRaWAN product metadata failed", CONSOLE, 5244);
		put(texts, "no configuration", "Publish a remote configuration of the product in the console.", 6710);
		put(texts, "remote configuration is off", "Switch remote configuration on in the console.", 6713);
		put(texts, "getType of the log configuration wrong", SHAPE, 6717);
		put(texts, "configScope of the log configuration wrong", SHAPE, 6718);
	}

	private static void addMessages(Map<Integer, Text> texts) {
		put(texts, "parse script missing", SCRIPT, 6200, 26001);
		put(texts, "parse script gave nothing", SCRIPT, 6201);
		put(texts, "topic could not be parsed", "Compare the topic with the platform's documentation.", 6203);
		put(texts, "not JSON or wrong data format", SHAPE, 6207);
		put(texts, "method missing", "Give the request the method that belongs to its topic.", 6300);
		put(texts, "method missing after the parse script", SCRIPT, 6450);
		put(texts, "parse script faulty", SCRIPT, 26002);
		put(texts, "functions of the parse script missing", SCRIPT, 26006);
		put(texts, "bad result of the parse script", SCRIPT, 26007);
		put(texts, "parse script throttled", SLOWER, 26010);
	}

	private static void addThingModel(Map<Integer, Text> texts) {
		put(texts, "property not found in the thing model", THING_MODEL, 5159);
		put(texts, "event not found in the thing model", THING_MODEL, 5160);
		put(texts, "service not found in the thing model", THING_MODEL, 5161);
		put(texts, "too many properties, at most 200 in a message", "Send them in several messages.", 6104, 6106);
		put(texts, "too many events in a message", "Send them in several messages.", 6356);
		for (int code = 6301; code <= 6332; code++) {
			put(texts, "against the thing model", THING_MODEL, code);
		}
		put(texts, "parameter missing", THING_MODEL, 6302);
		put(texts, "parameter not in the struct of the thing model", THING_MODEL, 6304);
		put(texts, "not an int as the thing model defines it", THING_MODEL, 6306);
		put(texts, "not a float as the thing model defines it", THING_MODEL, 6307);
		put(texts, "not a bool as the thing model defines it", THING_MODEL, 6308);
		put(texts, "not an enum value as the thing model defines it", THING_MODEL, 6309);
		put(texts, "not a text as the thing model defines it", THING_MODEL, 6310);
		put(texts, "not a date as the thing model defines it", THING_MODEL, 6311);
		put(texts, "not a struct as the thing model defines it", THING_MODEL, 6312);
		put(texts, "service not available", THING_MODEL, 6313);
		put(texts, "thing model incomplete", THING_MODEL, 6317);
		put(texts, "property not in the thing model", THING_MODEL, 6320);
		put(texts, "identifier empty", THING_MODEL, 6321);
		put(texts, "not a double as the thing model defines it", THING_MODEL, 6322);
		put(texts, "not an array as the thing model defines it", THING_MODEL, 6324, 6325, 6328);
		put(texts, "time malformed", "Give times in milliseconds since 1970, UTC.", 6326);
	}

	private static void addGateways(Map<Integer, Text> texts) {
		put(texts, "too many sub-devices", "Put fewer sub-devices in a request or on the gateway.", 428, 6357, 6400);
		put(texts, "session of the sub-device failed", "Log the sub-device in again.", 520);
		put(texts, "sub-device deleted", CONSOLE, 521);
		put(texts, "sub-device disabled", "Enable the sub-device in the console.", 522);
		put(texts, "name of the sub-device not allowed", "Use 4 to 32 letters, digits and the characters - _ @ . :",
				6280);
		put(texts, "signature of the sub-device wrong", "Check the secret of the sub-device.", 6287);
		put(texts, "no topological relation", TOPOLOGY, 6401);
		put(texts, "gateway cannot be its own sub-device", TOPOLOGY, 6402);
		put(texts, "sub-device bound to another gateway", TOPOLOGY, 6619);
	}

	private static void put(Map<Integer, Text> texts, String description, String remedy, int... codes) {
		for (int code : codes) {
			texts.put(code, new Text(description, remedy));
		}
	}

	/**
	 * What is said of a code.
	 *
	 * @param description what it means
	 * @param remedy what to do about it
	 */
	record Text(String description, String remedy) {

	}

}
