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

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.linkkit.messaging.annotation.AotApplication.Answer;
import io.linkkit.messaging.annotation.AotApplication.First;
import io.linkkit.messaging.annotation.AotApplication.Listeners;
import io.linkkit.messaging.annotation.AotApplication.Question;
import io.linkkit.messaging.annotation.AotApplication.Second;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for listeners of an application that is processed ahead of time.
 */
class AheadOfTimeTests {

	@TempDir
	private Path directory;

	private String initializer;

	private RuntimeHints hints;

	@BeforeEach
	void process() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(AotApplication.class)),
				new FileSystemGeneratedFiles(this.directory));
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(AotApplication.class);
			this.initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation)
				.canonicalName();
		}
		generation.writeGeneratedContent();
		this.hints = generation.getRuntimeHints();
	}

	@Test
	void methodsMayBeCalled() {
		assertThat(Stream.of("once", "twice", "answer")).allSatisfy((method) -> assertThat(this.hints)
			.matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Listeners.class, method)));
	}

	@Test
	void payloadsMayBeReadFromJson() {
		assertThat(Stream.of(First.class, Second.class, Question.class))
			.allSatisfy((payload) -> assertThat(this.hints).matches(
					RuntimeHintsPredicates.reflection().onConstructorInvocation(payload.getDeclaredConstructors()[0])));
	}

	@Test
	void returnValuesMayBeWrittenAsJson() {
		assertThat(this.hints).matches(RuntimeHintsPredicates.reflection().onMethodInvocation(Answer.class, "celsius"));
	}

	@Test
	void listenersListen() throws Exception {
		Path classes = compile();
		try (URLClassLoader loader = new URLClassLoader(classPathWith(classes), ClassLoader.getPlatformClassLoader())) {
			Thread.currentThread().setContextClassLoader(loader);
			Object published = loader.loadClass(AotApplication.class.getName())
				.getMethod("run", String.class)
				.invoke(null, this.initializer);
			assertThat(published).isEqualTo(List.of("/reply {\"degrees\":21}", "/reply {\"degrees\":21}",
					"/sys/a1B2c3D4e5F/sensor_01/rrpc/response/1 {\"celsius\":21}"));
		}
		finally {
			Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
		}
	}

	private Path compile() throws IOException {
		Path classes = this.directory.resolve("compiled");
		List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp",
				System.getProperty("java.class.path")));
		try (Stream<Path> files = Files.walk(this.directory.resolve("sources"))) {
			files.filter((file) -> file.toString().endsWith(".java")).map(Path::toString).forEach(arguments::add);
		}
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
		assertThat(result).isZero();
		return classes;
	}

	// generated classes must be loaded by the same loader as those they are made for
	private static URL[] classPathWith(Path classes) throws MalformedURLException {
		List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
		for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
			urls.add(new File(entry).toURI().toURL());
		}
		return urls.toArray(URL[]::new);
	}

}
