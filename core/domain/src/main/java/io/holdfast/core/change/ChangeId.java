package io.holdfast.core.change;

import io.holdfast.core.Names;

/** Identity of a change request, as in chg-01890a5d or a UUID. */
public record ChangeId(String value) implements Comparable<ChangeId> {

    public ChangeId {
        Names.label("a change id", value);
    }

    @Override
    public int compareTo(ChangeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
