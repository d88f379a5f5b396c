package io.holdfast.simulator.wire;

import io.holdfast.simulator.Fault;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.spi.tls.SelfSigned;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other NETCONF door of a device: TLS on loopback (RFC 7589), and calls over it. Whoever shows
 * the one certificate the device knows is its NETCONF user; nobody else is.
 */
public final class TlsDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TlsDoor.class);
    private static final Duration HANDSHAKE = Duration.ofSeconds(10);

    private final SimulatedDevice device;
    private final X509Certificate login;
    private final Identity own;
    private final Identity strangers;
    private final ServerSocket listening;
    private final CallingOut calling = new CallingOut();

    /** A key and the certificate of it. */
    private record Identity(KeyPair keys, X509Certificate certificate) {

        static Identity fresh(String name, Duration valid) throws IOException {
            var keys = HostKeys.at("");
            var now = Instant.now();
            var start = valid.isNegative() ? now.plus(valid.multipliedBy(2)) : now;
            return new Identity(
                    keys,
                    SelfSigned.of(keys, name, start.minus(Duration.ofHours(1)), now.plus(valid)));
        }

        KeyManager[] managers() throws GeneralSecurityException, IOException {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var none = new char[0];
            store.setKeyEntry(
                    "device", keys.getPrivate(), none, new X509Certificate[] {certificate});
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, none);
            return factory.getKeyManagers();
        }
    }

    private TlsDoor(
            SimulatedDevice device,
            X509Certificate login,
            Identity own,
            Identity strangers,
            ServerSocket listening) {
        this.device = device;
        this.login = login;
        this.own = own;
        this.strangers = strangers;
        this.listening = listening;
    }

    /**
     * Opens the door on a port of loopback; 0 for any free one.
     *
     * @param login the certificate that is let in as the device's user
     * @param valid how long from now the device's certificate is; negative for one that was
     */
    public static TlsDoor open(
            SimulatedDevice device, String host, int port, X509Certificate login, Duration valid)
            throws IOException {
        var listening = new ServerSocket();
        listening.bind(new InetSocketAddress(host, port));
        var door =
                new TlsDoor(
                        device,
                        login,
                        Identity.fresh(device.slot(), valid),
                        Identity.fresh(device.slot(), Duration.ofDays(1)),
                        listening);
        Thread.ofVirtual().name("device-tls-" + device.slot()).start(door::hear);
        return door;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Fingerprint of the certificate, SHA256:base64. */
    public String fingerprint() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(own.certificate().getEncoded());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on the device calls there, again whenever a call has ended (RFC 8071). */
    public void callHome(InetSocketAddress where) {
        calling.begin(() -> {
            if (device.answersNetconf()) {
                var socket = new Socket();
                socket.connect(where, 2_000);
                serve(socket);
            }
        });
    }

    private void hear() {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                LOG.debug("{} hears no more over TLS: {}", device.slot(), e.getMessage());
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            plain.setTcpNoDelay(true);
            if (!device.answersNetconf()) {
                return;
            }
            plain.setSoTimeout((int) HANDSHAKE.toMillis());
            var socket = shaken(plain);
            plain.setSoTimeout(0);
            var who = new Who(device.newSession(), device.description().credentials().user());
            device.connected(who.session(), _ -> shut(plain));
            new Conversation(
                            device,
                            who,
                            socket.getInputStream(),
                            socket.getOutputStream(),
                            () -> shut(plain))
                    .run();
        } catch (IOException e) {
            LOG.debug("{} had a TLS caller that went away: {}", device.slot(), e.getMessage());
        }
    }

    private SSLSocket shaken(Socket plain) throws IOException {
        try {
            var shows = device.fault() == Fault.CHANGED_HOST_KEY ? strangers : own;
            var context = SSLContext.getInstance("TLS");
            context.init(shows.managers(), new TrustManager[] {new OneLogin(login)}, null);
            var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
            socket.setUseClientMode(false);
            socket.setNeedClientAuth(true);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IOException("the device has no TLS", e);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket was closed already: {}", e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        calling.close();
        listening.close();
    }

    /** Lets in whoever proves to have the key of this certificate. */
    private record OneLogin(X509Certificate login) implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            if (!chain[0].equals(login)) {
                throw new CertificateException("no user has this certificate");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("a device trusts no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
