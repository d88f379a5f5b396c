package io.holdfast.dialect.ietf;

/** Says what Holdfast has no model for; leaves the reading and becomes Unreadable at its door. */
final class NoModel extends RuntimeException {

    NoModel(String where, String what) {
        super(where + ": " + what);
    }
}
