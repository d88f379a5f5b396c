package io.holdfast.site.link;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The other end of the link: a real HTTPS server on loopback that asks for client certificates. */
public final class TestCentre implements AutoCloseable {

    /** What it does with one request. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(HttpExchange exchange, Bytes request) throws Exception;
    }

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TestAuthority authority;

    private TestCentre(TestAuthority authority, HttpsServer server) {
        this.authority = authority;
        this.server = server;
    }

    public static TestCentre start(TestAuthority authority) {
        var keys = TestAuthority.newKeys();
        return start(authority, keys, authority.server(TestAuthority.publicKey(keys)), "TLSv1.3");
    }

    public static TestCentre start(
            TestAuthority authority, KeyPair keys, Bytes certificate, String protocol) {
        try {
            var own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    "server",
                    keys.getPrivate(),
                    new char[0],
                    new Certificate[] {parsed(certificate), parsed(authority.certificate())});
            var keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(own, new char[0]);
            var known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            known.setCertificateEntry("ca", parsed(authority.certificate()));
            var trustManagers = TrustManagerFactory.getInstance("PKIX");
            trustManagers.init(known);
            var context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            var server = HttpsServer.create(address, 16);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(context) {
                        @Override
                        public void configure(HttpsParameters parameters) {
                            var wanted = context.getDefaultSSLParameters();
                            wanted.setProtocols(new String[] {protocol});
                            wanted.setWantClientAuth(true);
                            parameters.setSSLParameters(wanted);
                        }
                    });
            var centre = new TestCentre(authority, server);
            server.setExecutor(centre.threads);
            server.start();
            return centre;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate parsed(Bytes der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der.toArray()));
    }

    public void on(String path, Behaviour behaviour) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        var body = Bytes.of(exchange.getRequestBody().readAllBytes());
                        behaviour.answer(exchange, body);
                    } catch (IOException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                });
    }

    public static void json(HttpExchange exchange, Bytes body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.size());
        exchange.getResponseBody().write(body.toArray());
    }

    public String url() {
        return "https://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String caDigest() {
        return Digests.of(authority.certificate());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
