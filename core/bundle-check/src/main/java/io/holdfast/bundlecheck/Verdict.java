package io.holdfast.bundlecheck;

/** What a site would make of a bundle. */
public sealed interface Verdict {

    /** The site takes it. */
    record Acceptable(Risk risk) implements Verdict {}

    /** It is the state the site has; nothing happens. */
    record InForceAlready() implements Verdict {}

    /**
     * The site does not take it.
     *
     * @param code stable, upper snake case, as in the table of docs/formats/bundle.md
     * @param reason one sentence in English
     */
    record Refused(String code, String reason) implements Verdict {}
}
