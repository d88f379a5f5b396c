package io.holdfast.controller.web;

import io.holdfast.controller.access.Access;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The one place where the REST door says no. What was refused is recorded with who tried. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackages = "io.holdfast.controller")
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final AuditLog audit;
    private final Access access;

    Problems(AuditLog audit, Access access) {
        this.audit = audit;
        this.access = access;
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> refused(Refused refused, HttpServletRequest request) {
        int status =
                switch (refused.kind()) {
                    case INVALID -> 422;
                    case NOT_FOUND -> 404;
                    case FORBIDDEN -> 403;
                    case SHOWN_TOO_LONG_AGO -> 401;
                    case CONFLICT -> 409;
                    case STALE -> 412;
                    case PRECONDITION -> 428;
                };
        if (!refused.recorded()) {
            record(request, status, refused.code(), refused.detail());
        }
        var problem = ProblemBody.of(status, refused.code(), refused.detail(), refused.faults());
        if (refused.kind() != Refused.Kind.SHOWN_TOO_LONG_AGO) {
            return body(problem);
        }
        // RFC 9470, section 3: what a client has to ask its provider for.
        return ResponseEntity.status(status)
                .header(
                        "WWW-Authenticate",
                        "Bearer error=\"insufficient_user_authentication\","
                                + " error_description=\"A more recent authentication is"
                                + " required\", max_age=\""
                                + access.lately().toSeconds()
                                + "\"")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> unreadable(
            HttpMessageNotReadableException unreadable, HttpServletRequest request) {
        for (Throwable t = unreadable; t != null; t = t.getCause()) {
            if (t instanceof BodyLimitFilter.TooLarge large) {
                return no(
                        request,
                        413,
                        "BODY_TOO_LARGE",
                        "A request has at most " + large.limit() + " bytes.",
                        List.of());
            }
        }
        if (unreadable.getCause() instanceof UnrecognizedPropertyException unknown) {
            var detail = "There is no field \"" + unknown.getPropertyName() + "\" here.";
            return no(
                    request,
                    400,
                    "UNKNOWN_FIELD",
                    detail,
                    List.of(new Refused.Fault(pointer(unknown), "UNKNOWN_FIELD", detail)));
        }
        if (unreadable.getCause() instanceof DatabindException wrong
                && !wrong.getPath().isEmpty()) {
            var detail = "This field does not have the form the contract names.";
            return no(
                    request,
                    400,
                    "WRONG_FORM",
                    detail,
                    List.of(new Refused.Fault(pointer(wrong), "WRONG_FORM", detail)));
        }
        return no(
                request,
                400,
                "MALFORMED_JSON",
                "The body is not a JSON document of the expected form.",
                List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> notValid(
            MethodArgumentNotValidException wrong, HttpServletRequest request) {
        var faults =
                wrong.getBindingResult().getFieldErrors().stream()
                        .map(f ->
                                new Refused.Fault(
                                        "/"
                                                + f.getField()
                                                        .replaceAll("\\[(\\d+)]", "/$1")
                                                        .replace('.', '/'),
                                        "WRONG_VALUE",
                                        "This field " + f.getDefaultMessage() + "."))
                        .toList();
        return no(
                request,
                400,
                "WRONG_VALUE",
                "A field has a value the contract does not allow.",
                faults);
    }

    @ExceptionHandler({
        MethodArgumentTypeMismatchException.class,
        HandlerMethodValidationException.class
    })
    ResponseEntity<ProblemBody> wrongParameter(Exception wrong, HttpServletRequest request) {
        return no(
                request,
                400,
                "WRONG_PARAMETER",
                "A parameter of the request does not have the form the contract names.",
                List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> missingHeader(
            MissingRequestHeaderException missing, HttpServletRequest request) {
        boolean ifMatch = missing.getHeaderName().equalsIgnoreCase("If-Match");
        return no(
                request,
                ifMatch ? 428 : 400,
                ifMatch ? "IF_MATCH_MISSING" : "HEADER_MISSING",
                "Send the header " + missing.getHeaderName() + ".",
                List.of());
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> database(DataAccessException failed, HttpServletRequest request) {
        LOG.error(
                "{} {}: the database refused",
                request.getMethod(),
                request.getRequestURI(),
                failed);
        return body(
                ProblemBody.of(
                        503, "DATABASE_FAILED", "The centre's database did not do it.", List.of()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemBody> anything(Exception failed, HttpServletRequest request) {
        if (failed instanceof ErrorResponse known) {
            var status = HttpStatus.valueOf(known.getStatusCode().value());
            return no(
                    request,
                    status.value(),
                    status.name(),
                    status.getReasonPhrase() + ".",
                    List.of());
        }
        LOG.error("{} {}: failed", request.getMethod(), request.getRequestURI(), failed);
        return body(
                ProblemBody.of(500, "FAILED", "The centre failed; its log says why.", List.of()));
    }

    private ResponseEntity<ProblemBody> no(
            HttpServletRequest request,
            int status,
            String code,
            String detail,
            List<Refused.Fault> faults) {
        record(request, status, code, detail);
        return body(ProblemBody.of(status, code, detail, faults));
    }

    /**
     * A question that only has a wrong form is not recorded; one for what is not here is, since it
     * may be another organisation's.
     */
    private void record(HttpServletRequest request, int status, String code, String detail) {
        boolean nothingAsked = request.getMethod().equals("GET") && status != 403 && status != 404;
        if (Acting.current().isEmpty() || nothingAsked) {
            return;
        }
        try {
            audit.refused(
                    "request",
                    "path:" + request.getRequestURI(),
                    code,
                    detail,
                    Map.of("method", request.getMethod(), "status", status));
        } catch (RuntimeException e) {
            LOG.error("a refused attempt could not be recorded: {}", code, e);
        }
    }

    private static String pointer(DatabindException wrong) {
        var pointer = new StringBuilder();
        for (JacksonException.Reference step : wrong.getPath()) {
            pointer.append('/')
                    .append(
                            step.getPropertyName() != null
                                    ? step.getPropertyName()
                                    : step.getIndex());
        }
        return pointer.toString();
    }

    private static ResponseEntity<ProblemBody> body(ProblemBody body) {
        return ResponseEntity.status(body.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
