package io.holdfast.controller.access;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** What the login and the set-up page share: frame and words. Server-rendered, without script. */
public final class IdentityPages {

    /** These pages run no script and load nothing from elsewhere. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none';"
                    + " base-uri 'none'";

    private static final int LONGEST_NAME = 100;

    private IdentityPages() {}

    /** The words of these pages in the reader's language, else in English. */
    public static ResourceBundle words(Locale locale) {
        return ResourceBundle.getBundle(
                "io.holdfast.controller.identity",
                locale.getLanguage().equals("de") ? Locale.GERMAN : Locale.ENGLISH,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** What the provider calls somebody, cut to what a member's name may be. */
    public static String name(OidcUser user) {
        var known = user.getName();
        for (var name : new @Nullable String[] {user.getPreferredUsername(), user.getFullName()}) {
            known = name == null || name.isBlank() ? known : name;
        }
        var plain = known.strip().replaceAll("\\p{Cntrl}", "");
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }

    /** A whole page in the look of the dashboard, never kept by a cache. */
    public static ResponseEntity<String> page(Locale locale, String title, String body) {
        var html =
                """
                <!doctype html>
                <html lang="%s">
                <head><meta charset="utf-8"><title>%s - Holdfast</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/idp/style.css"></head>
                <body><main><p class="name">Holdfast</p><h1>%s</h1>
                %s
                </main></body></html>
                """
                        .formatted(
                                locale.getLanguage().equals("de") ? "de" : "en",
                                title,
                                title,
                                body);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .body(html);
    }
}
