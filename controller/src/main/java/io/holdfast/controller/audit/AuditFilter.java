package io.holdfast.controller.audit;

/**
 * Which entries are asked for; an empty text asks for all.
 *
 * @param actor who, whole
 * @param action how the action begins, as in change.
 * @param outcome ALLOWED or REFUSED
 */
public record AuditFilter(String actor, String action, String outcome) {

    /** Every entry. */
    public static final AuditFilter ALL = new AuditFilter("", "", "");
}
