package io.holdfast.netconf;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;

/** Compares the key a device proves to have with the one a person confirmed; never learns a key. */
final class HostKeyCheck implements ServerKeyVerifier {

    /** What one connection expects and sees. */
    static final class Expectation {
        private final String pinned;
        private final Predicate<String> known;
        private final CompletableFuture<String> shown = new CompletableFuture<>();

        /** Accepts only this fingerprint; none is accepted where it is empty. */
        Expectation(String pinned) {
            this.pinned = pinned;
            this.known = pinned::equals;
        }

        /** Accepts any of those somebody confirmed: who calls has not said yet which it is. */
        Expectation(Predicate<String> known) {
            this.pinned = "";
            this.known = known;
        }

        String pinned() {
            return pinned;
        }

        CompletableFuture<String> shown() {
            return shown;
        }

        /** The fingerprint seen, or empty. */
        String seen() {
            return shown.getNow("");
        }

        boolean broken() {
            return !seen().isEmpty() && !known.test(seen());
        }
    }

    static final AttributeRepository.AttributeKey<Expectation> EXPECTATION =
            new AttributeRepository.AttributeKey<>();

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        // A device that called has no context: nobody connected to it.
        var context = session.getConnectionContext();
        var expectation =
                context == null
                        ? session.getAttribute(EXPECTATION)
                        : context.getAttribute(EXPECTATION);
        var fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
        if (expectation == null || fingerprint == null) {
            return false;
        }
        expectation.shown.complete(fingerprint);
        return expectation.known.test(fingerprint);
    }
}
