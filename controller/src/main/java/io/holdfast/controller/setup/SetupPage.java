package io.holdfast.controller.setup;

import io.holdfast.controller.access.IdentityPages;
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

/** The page behind the set-up link. */
@RestController
@Profile("!keycloak")
class SetupPage {

    private final SetupLink link;

    SetupPage(SetupLink link) {
        this.link = link;
    }

    @GetMapping(path = "/idp/setup", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(
            CsrfToken csrf, Locale locale, @RequestParam(defaultValue = "") String token) {
        var words = IdentityPages.words(locale);
        var title = words.getString("setup.title");
        if (!link.valid(token)) {
            return IdentityPages.page(
                    locale, title, "<p class=\"lost\">" + words.getString("setup.used") + "</p>");
        }
        return IdentityPages.page(locale, title, form(csrf, locale, token, ""));
    }

    @PostMapping(path = "/idp/setup", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> setUp(
            CsrfToken csrf,
            Locale locale,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String organization,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request) {
        // Not as parameters of the method: those are written down by a log at its finest.
        var password = Objects.requireNonNullElse(request.getParameter("password"), "");
        var repeat = Objects.requireNonNullElse(request.getParameter("repeat"), "");
        var words = IdentityPages.words(locale);
        boolean complete = !organization.isBlank() && !name.isBlank() && password.equals(repeat);
        if (complete && organization.length() <= 100 && name.length() <= 100) {
            try {
                link.setUp(token, organization.strip(), user, name.strip(), password);
                return ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/idp/login?ready"))
                        .build();
            } catch (Refused refused) {
                if (refused.code().equals("SETUP_LINK_USED")) {
                    return page(csrf, locale, token);
                }
            }
        }
        var wrong = "<p class=\"lost\" role=\"alert\">" + words.getString("setup.wrong") + "</p>";
        return IdentityPages.page(
                locale, words.getString("setup.title"), form(csrf, locale, token, wrong));
    }

    private static String form(CsrfToken csrf, Locale locale, String token, String message) {
        var words = IdentityPages.words(locale);
        return """
        %s<p>%s</p>
        <form method="post" action="/idp/setup">
        <input type="hidden" name="%s" value="%s"><input type="hidden" name="token" value="%s">
        <label for="organization">%s</label><input id="organization" name="organization" required maxlength="100">
        <label for="user">%s</label><input id="user" name="user" required maxlength="63" autocomplete="username">
        <label for="name">%s</label><input id="name" name="name" required maxlength="100" autocomplete="name">
        <label for="password">%s</label>
        <input id="password" name="password" type="password" required minlength="12" maxlength="200" autocomplete="new-password">
        <label for="repeat">%s</label>
        <input id="repeat" name="repeat" type="password" required minlength="12" maxlength="200" autocomplete="new-password">
        <button type="submit">%s</button></form>\
        """
                .formatted(
                        message,
                        words.getString("setup.lead"),
                        HtmlUtils.htmlEscape(csrf.getParameterName()),
                        HtmlUtils.htmlEscape(csrf.getToken()),
                        HtmlUtils.htmlEscape(token),
                        words.getString("setup.organization"),
                        words.getString("setup.user"),
                        words.getString("setup.display"),
                        words.getString("setup.password"),
                        words.getString("setup.repeat"),
                        words.getString("setup.go"));
    }
}
