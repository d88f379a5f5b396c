package io.holdfast.apps.bench.snmp;

import io.holdfast.spi.SnmpAccess;
import java.util.List;

/** How the agents are asked, in the words of everybody who asks. */
sealed interface Version {

    String name();

    SnmpAccess access();

    /** What {@link AgentHall} is told. */
    List<String> hall();

    List<String> bulkWalk();

    /** Lines of a module of snmp_exporter. */
    List<String> exporter();

    /** Lines of a Host of collectd; none where it does not speak it. */
    List<String> collectd();

    /** SNMPv2c. */
    record Plain(String community) implements Version {
        @Override
        public String name() {
            return "v2c";
        }

        @Override
        public SnmpAccess access() {
            return new SnmpAccess.V2c(community);
        }

        @Override
        public List<String> hall() {
            return List.of(community);
        }

        @Override
        public List<String> bulkWalk() {
            return List.of("-v2c", "-c", community);
        }

        @Override
        public List<String> exporter() {
            return List.of("version: 2", "auth: {community: " + community + "}");
        }

        @Override
        public List<String> collectd() {
            return List.of("Version 2", "Community \"" + community + "\"");
        }
    }

    /** SNMPv3 with SHA-256 and AES-256, one password for both. */
    record Sealed(String user, String password) implements Version {
        @Override
        public String name() {
            return "v3";
        }

        @Override
        public SnmpAccess access() {
            return new SnmpAccess.V3(
                    user,
                    password,
                    password,
                    SnmpAccess.Authentication.SHA_256,
                    SnmpAccess.Privacy.AES_256);
        }

        @Override
        public List<String> hall() {
            return List.of(user, password, password);
        }

        @Override
        public List<String> bulkWalk() {
            return List.of(
                    "-v3",
                    "-l",
                    "authPriv",
                    "-u",
                    user,
                    "-a",
                    "SHA-256",
                    "-A",
                    password,
                    "-x",
                    "AES-256",
                    "-X",
                    password);
        }

        @Override
        public List<String> exporter() {
            return List.of(
                    "version: 3",
                    "auth: {security_level: authPriv, username: "
                            + user
                            + ", password: \""
                            + password
                            + "\", auth_protocol: SHA256, priv_protocol: AES256, priv_password: \""
                            + password
                            + "\"}");
        }

        /** Version 5.12 knows SHA-1 and AES-128 alone. */
        @Override
        public List<String> collectd() {
            return List.of();
        }

        @Override
        public String toString() {
            return "Sealed[" + user + "]";
        }
    }
}
