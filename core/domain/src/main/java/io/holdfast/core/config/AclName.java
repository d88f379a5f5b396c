package io.holdfast.core.config;

import io.holdfast.core.Names;

/** The name of an access control list on its device, as in in-ot-v4. */
public record AclName(String value) implements Comparable<AclName> {

    public AclName {
        Names.given("an access list name", value);
    }

    @Override
    public int compareTo(AclName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
