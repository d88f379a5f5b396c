package io.holdfast.apps.cli;

import java.util.function.Consumer;

/**
 * One way to make a site take what it should not.
 *
 * @param claim read after "a bundle"
 * @param code why it is refused
 */
record Attempt(String claim, String code, Consumer<Forgery> how) {

    static Attempt a(String claim, String code, Consumer<Forgery> how) {
        return new Attempt(claim, code, how);
    }

    @Override
    public String toString() {
        return "a bundle " + claim + " is refused: " + code;
    }
}
