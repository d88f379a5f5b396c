package io.holdfast.core.config;

import io.holdfast.core.Names;

/** The name of a security zone on its firewall, as in ot-dmz. */
public record SecurityZoneName(String value) implements Comparable<SecurityZoneName> {

    public SecurityZoneName {
        Names.given("a security zone name", value);
    }

    @Override
    public int compareTo(SecurityZoneName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
