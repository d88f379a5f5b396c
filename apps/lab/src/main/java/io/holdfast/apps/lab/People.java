package io.holdfast.apps.lab;

import java.util.List;
import java.util.UUID;

/**
 * Who works at the fictional Demo Utility: roles, not people, each with a password made for this
 * plant.
 */
record People(List<Account> accounts, List<Program> programs) {

    /**
     * A person.
     *
     * @param subject what Keycloak knows the person by
     */
    record Account(String role, String user, String password, String subject) {
        Account(String role, String user) {
            this(role, user, Secrets.password(), UUID.randomUUID().toString());
        }

        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * A program.
     *
     * @param subject what Keycloak knows the program by
     */
    record Program(String id, String secret, List<String> scopes, String role, String subject) {
        Program(String id, List<String> scopes, String role) {
            this(id, Secrets.password(), scopes, role, UUID.randomUUID().toString());
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static People invent() {
        return new People(
                List.of(
                        new Account("network-administrator", "netadmin-1"),
                        new Account("network-administrator", "netadmin-2"),
                        new Account("approver", "shift-lead"),
                        new Account("operator", "operator-1"),
                        new Account("auditor", "auditor")),
                List.of(
                        new Program(
                                "demo-automation",
                                List.of(
                                        "policy:read",
                                        "change:propose",
                                        "rollout:run",
                                        "site:operate",
                                        "site:manage",
                                        "audit:read"),
                                "automation"),
                        new Program(
                                "demo-approver",
                                List.of("policy:read", "change:approve"),
                                "approver")));
    }

    Program program(String role) {
        return programs.stream().filter(p -> p.role().equals(role)).findFirst().orElseThrow();
    }
}
