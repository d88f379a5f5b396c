package io.holdfast.controller.scope;

import java.util.UUID;

/** Identity of an organisation; the wall between two organisations stands on it. */
public record OrganizationId(UUID value) {

    /** The installation itself: holds what was tried before any organisation was known. */
    public static final OrganizationId INSTALLATION = new OrganizationId(new UUID(0, 0));

    public static OrganizationId of(String text) {
        return new OrganizationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
