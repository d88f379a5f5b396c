package io.holdfast.auditlog;

import io.holdfast.auditlog.AuditVerdict.Fault;
import io.holdfast.auditlog.AuditVerdict.Kind;
import java.util.ArrayList;
import java.util.List;

/** What a verifier found, the first ones; the others are counted. */
final class Faults {

    private static final int MOST = 100;

    private final List<Fault> first = new ArrayList<>();
    private long more;

    void add(Kind kind, long from, long to, String detail) {
        if (first.size() < MOST) {
            first.add(new Fault(kind, from, to, detail));
        } else {
            more++;
        }
    }

    List<Fault> first() {
        return first;
    }

    long more() {
        return more;
    }
}
