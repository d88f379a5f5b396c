package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.SnmpPassword;
import java.util.Map;

/**
 * What opens one device. Lives for one call: it is sealed to the site at once and never stored,
 * logged or shown (rulings D7).
 */
public record DeviceCredentials(
        String user, String password, String snmpUser, String snmpAuth, String snmpPriv) {

    private static final int LONGEST = 1024;

    public DeviceCredentials {
        var fields =
                Map.of(
                        "/user", user,
                        "/password", password,
                        "/snmpUser", snmpUser,
                        "/snmpAuth", snmpAuth,
                        "/snmpPriv", snmpPriv);
        fields.forEach((pointer, text) -> {
            if (text.isEmpty() || text.length() > LONGEST) {
                throw Refused.invalid(
                        pointer,
                        "NOT_A_CREDENTIAL",
                        "This field has 1 to " + LONGEST + " characters.");
            }
        });
        SnmpPassword.check("/snmpAuth", snmpAuth);
        SnmpPassword.check("/snmpPriv", snmpPriv);
    }

    @Override
    public String toString() {
        return "DeviceCredentials[]";
    }
}
