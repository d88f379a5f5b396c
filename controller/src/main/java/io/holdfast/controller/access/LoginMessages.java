package io.holdfast.controller.access;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is said to somebody who cannot log in now, and why. No script, and nobody need be logged in.
 */
@RestController
public class LoginMessages {

    /** The identity provider does not answer. */
    public static final String UNREACHABLE = "/idp/unreachable";

    /** A login that was begun did not come to its end. */
    public static final String FAILED = "/idp/login-failed";

    /** Logged out here, while the provider could not be told. */
    public static final String LOGGED_OUT = "/idp/logged-out";

    /** Somebody ended the login. */
    public static final String ENDED = "/idp/login-ended";

    /** A login that asks who it is, also of somebody who is logged in at the provider. */
    private static final String ONCE_MORE = "/oauth2/authorization/idp?again=%2F";

    /** Answered to everybody. */
    public static String[] forAll() {
        return new String[] {UNREACHABLE, FAILED, LOGGED_OUT, ENDED, "/idp/style.css"};
    }

    @GetMapping(path = UNREACHABLE, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> unreachable(Locale locale) {
        return said(locale, HttpStatus.SERVICE_UNAVAILABLE, "unreachable");
    }

    @GetMapping(path = FAILED, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> failed(Locale locale) {
        return said(locale, HttpStatus.UNAUTHORIZED, "failed");
    }

    @GetMapping(path = LOGGED_OUT, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> loggedOut(Locale locale) {
        return said(locale, HttpStatus.OK, "loggedout");
    }

    /** The way back leads through the provider, which asks: what was shown before is over. */
    @GetMapping(path = ENDED, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> ended(Locale locale) {
        return said(locale, HttpStatus.OK, "ended", ONCE_MORE);
    }

    private static ResponseEntity<String> said(Locale locale, HttpStatus status, String what) {
        return said(locale, status, what, "/");
    }

    private static ResponseEntity<String> said(
            Locale locale, HttpStatus status, String what, String again) {
        var words = IdentityPages.words(locale);
        var body =
                "<p class=\"lost\" role=\"alert\">%s</p><p>%s</p><p><a href=\"%s\">%s</a></p>"
                        .formatted(
                                words.getString(what + ".what"),
                                words.getString(what + ".then"),
                                again,
                                words.getString("login.again"));
        var page = IdentityPages.page(locale, words.getString(what + ".title"), body);
        return ResponseEntity.status(status).headers(page.getHeaders()).body(page.getBody());
    }

    @GetMapping(path = "/idp/style.css", produces = "text/css")
    ResponseEntity<byte[]> style() throws IOException {
        try (var in =
                LoginMessages.class.getResourceAsStream("/io/holdfast/controller/identity.css")) {
            if (in == null) {
                return ResponseEntity.notFound().build();
            }
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                    .body(in.readAllBytes());
        }
    }
}
