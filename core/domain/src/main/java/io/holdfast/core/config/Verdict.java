package io.holdfast.core.config;

/** What a filter rule does with a packet, in the words of RFC 8519. */
public enum Verdict {
    /** It passes (accept). */
    PERMIT,
    /** It is dropped without an answer (drop). */
    DENY,
    /** It is dropped and the sender is told: a TCP reset or an ICMP error (reject). */
    REJECT
}
