package io.holdfast.core.local;

/**
 * What is done with what the centre says of a device at which somebody decided at the site
 * (site-link.md, "Conflicts"). The same function at the site, which acts by it, and at the centre,
 * which checks it (invariant I16). It never merges (rulings D10), and it never takes back by itself
 * what a person did: that needs a person who saw it.
 */
public sealed interface LocalDecision {

    /** The centre's word is applied, in its window. */
    record TakeCentral(Because because) implements LocalDecision {}

    /** The device goes on as it is, and the centre's word waits for a person's answer. */
    record KeepLocal(Because because) implements LocalDecision {}

    /** A hold is open: the centre's word is kept, and nothing is decided about it yet. */
    record Held() implements LocalDecision {}

    /** Why. */
    enum Because {
        /** Nobody decided anything here. */
        NOTHING_LOCAL,
        /** The centre says what was done here. */
        AGREES,
        /** What is said means that what was done here stays done. */
        ADOPTED,
        /** A person at the centre saw exactly what was done here, and decided to replace it. */
        ANSWERED,
        /** It has to be applied whatever was decided here, as a revocation. */
        MUST_APPLY,
        /** The centre says what it said before: it does not know, or has not answered yet. */
        UNCHANGED,
        /** The centre says something else, and not about this. */
        OVERLAPS
    }

    /**
     * What is known of one device.
     *
     * @param base digest of what both last agreed on
     * @param local digest of what was done here; equal to the base if nothing was
     * @param central digest of what the centre says now
     * @param held a hold is open
     * @param answered a person at the centre saw {@code local} and decided that it is replaced
     * @param adopts what the centre says undoes nothing of what was done here
     * @param mustApply it has to be applied whatever was decided here
     */
    record Case(
            String base,
            String local,
            String central,
            boolean held,
            boolean answered,
            boolean adopts,
            boolean mustApply) {}

    /** Decides. */
    static LocalDecision decide(Case known) {
        if (known.mustApply()) {
            return new TakeCentral(Because.MUST_APPLY);
        }
        if (known.held()) {
            return new Held();
        }
        if (known.local().equals(known.base())) {
            return new TakeCentral(Because.NOTHING_LOCAL);
        }
        if (known.central().equals(known.local())) {
            return new TakeCentral(Because.AGREES);
        }
        if (known.answered()) {
            return new TakeCentral(Because.ANSWERED);
        }
        if (known.adopts()) {
            return new TakeCentral(Because.ADOPTED);
        }
        return new KeepLocal(
                known.central().equals(known.base()) ? Because.UNCHANGED : Because.OVERLAPS);
    }
}
