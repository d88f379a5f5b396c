package io.holdfast.netconf;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.concurrent.CompletableFuture;
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
        private final CompletableFuture<String> shown = new CompletableFuture<>();

        /** Accepts only this fingerprint; none is accepted where it is empty. */
        Expectation(String pinned) {
            this.pinned = pinned;
        }

        CompletableFuture<String> shown() {
            return shown;
        }

        /** The fingerprint seen, or empty. */
        String seen() {
            return shown.getNow("");
        }

        boolean broken() {
            return !seen().isEmpty() && !seen().equals(pinned);
        }
    }

    static final AttributeRepository.AttributeKey<Expectation> EXPECTATION =
            new AttributeRepository.AttributeKey<>();

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
        var expectation = session.getConnectionContext().getAttribute(EXPECTATION);
        var fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
        if (expectation == null || fingerprint == null) {
            return false;
        }
        expectation.shown.complete(fingerprint);
        return fingerprint.equals(expectation.pinned);
    }
}
