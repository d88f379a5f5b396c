package io.holdfast.core.zone;

import io.holdfast.core.Names;

/** Identity of a conduit over all revisions, as in telemetry or cdt-01890a5d. */
public record ConduitId(String value) implements Comparable<ConduitId> {

    public ConduitId {
        Names.label("a conduit id", value);
    }

    @Override
    public int compareTo(ConduitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
