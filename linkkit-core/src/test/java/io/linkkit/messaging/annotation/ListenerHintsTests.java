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

package io.linkkit.messaging.annotation;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.linkkit.messaging.LinkKitTemplate;
import io.linkkit.messaging.PayloadConverter;
import io.linkkit.messaging.listener.LinkKitListenerContainerFactory;
import io.linkkit.messaging.listener.LinkKitMessageHandlerMethodFactory;
import io.linkkit.messaging.listener.ListenerSettings;
import io.linkkit.messaging.listener.RecordingConnection;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.messaging.Message;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what a native image is told about listeners.
 */
class ListenerHintsTests {

	private final RuntimeHints hints = process();

	private static RuntimeHints process() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(ListenerHintsTests.class)), new InMemoryGeneratedFiles());
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(Application.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		return generation.getRuntimeHints();
	}

	@Test
	void methodsMayBeCalled() {
		assertThat(this.hints).matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Listeners.class, "once"));
		assertThat(this.hints)
			.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Listeners.class, "twice"));
		assertThat(this.hints)
			.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Listeners.class, "answer"));
	}

	@Test
	void payloadsMayBeReadFromJson() {
		assertReadable(First.class);
		assertReadable(Second.class);
		assertReadable(Question.class);
	}

	@Test
	void returnValuesMayBeWrittenAsJson() {
		assertThat(this.hints).matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Answer.class, "degrees"));
	}

	private void assertReadable(Class<?> payload) {
		assertThat(this.hints)
			.matches(RuntimeHintsPredicates.reflection().onConstructorInvocation(payload.getDeclaredConstructors()[0]));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableLinkKitListeners
	static class Application {

		@Bean
		Listeners listeners() {
			return new Listeners();
		}

		@Bean
		LinkKitListenerContainerFactory containers() {
			RecordingConnection connection = new RecordingConnection();
			return new LinkKitListenerContainerFactory(connection.get(), new LinkKitTemplate(connection.get()),
					new LinkKitMessageHandlerMethodFactory(new PayloadConverter(List.of(), JsonMapper.shared()), null),
					ListenerSettings.defaults());
		}

	}

	static class Listeners {

		@LinkKitListener("/a")
		void once(First payload) {
		}

		@LinkKitListener("/b")
		@LinkKitListener("/c")
		void twice(Message<Second> message) {
		}

		@LinkKitRrpcHandler
		CompletableFuture<Answer> answer(Question question) {
			return CompletableFuture.completedFuture(new Answer(1));
		}

	}

	record First(int degrees) {

	}

	record Second(int degrees) {

	}

	record Question(String place) {

	}

	record Answer(int degrees) {

	}

}
