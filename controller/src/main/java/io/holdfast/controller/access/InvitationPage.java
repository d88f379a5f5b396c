package io.holdfast.controller.access;

import io.holdfast.controller.scope.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page behind an invitation: somebody chooses a password. No script. */
@RestController
@Profile("!keycloak")
class InvitationPage {

    private final Invitations invitations;
    private final Accounts accounts;

    InvitationPage(Invitations invitations, Accounts accounts) {
        this.invitations = invitations;
        this.accounts = accounts;
    }

    @GetMapping(path = "/idp/invitation", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(
            CsrfToken csrf, Locale locale, @RequestParam(defaultValue = "") String token) {
        return page(csrf, locale, token, "");
    }

    private ResponseEntity<String> page(
            CsrfToken csrf, Locale locale, String token, String message) {
        var words = IdentityPages.words(locale);
        var body =
                invitations
                        .user(token)
                        .map(user -> form(csrf, locale, token, user, message))
                        .orElse("<p class=\"lost\">" + words.getString("invitation.used") + "</p>");
        return IdentityPages.page(locale, words.getString("invitation.title"), body);
    }

    @PostMapping(path = "/idp/invitation", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> choose(
            CsrfToken csrf,
            Locale locale,
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request) {
        // Not as parameters of the method: those are written down by a log at its finest.
        var password = Objects.requireNonNullElse(request.getParameter("password"), "");
        var repeat = Objects.requireNonNullElse(request.getParameter("repeat"), "");
        if (password.equals(repeat)) {
            try {
                accounts.join(token, password);
                return ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/idp/login?ready"))
                        .build();
            } catch (Refused refused) {
                if (refused.code().equals("INVITATION_USED")) {
                    return page(csrf, locale, token, "");
                }
            }
        }
        var words = IdentityPages.words(locale);
        return page(
                csrf,
                locale,
                token,
                "<p class=\"lost\" role=\"alert\">" + words.getString("invitation.wrong") + "</p>");
    }

    private static String form(
            CsrfToken csrf, Locale locale, String token, String user, String message) {
        var words = IdentityPages.words(locale);
        return """
        %s<p>%s <strong>%s</strong></p>
        <form method="post" action="/idp/invitation">
        <input type="hidden" name="%s" value="%s"><input type="hidden" name="token" value="%s">
        <input type="hidden" name="username" autocomplete="username" value="%s">
        <label for="password">%s</label>
        <input id="password" name="password" type="password" required minlength="12" maxlength="200" autocomplete="new-password">
        <label for="repeat">%s</label>
        <input id="repeat" name="repeat" type="password" required minlength="12" maxlength="200" autocomplete="new-password">
        <button type="submit">%s</button></form>\
        """
                .formatted(
                        message,
                        words.getString("invitation.lead"),
                        HtmlUtils.htmlEscape(user),
                        HtmlUtils.htmlEscape(csrf.getParameterName()),
                        HtmlUtils.htmlEscape(csrf.getToken()),
                        HtmlUtils.htmlEscape(token),
                        HtmlUtils.htmlEscape(user),
                        words.getString("setup.password"),
                        words.getString("setup.repeat"),
                        words.getString("invitation.go"));
    }
}
