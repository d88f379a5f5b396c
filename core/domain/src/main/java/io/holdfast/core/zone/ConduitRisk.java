package io.holdfast.core.zone;

/** How dangerous a conduit is by itself; a change that touches it is at least as dangerous. */
public enum ConduitRisk {
    ORDINARY,
    RAISED,
    HIGH
}
