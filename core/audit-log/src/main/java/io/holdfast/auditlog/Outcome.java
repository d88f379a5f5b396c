package io.holdfast.auditlog;

/** Whether what was asked was done. Refused attempts are entries too (rulings C3). */
public enum Outcome {
    ALLOWED,
    REFUSED
}
