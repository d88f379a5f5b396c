package io.holdfast.core.config;

/**
 * What a filter rule does with a packet: PERMIT is RFC 8519 accept, DENY is drop without an answer.
 */
public enum Verdict {
    PERMIT,
    DENY
}
