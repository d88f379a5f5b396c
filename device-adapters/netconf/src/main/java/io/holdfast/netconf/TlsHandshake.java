package io.holdfast.netconf;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * The TLS of RFC 7589: 1.3 or 1.2, both sides show a certificate, and the NETCONF client is the TLS
 * client whoever called (RFC 8071 section 4.1). A context for each connection: nothing is resumed,
 * each session proves the key anew.
 */
final class TlsHandshake {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private volatile InstantSource clock = InstantSource.system();
    private volatile KeyManager[] login = {};

    /** The earliest moment it may be now, in place of what the wall clock shows. */
    void timedBy(InstantSource surely) {
        clock = surely;
    }

    /** What became of it. */
    sealed interface Result {

        /**
         * It is the other end that was expected.
         *
         * @param key fingerprint of its certificate
         */
        record Shaken(TlsLine line, String key) implements Result {}

        /** It proved another key than was expected, or only showed it. */
        record Stranger(String shown) implements Result {}

        /** The right certificate, but not at this time. */
        record OutOfDate() implements Result {}

        record Failed(String reason) implements Result {}
    }

    void loginWith(PrivateKey key, List<X509Certificate> chain) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var none = new char[0];
            store.setKeyEntry("login", key, none, chain.toArray(X509Certificate[]::new));
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, none);
            login = keys.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("this certificate cannot be shown to devices", e);
        }
    }

    boolean hasLogin() {
        return login.length > 0;
    }

    /** Shakes hands on a socket that is connected; it is closed unless that worked. */
    Result shake(Socket plain, Predicate<String> pinned, Deadline deadline) {
        var trust = new PinnedCertificate(pinned, clock);
        boolean shaken = false;
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(login, new TrustManager[] {trust}, null);
            var socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(
                                            plain,
                                            plain.getInetAddress().getHostAddress(),
                                            plain.getPort(),
                                            true);
            socket.setUseClientMode(true);
            socket.setEnabledProtocols(VERSIONS);
            overdue(plain, deadline, socket::startHandshake);
            plain.setSoTimeout(0);
            shaken = true;
            return new Result.Shaken(new TlsLine(plain, socket), trust.seen());
        } catch (IOException e) {
            return refused(trust).orElseGet(() -> new Result.Failed(why(e, deadline)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            if (!shaken) {
                TlsLine.shut(plain);
            }
        }
    }

    @FunctionalInterface
    private interface Handshake {
        void run() throws IOException;
    }

    /** Whatever the other end sends and does not send: at the deadline its socket is closed. */
    private static void overdue(Socket plain, Deadline deadline, Handshake handshake)
            throws IOException {
        try (var _ = TlsLine.closing(plain, deadline)) {
            handshake.run();
        }
    }

    private static Optional<Result> refused(PinnedCertificate trust) {
        if (trust.outOfDate()) {
            return Optional.of(new Result.OutOfDate());
        }
        return trust.seen().isEmpty() || trust.isKnown()
                ? Optional.empty()
                : Optional.of(new Result.Stranger(trust.seen()));
    }

    private static String why(IOException e, Deadline deadline) {
        if (deadline.passed()) {
            return "no TLS handshake in time";
        }
        var words = RpcError.plain(String.valueOf(e.getMessage()), 200);
        return e instanceof SSLException ? "no TLS: " + words : "the connection was lost: " + words;
    }
}
