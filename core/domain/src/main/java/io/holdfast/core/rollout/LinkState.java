package io.holdfast.core.rollout;

/** How the centre knows a site (rulings W2). It speaks of the link, never of the plant. */
public enum LinkState {
    CONNECTED,
    /** Heard, but not as often as agreed. */
    DEGRADED,
    /** Not heard: the site goes on alone. People read "autonomous". */
    ISLANDED,
    /** Heard again, and still handing over what it recorded alone. */
    RECONCILING
}
