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

package io.linkkit.messaging.device;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.linkkit.identity.InvalidSettingException;
import io.linkkit.messaging.alink.AlinkClient;
import io.linkkit.messaging.alink.AlinkReply;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Tags of the device, which the console shows and searches by (reference §8.4). Tags are
 * added to those that the platform has.
 */
public final class DeviceTags {

	private static final String UPDATE_TOPIC = "thing/deviceinfo/update";

	private static final String DELETE_TOPIC = "thing/deviceinfo/delete";

	private final AlinkClient client;

	/**
	 * Create the tags of a device.
	 * @param client by which to tell the platform
	 */
	public DeviceTags(AlinkClient client) {
		this.client = client;
	}

	/**
	 * Set tags.
	 * @param tags 1 to 200 values by key: keys of at most 64 letters, digits and
	 * underscores that do not begin with a digit; values of Chinese characters, letters,
	 * digits and {@code _ - .}
	 * @return the platform's reply; fails with an
	 * {@link io.linkkit.messaging.alink.AlinkException} if the tags were not set
	 * @throws IllegalArgumentException naming the rule, if a tag breaks one; none is sent
	 * then
	 */
	public CompletableFuture<AlinkReply> update(Map<String, String> tags) {
		check(TagRules.violatedByNumber(tags.size()), "Tags");
		tags.forEach((key, value) -> {
			checkKey(key);
			check(TagRules.violatedByValue(value), "Tag '" + key + "'");
		});
		return this.client.request(UPDATE_TOPIC, "thing.deviceinfo.update",
				tags.entrySet().stream().map((tag) -> new Tag(tag.getKey(), tag.getValue())).toList());
	}

	/**
	 * Remove tags.
	 * @param keys 1 to 200 keys
	 * @return the platform's reply; fails with an
	 * {@link io.linkkit.messaging.alink.AlinkException} if the tags were not removed
	 * @throws IllegalArgumentException naming the rule, if a key breaks one; none is sent
	 * then
	 */
	public CompletableFuture<AlinkReply> remove(Collection<String> keys) {
		Set<String> unique = Set.copyOf(keys);
		check(TagRules.violatedByNumber(unique.size()), "Tags");
		unique.forEach(DeviceTags::checkKey);
		List<Key> params = unique.stream().sorted().map(Key::new).toList();
		return this.client.request(DELETE_TOPIC, "thing.deviceinfo.delete", params);
	}

	/**
	 * Insist on the rules for tags that are configured.
	 * @param tags values by key
	 * @throws InvalidSettingException naming the first tag that breaks a rule; others are
	 * suppressed exceptions of it
	 */
	public static void checkSettings(Map<String, String> tags) {
		InvalidSettingException.throwAllOf(tags.entrySet()
			.stream()
			.map((tag) -> checkSetting(tag.getKey(), tag.getValue()))
			.toArray(Runnable[]::new));
		if (tags.size() > TagRules.MOST) {
			throw new InvalidSettingException("tags", null, String.valueOf(TagRules.violatedByNumber(tags.size())),
					"Leave out some tags.");
		}
	}

	private static Runnable checkSetting(String key, String value) {
		return () -> {
			String rule = TagRules.violatedByKey(key);
			if (rule == null) {
				rule = TagRules.violatedByValue(value);
			}
			if (rule != null) {
				throw new InvalidSettingException("tags." + key, value, rule, "Change the tag or leave it out.");
			}
		};
	}

	private static void checkKey(String key) {
		check(TagRules.violatedByKey(key), "Tag '" + key + "'");
	}

	private static void check(@Nullable String violated, String what) {
		Assert.isTrue(violated == null, () -> what + " " + violated);
	}

	record Tag(String attrKey, String attrValue) {

	}

	record Key(String attrKey) {

	}

}
