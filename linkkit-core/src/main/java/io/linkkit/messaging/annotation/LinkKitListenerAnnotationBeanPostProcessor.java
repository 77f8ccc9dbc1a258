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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Finds methods marked with {@link LinkKitListener} or {@link LinkKitRrpcHandler} and
 * registers them, all together when all singletons are there, and those of beans that
 * come later as they come.
 */
public class LinkKitListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, SmartInitializingSingleton, BeanFactoryAware, Ordered {

	/**
	 * Name of the bean.
	 */
	public static final String BEAN_NAME = "io.linkkit.messaging.annotation.internalListenerAnnotationProcessor";

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	private final List<MarkedMethod> found = new ArrayList<>();

	private @Nullable ConfigurableBeanFactory beanFactory;

	private @Nullable EndpointRegistrar registrar;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		Assert.isInstanceOf(ConfigurableBeanFactory.class, beanFactory, "'beanFactory' must be configurable");
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
	}

	/**
	 * Come after those who make proxies.
	 */
	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		if (bean instanceof AopInfrastructureBean || this.withoutListeners.contains(type)) {
			return bean;
		}
		Map<Method, Set<Annotation>> methods = markedMethods(type);
		if (methods.isEmpty()) {
			this.withoutListeners.add(type);
		}
		methods.forEach((method, annotations) -> {
			Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
			annotations.forEach((annotation) -> add(new MarkedMethod(bean, beanName, invocable, annotation)));
		});
		return bean;
	}

	private static Map<Method, Set<Annotation>> markedMethods(Class<?> type) {
		if (isOfSpring(type)
				|| !AnnotationUtils.isCandidateClass(type, List.of(LinkKitListener.class, LinkKitRrpcHandler.class))) {
			return Map.of();
		}
		MethodIntrospector.MetadataLookup<@Nullable Set<Annotation>> lookup = (method) -> {
			Set<Annotation> annotations = new LinkedHashSet<>(AnnotatedElementUtils
				.getMergedRepeatableAnnotations(method, LinkKitListener.class, LinkKitListeners.class));
			annotations.addAll(AnnotatedElementUtils.getAllMergedAnnotations(method, LinkKitRrpcHandler.class));
			return annotations.isEmpty() ? null : annotations;
		};
		return MethodIntrospector.selectMethods(type, lookup);
	}

	// most beans of an application, and none of them listens to a device
	private static boolean isOfSpring(Class<?> type) {
		return type.getName().startsWith("org.springframework.")
				&& !AnnotatedElementUtils.isAnnotated(type, Component.class);
	}

	private void add(MarkedMethod method) {
		EndpointRegistrar ready;
		synchronized (this.found) {
			ready = this.registrar;
			if (ready == null) {
				this.found.add(method);
				return;
			}
		}
		ready.register(method);
	}

	@Override
	public void afterSingletonsInstantiated() {
		List<MarkedMethod> all;
		synchronized (this.found) {
			this.registrar = new EndpointRegistrar(beanFactory());
			all = List.copyOf(this.found);
			this.found.clear();
		}
		all.forEach(this.registrar::register);
	}

	private ConfigurableBeanFactory beanFactory() {
		Assert.state(this.beanFactory != null, "No bean factory is set");
		return this.beanFactory;
	}

}
