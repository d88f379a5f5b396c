package io.holdfast.core.zone;

import io.holdfast.core.Names;

/** The name of an endpoint group, unique in its zone, as in historian. */
public record GroupName(String value) implements Comparable<GroupName> {

    public GroupName {
        Names.label("a group name", value);
    }

    @Override
    public int compareTo(GroupName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
