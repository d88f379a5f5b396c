package io.holdfast.dialect.junos;

import java.util.regex.Pattern;

/** How rules are called as policies. */
final class PolicyNames {

    private static final Pattern NUMBERED = Pattern.compile("hf-r[0-9]{1,5}");

    private PolicyNames() {}

    /** Whether a rule's name is a policy's name as it stands. */
    static boolean fits(String name) {
        return Junos.IDENTIFIER.matcher(name).matches()
                && !NUMBERED.matcher(name).matches()
                && !name.equals(Junos.END);
    }

    /** The name of a rule whose own name stands in the description. */
    static String numbered(int index) {
        return "hf-r" + (index + 1);
    }

    static boolean isNumbered(String name) {
        return NUMBERED.matcher(name).matches();
    }
}
