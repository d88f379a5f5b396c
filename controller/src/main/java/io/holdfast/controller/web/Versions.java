package io.holdfast.controller.web;

import io.holdfast.controller.scope.Refused;
import org.jspecify.annotations.Nullable;

/** Versions as strong entity tags (RFC 9110 section 8.8.3): the row's version in quotes. */
public final class Versions {

    private Versions() {}

    public static String tag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The version a caller read before it decided to change something.
     *
     * @throws Refused 428 without the header, 412 if it is not a version of ours
     */
    public static long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Refused(
                    Refused.Kind.PRECONDITION,
                    "IF_MATCH_MISSING",
                    "Send the entity tag you read in the header If-Match.");
        }
        var text = ifMatch.trim();
        if (!text.matches("\"[0-9]{1,18}\"")) {
            throw new Refused(
                    Refused.Kind.STALE,
                    "VERSION_CHANGED",
                    "The header If-Match is not a current tag.");
        }
        return Long.parseLong(text.substring(1, text.length() - 1));
    }
}
