package io.holdfast.core.zone;

import io.holdfast.core.Names;

/** The name of a zone, unique in its model, as in ot-dmz. */
public record ZoneName(String value) implements Comparable<ZoneName> {

    public ZoneName {
        Names.label("a zone name", value);
    }

    @Override
    public int compareTo(ZoneName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
