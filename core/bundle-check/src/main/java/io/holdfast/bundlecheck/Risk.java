package io.holdfast.bundlecheck;

/** How dangerous a step is (docs/formats/bundle.md, "Risk classes"). */
public enum Risk {
    /** Nothing on a device changes. */
    R0(0),
    /** A device changes. */
    R1(1),
    /** What stays changed, or a way into productive OT. */
    R2(2),
    /** A guardrail is loosened. */
    R3(3),
    /** The roots of trust change. */
    R4(4);

    private final int number;

    Risk(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    Risk orHigher(Risk other) {
        return other.number > number ? other : this;
    }
}
