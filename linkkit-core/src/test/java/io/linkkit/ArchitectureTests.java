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

package io.linkkit;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture.LayerDependencySpecification;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;

/**
 * Holds the order of the packages and the purity of public signatures.
 */
@AnalyzeClasses(packages = "io.linkkit", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	/**
	 * Packages in the order in which data flows; each may use those before it.
	 */
	private static final List<String> ORDER = List.of("thread", "identity", "storage", "auth", "tls", "mqtt",
			"registration", "connection", "messaging", "doctor");

	@ArchTest
	void packagesUseOnlyEarlierOnes(JavaClasses classes) {
		LayeredArchitecture layers = Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.withOptionalLayers(true);
		for (String layer : ORDER) {
			layers = layers.layer(layer).definedBy(inPackage(layer));
		}
		for (String layer : ORDER) {
			layers = useOnly(layers.whereLayer(layer), ORDER.subList(0, ORDER.indexOf(layer)));
		}
		layers.check(classes);
	}

	private static LayeredArchitecture useOnly(LayerDependencySpecification layer, List<String> earlier) {
		return earlier.isEmpty() ? layer.mayNotAccessAnyLayer()
				: layer.mayOnlyAccessLayers(earlier.toArray(String[]::new));
	}

	@ArchTest
	void everyPackageHasItsPlaceInTheOrder(JavaClasses classes) {
		String[] packages = ORDER.stream().map(ArchitectureTests::inPackage).toArray(String[]::new);
		ArchRuleDefinition.classes().should().resideInAnyPackage(packages).check(classes);
	}

	@ArchTest
	void packagesAreFreeOfCycles(JavaClasses classes) {
		SlicesRuleDefinition.slices().matching("io.linkkit.(**)").should().beFreeOfCycles().check(classes);
	}

	@ArchTest
	void coreIsFreeOfBoot(JavaClasses classes) {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(classes);
	}

	@ArchTest
	void publicSignaturesAreFreeOfPaho(JavaClasses classes) {
		ArchRuleDefinition.classes()
			.that()
			.arePublic()
			.and()
			.doNotHaveFullyQualifiedName("io.linkkit.connection.LinkKitClientManager")
			.should(new SignaturesWithout("org.eclipse.paho"))
			.check(classes);
	}

	@ArchTest
	void packagesAreNullMarked(JavaClasses classes) {
		ArchRuleDefinition.classes().should(new NullMarkedPackage()).check(classes);
	}

	private static String inPackage(String layer) {
		return "io.linkkit." + layer + "..";
	}

	/**
	 * Looks at supertypes and at public and protected fields, methods and constructors,
	 * type arguments included.
	 */
	private static final class SignaturesWithout extends ArchCondition<JavaClass> {

		private final String unwanted;

		SignaturesWithout(String unwanted) {
			super("keep " + unwanted + " out of what others see");
			this.unwanted = unwanted;
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			report(type.getFullName(), supertypes(type), events);
			type.getMembers()
				.stream()
				.filter(SignaturesWithout::isSeenFromOutside)
				.forEach((member) -> report(member.getFullName(), types(member), events));
		}

		private void report(String what, Stream<JavaClass> seen, ConditionEvents events) {
			seen.filter((type) -> type.getPackageName().startsWith(this.unwanted))
				.forEach((type) -> events.add(SimpleConditionEvent.violated(type, what + " shows " + type.getName())));
		}

		private static Stream<JavaClass> supertypes(JavaClass type) {
			Stream<JavaType> direct = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
			return Stream.concat(rawTypes(direct),
					Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream()));
		}

		private static boolean isSeenFromOutside(JavaMember member) {
			return member.getModifiers().contains(JavaModifier.PUBLIC)
					|| member.getModifiers().contains(JavaModifier.PROTECTED);
		}

		private static Stream<JavaClass> types(JavaMember member) {
			if (member instanceof JavaCodeUnit codeUnit) {
				Stream<JavaType> thrown = codeUnit.getExceptionTypes().stream().map(JavaType.class::cast);
				return rawTypes(
						Stream.of(Stream.of(codeUnit.getReturnType()), codeUnit.getParameterTypes().stream(), thrown)
							.flatMap(Function.identity()));
			}
			return rawTypes(Stream.of(((JavaField) member).getType()));
		}

		private static Stream<JavaClass> rawTypes(Stream<? extends JavaType> types) {
			return types.flatMap((type) -> type.getAllInvolvedRawTypes().stream());
		}

	}

	private static final class NullMarkedPackage extends ArchCondition<JavaClass> {

		NullMarkedPackage() {
			super("reside in a package that is @NullMarked");
		}

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
			events.add(new SimpleConditionEvent(type, marked,
					"The package of " + type.getFullName() + (marked ? " is" : " is not") + " @NullMarked"));
		}

	}

}
