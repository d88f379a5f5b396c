package io.holdfast.core.observe;

import java.util.List;

/**
 * What a device says it can do, and whether its confirmed commit may be trusted.
 *
 * @param modules YANG module names from the hello or the YANG library (RFC 8525), sorted
 */
public record DeviceCapabilities(
        boolean candidate,
        ConfirmedCommit confirmedCommit,
        boolean validate,
        boolean startup,
        boolean writableRunning,
        List<String> modules) {

    /** What kind of confirmed commit the hello offers (RFC 6241 section 8.4). */
    public enum ConfirmedCommit {
        NONE,
        /** Any commit by anyone confirms: treated as not self-reverting (rulings V1). */
        V1_0,
        /** With persist and persist-id. */
        V1_1
    }

    public DeviceCapabilities {
        modules = modules.stream().distinct().sorted().toList();
    }

    /** A device that takes its configuration back by itself when nobody confirms. */
    public boolean selfReverting() {
        return candidate && confirmedCommit == ConfirmedCommit.V1_1;
    }
}
