package io.holdfast.controller.access.identity;

import io.holdfast.controller.access.IdentityPages;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/** The page where a person logs in to the embedded identity provider. No script. */
@RestController
@Profile("!keycloak")
class LoginPage {

    @GetMapping(path = "/idp/login", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> login(
            CsrfToken csrf,
            Locale locale,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String wait,
            @RequestParam(required = false) @Nullable String ready) {
        var words = IdentityPages.words(locale);
        var message =
                error != null
                        ? said("lost", "alert", words.getString("login.wrong"))
                        : wait != null
                                ? said("lost", "alert", words.getString("login.wait"))
                                : ready != null
                                        ? said("ok", "status", words.getString("setup.done"))
                                        : "";
        var form =
                """
                %s
                <form method="post" action="/idp/login">
                <input type="hidden" name="%s" value="%s">
                <label for="username">%s</label>
                <input id="username" name="username" autocomplete="username" required autofocus maxlength="100">
                <label for="password">%s</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
                <button type="submit">%s</button>
                </form>\
                """
                        .formatted(
                                message,
                                HtmlUtils.htmlEscape(csrf.getParameterName()),
                                HtmlUtils.htmlEscape(csrf.getToken()),
                                words.getString("login.name"),
                                words.getString("login.password"),
                                words.getString("login.go"));
        return IdentityPages.page(locale, words.getString("login.title"), form);
    }

    private static String said(String look, String role, String sentence) {
        return "<p class=\"" + look + "\" role=\"" + role + "\">" + sentence + "</p>";
    }

    @GetMapping(path = "/idp/style.css", produces = "text/css")
    ResponseEntity<byte[]> style() throws java.io.IOException {
        try (var in = LoginPage.class.getResourceAsStream("/io/holdfast/controller/identity.css")) {
            if (in == null) {
                return ResponseEntity.notFound().build();
            }
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(java.time.Duration.ofHours(1)))
                    .body(in.readAllBytes());
        }
    }
}
