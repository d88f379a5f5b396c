package io.holdfast.controller.scope;

import java.util.List;

/**
 * A use case says no. It carries what every door shows: a kind, a code that is never translated,
 * one sentence, and the fields at fault. Nothing was stored.
 */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of no; each door has one place that maps it. */
    public enum Kind {
        /** What was sent cannot be. */
        INVALID,
        /** No such thing in this organisation. */
        NOT_FOUND,
        /** The caller may not. */
        FORBIDDEN,
        /** The caller may, after logging in once more. */
        SHOWN_TOO_LONG_AGO,
        /** Not in this state. */
        CONFLICT,
        /** It has changed since it was read. */
        STALE,
        /** A precondition is missing. */
        PRECONDITION
    }

    /**
     * One field at fault.
     *
     * @param pointer JSON pointer (RFC 6901) into what was sent, empty if it is about the whole
     */
    public record Fault(String pointer, String code, String detail) {}

    private final Kind kind;
    private final String code;
    private final transient List<Fault> faults;
    private boolean recorded;

    public Refused(Kind kind, String code, String detail, List<Fault> faults) {
        super(detail);
        this.kind = kind;
        this.code = code;
        this.faults = List.copyOf(faults);
    }

    public Refused(Kind kind, String code, String detail) {
        this(kind, code, detail, List.of());
    }

    public static Refused invalid(String pointer, String code, String detail) {
        return new Refused(Kind.INVALID, code, detail, List.of(new Fault(pointer, code, detail)));
    }

    public static Refused notFound(String what, String id) {
        return new Refused(
                Kind.NOT_FOUND, "NOT_FOUND", "There is no " + what + " \"" + id + "\" here.");
    }

    public static Refused conflict(String code, String detail) {
        return new Refused(Kind.CONFLICT, code, detail);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<Fault> faults() {
        return faults;
    }

    /** Whether the audit log already has it. */
    public boolean recorded() {
        return recorded;
    }

    public void markRecorded() {
        recorded = true;
    }
}
