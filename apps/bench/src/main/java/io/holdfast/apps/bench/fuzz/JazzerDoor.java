package io.holdfast.apps.bench.fuzz;

/** Where Jazzer comes in, in a process of its own: the names of these two methods are its own. */
public final class JazzerDoor {

    /** The switch that breaks the check: a reader that cannot stand an opening bracket. */
    static final String PLANTED = "holdfast.fuzz.planted";

    private static Target target = Target.XML;

    private JazzerDoor() {}

    /** Says which target. */
    public static void fuzzerInitialize(String[] words) {
        target = Target.named(words[0]).orElseThrow();
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (Boolean.getBoolean(PLANTED) && bytes.length > 2 && bytes[0] == '<') {
            throw new IllegalStateException("planted");
        }
        target.take(bytes);
    }
}
