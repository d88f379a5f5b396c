package io.holdfast.bundlecheck;

/** A rule does not hold; ends the judging of a bundle. Never leaves this package. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Verdict.Refused verdict;

    Refusal(String code, String reason) {
        super(code, null, false, false);
        verdict = new Verdict.Refused(code, reason);
    }

    Verdict.Refused verdict() {
        return verdict;
    }

    /** Goes on only if a rule holds. */
    static void unless(boolean holds, String code, String reason) {
        if (!holds) {
            throw new Refusal(code, reason);
        }
    }
}
