package io.holdfast.netconf;

import io.holdfast.spi.OpenResult;
import java.io.IOException;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;

/** From an SSH session whose host key is checked to its netconf subsystem. */
final class SshLogin {

    private SshLogin() {}

    /** Logs in and opens the subsystem. If that fails, the session is closed. */
    static Connected logIn(
            ClientSession session,
            char[] password,
            HostKeyCheck.Expectation expectation,
            Deadline deadline) {
        var refused = refused(session, password, expectation, deadline);
        if (refused.isPresent()) {
            session.close(true);
            return new Connected.Not(refused.get());
        }
        try {
            return new Connected.Line(SshLine.open(session, deadline));
        } catch (Broken e) {
            return Connected.unreachable(e.why());
        }
    }

    private static Optional<OpenResult> refused(
            ClientSession session,
            char[] password,
            HostKeyCheck.Expectation expectation,
            Deadline deadline) {
        var secret = new String(password);
        try {
            session.addPasswordIdentity(secret);
            session.auth().verify(deadline.left());
            return Optional.empty();
        } catch (SshException e) {
            if (expectation.broken()) {
                return Optional.of(
                        new OpenResult.HostKeyChanged(expectation.pinned(), expectation.seen()));
            }
            boolean turnedDown =
                    e.getDisconnectCode()
                            == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
            return Optional.of(
                    turnedDown
                            ? new OpenResult.LoginRefused("the device refused user or password")
                            : new OpenResult.Unreachable("SSH broke off: " + why(e)));
        } catch (IOException e) {
            return Optional.of(new OpenResult.Unreachable("SSH broke off: " + why(e)));
        } finally {
            session.removePasswordIdentity(secret);
        }
    }

    /** The library's words for a failure; they name addresses and algorithms, never a password. */
    static String why(IOException e) {
        return RpcError.plain(String.valueOf(e.getMessage()), 200);
    }
}
