package io.holdfast.controller.web;

import io.holdfast.controller.access.People;
import io.holdfast.controller.audit.AuditLog;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says no where no controller runs yet: no token, a token that is not valid, a body that is too
 * large.
 */
@Component
class ProblemWriter implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);

    private final JsonMapper json;
    private final AuditLog audit;
    private final People people;

    ProblemWriter(JsonMapper json, AuditLog audit, People people) {
        this.json = json;
        this.audit = audit;
        this.people = people;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof ProviderTokens.Silent) {
            response.setHeader("Retry-After", "30");
            write(
                    response,
                    503,
                    "IDENTITY_PROVIDER_SILENT",
                    "The token cannot be checked: the identity provider does not answer.",
                    List.of());
            return;
        }
        boolean invalid = why instanceof InvalidBearerTokenException;
        boolean expired = invalid && String.valueOf(why.getMessage()).contains("expired");
        var code = expired ? "TOKEN_EXPIRED" : invalid ? "TOKEN_NOT_VALID" : "TOKEN_MISSING";
        var detail =
                expired
                        ? "The access token has expired; get a new one."
                        : invalid
                                ? "The access token is not valid here."
                                : "Send an access token: Authorization: Bearer ...";
        response.setHeader(
                "WWW-Authenticate", invalid ? "Bearer error=\"invalid_token\"" : "Bearer");
        recordUnknown(request, code, detail, invalid ? claimedSubject(request) : "");
        write(response, 401, code, detail, List.of());
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        write(response, 403, "NOT_PERMITTED", "This is not offered to you.", List.of());
    }

    void write(
            HttpServletResponse response,
            int status,
            String code,
            String detail,
            List<Refused.Fault> errors)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getOutputStream()
                .write(json.writeValueAsBytes(ProblemBody.of(status, code, detail, errors)));
    }

    /**
     * An attempt by nobody we know. What the token claims is written as a claim; if the claimed
     * identity has an organisation, the entry stands in that organisation's log, else in the
     * installation's.
     */
    void recordUnknown(HttpServletRequest request, String code, String detail, String claimed) {
        try {
            var organization =
                    claimed.isEmpty()
                            ? OrganizationId.INSTALLATION
                            : people.organizationsOf(issuer(request), claimed).stream()
                                    .findFirst()
                                    .orElse(OrganizationId.INSTALLATION);
            people.directoryOf(organization);
            Acting.run(
                    Caller.unknown(organization, claimed),
                    () ->
                            Acting.through(
                                    Door.of(request),
                                    () -> {
                                        audit.refused(
                                                "request",
                                                "path:" + request.getRequestURI(),
                                                code,
                                                detail,
                                                Map.of("method", request.getMethod()));
                                        return true;
                                    }));
        } catch (RuntimeException e) {
            LOG.error(
                    "a refused attempt could not be recorded: {} {}",
                    code,
                    request.getRequestURI(),
                    e);
        }
    }

    /** Who the token says it is, unchecked. */
    String subject(HttpServletRequest request) {
        return claimedSubject(request);
    }

    private static String issuer(HttpServletRequest request) {
        return claim(request, "iss");
    }

    private static String claimedSubject(HttpServletRequest request) {
        return claim(request, "sub");
    }

    private static String claim(HttpServletRequest request, String name) {
        var header = request.getHeader("Authorization");
        if (header == null || header.length() > 8192) {
            return "";
        }
        try {
            var claims =
                    com.nimbusds.jwt.JWTParser.parse(header.substring("Bearer ".length()).trim());
            var value = claims.getJWTClaimsSet().getStringClaim(name);
            return value == null || value.length() > 200 ? "" : value;
        } catch (java.text.ParseException | RuntimeException e) {
            return "";
        }
    }
}
