package io.holdfast.controller.scope;

/** What an SNMPv3 password has to be, wherever a person enters one. */
public final class SnmpPassword {

    /** An agent takes no shorter one (RFC 3414 section 11.2). */
    private static final int SHORTEST = 8;

    private SnmpPassword() {}

    /**
     * Lets it pass.
     *
     * @param pointer the field it was entered in
     * @throws Refused if no agent would take it
     */
    public static void check(String pointer, String password) {
        if (password.length() < SHORTEST) {
            throw Refused.invalid(
                    pointer,
                    "PASSWORD_TOO_SHORT",
                    "An SNMPv3 password has at least "
                            + SHORTEST
                            + " characters (RFC 3414 section 11.2).");
        }
    }
}
