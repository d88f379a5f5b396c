package io.holdfast.netconf;

import java.util.List;

/**
 * Where a device type does other than its hello says. Each row was seen on a real server; a type
 * without a row is taken at its word and read back like every other.
 *
 * @param validateLosesTheChange a validate between edit and commit makes the commit do nothing and
 *     answer ok; the check then happens inside the edit (test-then-set)
 * @param locksStopTheRevert while a session holds the lock on running, neither the deadline nor a
 *     cancel takes the trial back, and the cancel answers ok; the locks are then given back once
 *     the trial runs
 */
record Behaviour(String deviceType, boolean validateLosesTheChange, boolean locksStopTheRevert) {

    private static final Behaviour AS_SAID = new Behaviour("as its hello says", false, false);

    /** netconfd of yuma123, seen with 2.13. */
    private static final Behaviour YUMA123 = new Behaviour("yuma123 netconfd", true, true);

    static Behaviour of(List<String> modules) {
        return modules.contains("yuma123-system") || modules.contains("yuma-system")
                ? YUMA123
                : AS_SAID;
    }
}
