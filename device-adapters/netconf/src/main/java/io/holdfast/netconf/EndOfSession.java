package io.holdfast.netconf;

import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** Ends the wait for a key when the session ends without having shown one. */
final class EndOfSession implements SessionListener {

    private final HostKeyCheck.Expectation expectation;

    EndOfSession(HostKeyCheck.Expectation expectation) {
        this.expectation = expectation;
    }

    @Override
    public void sessionClosed(Session session) {
        expectation.shown().complete("");
    }
}
