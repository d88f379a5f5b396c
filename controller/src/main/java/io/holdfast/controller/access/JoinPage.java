package io.holdfast.controller.access;

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

/** The page behind an invitation where an outside provider keeps the accounts. No script. */
@RestController
@Profile("keycloak")
class JoinPage {

    private final Invitations invitations;
    private final OutsideAccounts accounts;

    JoinPage(Invitations invitations, OutsideAccounts accounts) {
        this.invitations = invitations;
        this.accounts = accounts;
    }

    @GetMapping(path = "/idp/invitation", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(
            CsrfToken csrf,
            Locale locale,
            @RequestParam(defaultValue = "") String token,
            @AuthenticationPrincipal OidcUser user) {
        if (invitations.user(token).isEmpty()) {
            return lost(locale, "invitation.used");
        }
        var words = IdentityPages.words(locale);
        var form =
                """
                <p>%s <strong>%s</strong></p>
                <form method="post" action="/idp/invitation">
                <input type="hidden" name="%s" value="%s"><input type="hidden" name="token" value="%s">
                <button type="submit">%s</button></form>\
                """
                        .formatted(
                                words.getString("join.lead"),
                                HtmlUtils.htmlEscape(IdentityPages.name(user)),
                                HtmlUtils.htmlEscape(csrf.getParameterName()),
                                HtmlUtils.htmlEscape(csrf.getToken()),
                                HtmlUtils.htmlEscape(token),
                                words.getString("join.go"));
        return IdentityPages.page(locale, words.getString("invitation.title"), form);
    }

    @PostMapping(path = "/idp/invitation", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> join(
            Locale locale,
            @RequestParam(defaultValue = "") String token,
            @AuthenticationPrincipal OidcUser user) {
        try {
            accounts.join(token, user.getName());
            return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/")).build();
        } catch (Refused refused) {
            return lost(
                    locale,
                    switch (refused.code()) {
                        case "ALREADY_A_MEMBER" -> "join.member";
                        case "MEMBER_ELSEWHERE" -> "join.elsewhere";
                        default -> "invitation.used";
                    });
        }
    }

    private static ResponseEntity<String> lost(Locale locale, String key) {
        var words = IdentityPages.words(locale);
        return IdentityPages.page(
                locale,
                words.getString("invitation.title"),
                "<p class=\"lost\" role=\"alert\">" + words.getString(key) + "</p>");
    }
}
