package io.holdfast.controller.setup;

import io.holdfast.controller.access.IdentityPages;
import io.holdfast.controller.scope.Refused;
import java.net.URI;
import java.util.Locale;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * The page behind the set-up link where an outside provider keeps the accounts: whoever has the
 * link and has logged in there is the first administrator.
 */
@RestController
@Profile("keycloak")
class FirstAdministratorPage {

    private final SetupLink link;

    FirstAdministratorPage(SetupLink link) {
        this.link = link;
    }

    @GetMapping(path = "/idp/setup", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(
            CsrfToken csrf,
            Locale locale,
            @RequestParam(defaultValue = "") String token,
            @AuthenticationPrincipal OidcUser user) {
        var words = IdentityPages.words(locale);
        if (!link.valid(token)) {
            return used(locale);
        }
        var form =
                """
                <p>%s</p><p>%s <strong>%s</strong></p>
                <form method="post" action="/idp/setup">
                <input type="hidden" name="%s" value="%s"><input type="hidden" name="token" value="%s">
                <label for="organization">%s</label>
                <input id="organization" name="organization" required maxlength="100" autofocus>
                <button type="submit">%s</button></form>\
                """
                        .formatted(
                                words.getString("setup.lead"),
                                words.getString("join.lead"),
                                HtmlUtils.htmlEscape(IdentityPages.name(user)),
                                HtmlUtils.htmlEscape(csrf.getParameterName()),
                                HtmlUtils.htmlEscape(csrf.getToken()),
                                HtmlUtils.htmlEscape(token),
                                words.getString("setup.organization"),
                                words.getString("setup.go"));
        return IdentityPages.page(locale, words.getString("setup.title"), form);
    }

    @PostMapping(path = "/idp/setup", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> setUp(
            CsrfToken csrf,
            Locale locale,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String organization,
            @AuthenticationPrincipal OidcUser user) {
        if (organization.isBlank() || organization.length() > 100) {
            return page(csrf, locale, token, user);
        }
        try {
            link.setUpFor(token, organization.strip(), user.getName(), IdentityPages.name(user));
            return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/")).build();
        } catch (Refused refused) {
            return used(locale);
        }
    }

    private static ResponseEntity<String> used(Locale locale) {
        var words = IdentityPages.words(locale);
        return IdentityPages.page(
                locale,
                words.getString("setup.title"),
                "<p class=\"lost\" role=\"alert\">" + words.getString("setup.used") + "</p>");
    }
}
