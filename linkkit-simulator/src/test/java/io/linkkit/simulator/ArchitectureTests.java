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

package io.linkkit.simulator;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	private static final String BASE = "io.linkkit.simulator";

	/**
	 * Brings simulator and client together, and is therefore the one to know both.
	 */
	private static final String BOOT = BASE + ".boot";

	private static final String BASE_AND_BELOW = BASE + "..";

	private static JavaClasses classes;

	@BeforeAll
	static void importClasses() {
		classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(BASE);
		assertThat(classes.size()).isPositive();
	}

	@Test
	void simulatorDoesNotKnowTheClientItChecks() {
		ArchRuleDefinition.classes()
			.that()
			.resideOutsideOfPackage(BOOT)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(BASE_AND_BELOW, "java..", "javax..", "io.netty..", "org.slf4j..", "org.jspecify..",
					"tools.jackson..", "picocli..", "org.junit.jupiter.api..")
			.check(classes);
	}

	@Test
	void rulesOfThePlatformKnowNoNetwork() {
		noneIn(BASE + ".platform").dependOnClassesThat()
			.resideInAnyPackage("io.netty..", "java.net..", "java.nio.channels..", BASE + ".server", BASE + ".tls",
					BASE)
			.check(classes);
	}

	@Test
	void nettyStaysInTheServers() {
		noneOutside(BASE + ".server", BASE + ".console").dependOnClassesThat()
			.resideInAPackage("io.netty..")
			.check(classes);
	}

	@Test
	void jsonStaysInThePlatformAndThePage() {
		noneOutside(BASE + ".platform", BASE + ".console").dependOnClassesThat()
			.resideInAPackage("tools.jackson..")
			.check(classes);
	}

	@Test
	void nobodyUsesTheCommandLine() {
		noneOutside(BASE + ".cli").dependOnClassesThat().resideInAnyPackage(BASE + ".cli", "picocli..").check(classes);
	}

	@Test
	void onlyCommandLineAndBootServeThePage() {
		noneOutside(BASE + ".console", BASE + ".cli", BOOT).dependOnClassesThat()
			.resideInAPackage(BASE + ".console")
			.check(classes);
	}

	@Test
	void nobodyUsesTheExtension() {
		noneOutside(BASE + ".junit").dependOnClassesThat()
			.resideInAnyPackage(BASE + ".junit", "org.junit..")
			.check(classes);
	}

	@Test
	void nobodyUsesTheBootIntegration() {
		noneOutside(BOOT).dependOnClassesThat().resideInAPackage(BOOT).check(classes);
	}

	@Test
	void autoConfigurationsArePublicFinalAndListed() {
		List<String> listed = ImportCandidates.load(AutoConfiguration.class, null).getCandidates();
		ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould(ArchCondition.from(DescribedPredicate.<JavaClass>describe("be listed in the imports file",
					(candidate) -> listed.contains(candidate.getName()))))
			.check(classes);
	}

	@Test
	void beanMethodsArePackagePrivate() {
		ArchRuleDefinition.methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(classes);
	}

	@Test
	void packagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching("io.linkkit.(**)").should().beFreeOfCycles().check(classes);
	}

	private static ClassesShould noneIn(String packageName) {
		return ArchRuleDefinition.noClasses().that().resideInAPackage(packageName).should();
	}

	private static ClassesShould noneOutside(String... packageNames) {
		return ArchRuleDefinition.noClasses().that().resideOutsideOfPackages(packageNames).should();
	}

}
