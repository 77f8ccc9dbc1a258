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

package io.linkkit.integration;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.linkkit.connection.event.LinkKitConnectionEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds {@code docs/events.md} against the classes: every event has a row, and the row
 * has everything that the event carries.
 */
class EventsDocumentTests {

	private static final Pattern GETTER = Pattern.compile("`(\\w+)\\(\\)`");

	@ParameterizedTest
	@ValueSource(strings = { "events.md", "events.zh-CN.md" })
	void everyEventIsDocumentedWithWhatItCarriesAndNoOther(String page) throws IOException {
		Map<String, Set<String>> documented = new TreeMap<>();
		for (String line : Files.readAllLines(Path.of("..", "docs", page))) {
			if (line.startsWith("| `")) {
				String[] cells = line.split("\\|");
				documented.put(cells[1].replace("`", "").strip(), getters(cells[3]));
			}
		}
		Map<String, Set<String>> existing = new TreeMap<>();
		eventClasses().forEach((type) -> existing.put(type.getSimpleName(), getters(type)));
		assertThat(existing).hasSizeGreaterThan(10);
		assertThat(documented).isEqualTo(existing);
	}

	private static Set<String> getters(String text) {
		return GETTER.matcher(text)
			.results()
			.map((MatchResult found) -> found.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/**
	 * Return what an event has beyond what all events of a connection have. What a parent
	 * has that is never published stands with those that are.
	 */
	private static Set<String> getters(Class<?> event) {
		Set<String> names = new TreeSet<>();
		if (Modifier.isAbstract(event.getModifiers()) && event != LinkKitConnectionEvent.class) {
			return names;
		}
		for (Class<?> type = event; type != ApplicationEvent.class; type = type.getSuperclass()) {
			if (type == event || type != LinkKitConnectionEvent.class) {
				for (Method method : type.getDeclaredMethods()) {
					if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
						names.add(method.getName());
					}
				}
			}
		}
		names.remove("toString");
		if (event != LinkKitConnectionEvent.class) {
			names.remove("details");
		}
		return names;
	}

	private static Set<Class<?>> eventClasses() {
		ClassPathScanningCandidateComponentProvider provider = new ClassPathScanningCandidateComponentProvider(false) {

			@Override
			protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
				return true;
			}

		};
		provider.addIncludeFilter(new AssignableTypeFilter(ApplicationEvent.class));
		return provider.findCandidateComponents("io.linkkit")
			.stream()
			.map(BeanDefinition::getBeanClassName)
			.map((name) -> ClassUtils.resolveClassName(String.valueOf(name), null))
			.collect(Collectors.toSet());
	}

}
