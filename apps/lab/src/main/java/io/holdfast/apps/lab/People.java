package io.holdfast.apps.lab;

import java.util.List;

/**
 * Who works at the fictional Demo Utility: roles, not people, each with a password made for this
 * plant.
 */
record People(List<Account> accounts, List<Program> programs) {

    record Account(String role, String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    record Program(String id, String secret, List<String> scopes, String role) {
        @Override
        public String toString() {
            return id;
        }
    }

    static People invent() {
        return new People(
                List.of(
                        new Account("network-administrator", "netadmin-1", Secrets.password()),
                        new Account("network-administrator", "netadmin-2", Secrets.password()),
                        new Account("approver", "shift-lead", Secrets.password()),
                        new Account("operator", "operator-1", Secrets.password()),
                        new Account("auditor", "auditor", Secrets.password())),
                List.of(
                        new Program(
                                "demo-automation",
                                Secrets.password(),
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
                                Secrets.password(),
                                List.of("policy:read", "change:approve"),
                                "approver")));
    }

    Program program(String role) {
        return programs.stream().filter(p -> p.role().equals(role)).findFirst().orElseThrow();
    }
}
