package io.holdfast.sitelink;

import io.holdfast.auditlog.witness.ShownHead;

/** What the centre says of its audit log to a site that can keep heads of it. */
public sealed interface LogWord {

    /** Nothing; a centre that knows of no witness says it, and is told nothing of one. */
    record Silent() implements LogWord {}

    /**
     * There is nothing newer to keep.
     *
     * @param has number of the newest statement of the site that is on disk here, 0 if none
     */
    record Hears(long has) implements LogWord {}

    /**
     * The newest head, to be kept.
     *
     * @param has number of the newest statement of the site that is on disk here, 0 if none
     */
    record Shows(long has, ShownHead head) implements LogWord {}
}
