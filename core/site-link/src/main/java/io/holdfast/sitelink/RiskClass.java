package io.holdfast.sitelink;

/**
 * How dangerous a step is; decides how many signatures it needs. The site computes it itself
 * (rulings D3).
 */
public enum RiskClass {
    /** Changes nothing on a device. */
    R0,
    /** Changes a device. */
    R1,
    /** Must be applied whatever the site decided, or opens a way into productive OT. */
    R2,
    /** Loosens a guardrail. */
    R3,
    /** Changes the roots of trust. */
    R4
}
