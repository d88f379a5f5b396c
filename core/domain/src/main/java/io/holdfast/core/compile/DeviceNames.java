package io.holdfast.core.compile;

import io.holdfast.core.config.AclName;
import io.holdfast.core.config.SecurityZoneName;
import io.holdfast.core.network.Family;
import io.holdfast.core.verify.Sha256;
import io.holdfast.core.zone.ZoneName;

/** Names on devices: readable, within what RFC 8519 allows (64 characters), the same every time. */
final class DeviceNames {

    /** 40 bits: a million long names share none by chance, and ten readable letters are left. */
    private static final int DIGITS = 10;

    private DeviceNames() {}

    /** The list that judges what comes in from a zone, as in in-ot-v4. */
    static AclName ingress(ZoneName zone, Family family) {
        return ingress(zone.value(), family);
    }

    /** The same for a transit; zones and transits share their names. */
    static AclName ingress(String label, Family family) {
        return new AclName("in-" + fit(label, 50) + (family == Family.IPV4 ? "-v4" : "-v6"));
    }

    /** What the origins of a policy are kept under; on a device a policy has no name. */
    static AclName policy(SecurityZoneName from, SecurityZoneName to) {
        return new AclName(fit("policy-" + from + "-to-" + to, 63));
    }

    /** The same for the rules of a security zone about the device itself. */
    static AclName host(SecurityZoneName zone) {
        return new AclName(fit("host-" + zone, 63));
    }

    static String vlan(ZoneName zone) {
        return fit(zone.value(), 32);
    }

    /**
     * A name of a rule, as in historian-write.1 or historian-write.1.2.reply; the numbers are the
     * service and, where there are several, the pair of addresses.
     */
    static String rule(String base, String rest) {
        return fit(base, 64 - rest.length()) + rest;
    }

    /** A rule's name where rules of both families stand in one policy and no two are alike. */
    static String ofFamily(String rule, Family family) {
        return rule(rule, family == Family.IPV4 ? "-v4" : "-v6");
    }

    /** A name that is too long keeps its beginning and ends with a digest of the whole. */
    static String fit(String name, int most) {
        if (name.length() <= most) {
            return name;
        }
        var digest = Sha256.of(name).substring(0, DIGITS);
        return name.substring(0, most - DIGITS - 1) + "-" + digest;
    }
}
