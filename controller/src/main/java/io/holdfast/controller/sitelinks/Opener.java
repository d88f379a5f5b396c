package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.Names;

/** Whose secret opens a device. */
public sealed interface Opener {

    /** One of its own. */
    record Own(DeviceCredentials credentials) implements Opener {}

    /** That of a group of devices. */
    record OfGroup(String group) implements Opener {
        public OfGroup {
            checkName("/group", group);
        }
    }

    /** Refuses what is no name of a group. */
    static void checkName(String pointer, String group) {
        try {
            Names.label("a credential group", group);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid(
                    pointer,
                    "NOT_A_NAME",
                    "The name of a group is 1 to 63 of a-z, 0-9 and hyphens.");
        }
    }
}
