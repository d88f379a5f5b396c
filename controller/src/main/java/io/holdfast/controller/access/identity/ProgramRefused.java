package io.holdfast.controller.access.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * A program that did not show its secret: answered as RFC 6749 section 5.2 has it, and recorded,
 * once in a quarter of an hour for each id.
 */
final class ProgramRefused implements AuthenticationFailureHandler {

    private final PasswordGuesses guesses;
    private final LoginJournal journal;

    ProgramRefused(PasswordGuesses guesses, LoginJournal journal) {
        this.guesses = guesses;
        this.journal = journal;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        var claimed = Clients.subjectOf(claimed(request));
        if (guesses.firstTurnedAway(claimed)) {
            journal.refused(
                    claimed,
                    request.getRemoteAddr(),
                    "PROGRAM_NOT_KNOWN",
                    "No program has this id and this secret.");
        }
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream()
                .write("{\"error\":\"invalid_client\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** The id the program says it has, unchecked. */
    private static String claimed(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        if (header == null || !header.startsWith("Basic ") || header.length() > 2000) {
            return Objects.requireNonNullElse(request.getParameter("client_id"), "");
        }
        try {
            var pair =
                    new String(
                            Base64.getDecoder().decode(header.substring("Basic ".length()).trim()),
                            StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? pair : pair.substring(0, colon);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
