package io.holdfast.controller.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;

/**
 * Writes of a request that was refused only what kind of refusal it was: the sentences of parsers
 * and validators quote what was sent, and that may be a password in the wrong field.
 */
@Component
class QuietExceptions implements WebMvcRegistrations {

    @Override
    public ExceptionHandlerExceptionResolver getExceptionHandlerExceptionResolver() {
        return new ExceptionHandlerExceptionResolver() {
            @Override
            protected String buildLogMessage(Exception failed, HttpServletRequest request) {
                return "Resolved [" + failed.getClass().getName() + "]";
            }
        };
    }
}
