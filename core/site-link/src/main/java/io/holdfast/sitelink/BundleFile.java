package io.holdfast.sitelink;

import io.holdfast.core.Bytes;

/**
 * A bundle on its way by hand: the same bytes as on the link, in a file. What is in it is judged by
 * the same {@link Acceptance}; a file only adds that it may be no bundle at all.
 */
public final class BundleFile {

    /** No file is larger. */
    public static final int LIMIT = WireJson.LIMIT;

    private BundleFile() {}

    /** What a file turned out to be. */
    public sealed interface Opened {
        record Whole(Bundle bundle) implements Opened {}

        /** Not a bundle; it has no number that could be told. */
        record None(Judgement.Refused refused) implements Opened {}
    }

    /** The file of a bundle. */
    public static Bytes write(Bundle bundle) {
        return WireJson.write(bundle);
    }

    /** Opens a file. */
    public static Opened open(byte[] file) {
        if (file.length > LIMIT) {
            return none("BUNDLE_TOO_LARGE", file.length + " bytes where " + LIMIT + " are allowed");
        }
        try {
            return new Opened.Whole(WireJson.read(Bundle.class, file, LIMIT));
        } catch (MalformedMessage e) {
            return none("BUNDLE_MALFORMED", String.valueOf(e.getMessage()));
        }
    }

    private static Opened none(String code, String reason) {
        return new Opened.None(new Judgement.Refused(0, 0, code, reason));
    }
}
