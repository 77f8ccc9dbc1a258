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

package io.linkkit.boot.autoconfigure;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.Bean;

/**
 * Holds this module to the rules that Spring Boot has for its own auto-configurations.
 */
@AnalyzeClasses(packages = "io.linkkit", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

	private static final String HERE = "io.linkkit.boot..";

	@ArchTest
	final ArchRule autoConfigurationsArePublicFinalAndListed = ArchRuleDefinition.classes()
		.that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL)
		.andShould(beListedInTheImportsFile());

	@ArchTest
	final ArchRule beanMethodsArePackagePrivate = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	final ArchRule beanMethodsAreNotConditionalOnClasses = ArchRuleDefinition.noMethods()
		.that()
		.areAnnotatedWith(Bean.class)
		.should()
		.beAnnotatedWith(ConditionalOnClass.class);

	@ArchTest
	final ArchRule missingBeansAreNamedOnlyWhereTheReturnTypeDoesNotSayIt = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(ConditionalOnMissingBean.class)
		.should(notNameTheirOwnReturnType());

	@ArchTest
	final ArchRule postProcessorsAreMadeByStaticMethods = ArchRuleDefinition.methods()
		.that()
		.areAnnotatedWith(Bean.class)
		.and()
		.haveRawReturnType(DescribedPredicate.or(JavaClass.Predicates.assignableTo(BeanPostProcessor.class),
				JavaClass.Predicates.assignableTo(BeanFactoryPostProcessor.class)))
		.should()
		.beStatic()
		.allowEmptyShould(true);

	@ArchTest
	final ArchRule failureAnalyzersArePackagePrivate = ArchRuleDefinition.classes()
		.that()
		.areAssignableTo(FailureAnalyzer.class)
		.and()
		.resideInAPackage(HERE)
		.should()
		.bePackagePrivate();

	@ArchTest
	final ArchRule coreDoesNotKnowThisModule = ArchRuleDefinition.noClasses()
		.that()
		.resideOutsideOfPackage(HERE)
		.should()
		.dependOnClassesThat()
		.resideInAPackage(HERE);

	@ArchTest
	final ArchRule packagesAreNotSplit = ArchRuleDefinition.classes()
		.that(comeFromThisModule())
		.should()
		.resideInAPackage(HERE);

	@ArchTest
	final ArchRule pahoStaysInTheCore = ArchRuleDefinition.noClasses()
		.that()
		.resideInAPackage(HERE)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.eclipse.paho..");

	private static DescribedPredicate<JavaClass> comeFromThisModule() {
		return DescribedPredicate.describe("come from this module",
				(candidate) -> candidate.getSource()
					.map((source) -> source.getUri().getPath() != null
							&& source.getUri().getPath().contains("linkkit-spring-boot-autoconfigure/"))
					.orElse(false));
	}

	private static ArchCondition<JavaClass> beListedInTheImportsFile() {
		List<String> listed = ImportCandidates.load(AutoConfiguration.class, null).getCandidates();
		return ArchCondition.from(DescribedPredicate.<JavaClass>describe("be listed in the imports file",
				(candidate) -> listed.contains(candidate.getName())));
	}

	private static ArchCondition<JavaMethod> notNameTheirOwnReturnType() {
		return ArchCondition
			.from(DescribedPredicate.<JavaMethod>describe("not name their own return type", (method) -> {
				Class<?>[] named = method.getAnnotationOfType(ConditionalOnMissingBean.class).value();
				return named.length != 1 || !method.getRawReturnType().isEquivalentTo(named[0]);
			}));
	}

}
