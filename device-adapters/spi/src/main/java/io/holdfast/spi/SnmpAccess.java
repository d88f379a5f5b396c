package io.holdfast.spi;

import java.util.Optional;

/** As whom a device is asked over SNMP. */
public sealed interface SnmpAccess {

    /** How a message is authenticated (RFC 3414, RFC 7860). */
    enum Authentication {
        SHA_256,
        SHA_1
    }

    /** How a message is kept private. */
    enum Privacy {
        AES_256,
        AES_128,
        /**
         * AES-256 with the localized key stretched as draft-reeder-snmpv3-usm-3desede does it, as
         * older Cisco software speaks it.
         */
        AES_256_REEDER
    }

    /** An SNMPv3 user with authentication and privacy: the rule. */
    record V3(
            String user,
            String authPassword,
            String privPassword,
            Authentication authentication,
            Privacy privacy)
            implements SnmpAccess {

        /** A user with SHA-256 and AES-256. */
        public static V3 of(InventoryReader.SnmpUser user) {
            return new V3(
                    user.name(),
                    user.authPassword(),
                    user.privPassword(),
                    Authentication.SHA_256,
                    Privacy.AES_256);
        }

        /** Shorter ones are refused by every agent (RFC 3414 section 11.2). */
        public static final int SHORTEST_PASSWORD = 8;

        /** Why no device can be asked as this user; empty if nothing speaks against it. */
        public Optional<String> objection() {
            return authPassword.length() < SHORTEST_PASSWORD
                            || privPassword.length() < SHORTEST_PASSWORD
                    ? Optional.of(
                            "an SNMPv3 password has at least "
                                    + SHORTEST_PASSWORD
                                    + " characters (RFC 3414 section 11.2)")
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "V3[" + user + "]";
        }
    }

    /**
     * A community string in clear text (RFC 1901): for devices that know nothing better, and only
     * where somebody asked for it.
     */
    record V2c(String community) implements SnmpAccess {
        @Override
        public String toString() {
            return "V2c";
        }
    }
}
