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

package io.linkkit.messaging.listener;

import java.util.stream.Collectors;

import io.linkkit.mqtt.InboundMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Logs failures, with the stack trace of what a listener threw, but without anything that
 * a message said.
 */
final class LoggingErrorHandler implements LinkKitListenerErrorHandler {

	private static final Log logger = LogFactory.getLog(LoggingErrorHandler.class);

	@Override
	public void handleError(InboundMessage message, ListenerExecutionFailedException failure) {
		Throwable cause = failure.getCause();
		if (cause instanceof MethodArgumentNotValidException invalid) {
			// the exception quotes the values it rejects
			logger.error(failure.getMessage() + ": " + broken(invalid.getBindingResult()));
		}
		else if (cause instanceof MessageConversionException) {
			logger.error(failure.getMessage() + ": " + cause.getMessage());
		}
		else {
			logger.error(failure.getMessage(), cause);
		}
	}

	private static String broken(@Nullable BindingResult result) {
		if (result == null) {
			return "the payload is not valid";
		}
		return result.getAllErrors()
			.stream()
			.map(LoggingErrorHandler::broken)
			.collect(Collectors.joining(", ", "the payload is not valid: ", ""));
	}

	private static String broken(ObjectError error) {
		String what = (error instanceof FieldError field) ? field.getField() : error.getObjectName();
		return what + ((error.getCode() != null) ? " breaks " + error.getCode() : " is missing");
	}

}
