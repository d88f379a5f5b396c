package io.holdfast.controller.sitelinks.rest;

import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.controller.sitelinks.Opener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Either a group's name or five fields, as forms write what opens a device. */
final class Openers {

    private Openers() {}

    static Opener of(
            @Nullable String group,
            @Nullable String user,
            @Nullable String password,
            @Nullable String snmpUser,
            @Nullable String snmpAuth,
            @Nullable String snmpPriv) {
        if (group == null || group.isEmpty()) {
            return new Opener.Own(credentials(user, password, snmpUser, snmpAuth, snmpPriv));
        }
        if (user != null
                || password != null
                || snmpUser != null
                || snmpAuth != null
                || snmpPriv != null) {
            throw Refused.invalid(
                    "/group",
                    "GROUP_OR_OWN",
                    "A device has a group's secret or one of its own, not both.");
        }
        return new Opener.OfGroup(group);
    }

    static DeviceCredentials credentials(
            @Nullable String user,
            @Nullable String password,
            @Nullable String snmpUser,
            @Nullable String snmpAuth,
            @Nullable String snmpPriv) {
        return new DeviceCredentials(
                text(user), text(password), text(snmpUser), text(snmpAuth), text(snmpPriv));
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }
}
