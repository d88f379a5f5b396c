package io.holdfast.controller.scope;

/**
 * What may be asked of the centre. A program needs the scope as well as a role; a person's rights
 * come from roles alone.
 */
public enum Permission {
    /** See sites, devices, policy, changes and rollouts. */
    READ("policy:read"),
    /** Draft, edit, submit and withdraw a change. */
    PROPOSE("change:propose"),
    /** Say yes or no to another person's change. */
    APPROVE("change:approve"),
    /** Pause, resume and abort a rollout. */
    ROLL_OUT("rollout:run"),
    /** Add sites, issue enrolment tokens, give devices their credentials. */
    ONBOARD("site:manage"),
    /** Acknowledge and shelve alarms, answer for neighbours, order tests of credentials. */
    OPERATE("site:operate"),
    /** Read who did what. */
    READ_AUDIT("audit:read"),
    /** Members and their roles. */
    ADMINISTER("organization:manage");

    private final String scope;

    Permission(String scope) {
        this.scope = scope;
    }

    /** The OAuth 2 scope a program needs for it. */
    public String scope() {
        return scope;
    }
}
