package io.holdfast.netconf;

/**
 * The conversation is over: no answer in time, a lost connection, or words that are not NETCONF.
 * What was asked last may or may not have happened. Never leaves the package: a session turns it
 * into an outcome.
 */
final class Broken extends Exception {

    Broken(String why) {
        super(why);
    }

    Broken(String why, Throwable cause) {
        super(why, cause);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
