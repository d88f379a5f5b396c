package io.holdfast.netconf;

/**
 * A device's call that was let in: it proved a key somebody confirmed, and waits to be answered.
 */
interface Call {

    /** False once the other end is known to be gone. */
    boolean isThere();

    /** Logs in. If that fails, the call is hung up. */
    Connected answer(String user, char[] password, Deadline deadline);

    /** Ends it; never throws. */
    void hangUp();
}
