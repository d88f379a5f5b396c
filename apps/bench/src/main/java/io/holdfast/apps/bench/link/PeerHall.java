package io.holdfast.apps.bench.link;

import io.holdfast.core.Bytes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/**
 * The peer in a process of its own: Tomcat with asynchronous long polls over mutual TLS 1.3, and
 * nothing behind it. It stores nothing, looks nothing up and signs nothing.
 */
public final class PeerHall {

    static final String PASSWORD = "bench-only";
    private static final byte[] ANSWER = "x".repeat(4000).getBytes(StandardCharsets.US_ASCII);

    /** Kept, as a logger that nobody keeps forgets its level. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private final Queue<AsyncContext> waiting = new ConcurrentLinkedQueue<>();

    private PeerHall() {}

    /** Its words: a folder with its key, DER of the authority of its clients, connections. */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[0]);
        var hall = new PeerHall();
        TOMCAT.setLevel(Level.WARNING);
        var tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createDirectories(folder.resolve("tomcat")).toString());
        var connector = connector(folder, Bytes.fromHex(args[1]).toArray(), args[2]);
        tomcat.setConnector(connector);
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "now", new Now()).addMapping("/now");
        var poll = Tomcat.addServlet(context, "poll", hall.new Poll());
        poll.setAsyncSupported(true);
        poll.addMapping("/poll");
        tomcat.start();
        Told.say(Integer.toString(connector.getLocalPort()));
        Told.until(_ -> hall.tellAll());
        System.exit(0);
    }

    private static Connector connector(Path folder, byte[] authority, String connections)
            throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", Plant.certificate(authority));
        var tls = new SSLHostConfig();
        tls.setProtocols("TLSv1.3");
        tls.setCertificateVerification("required");
        tls.setTrustStore(trusted);
        var own = new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.EC);
        own.setCertificateKeystoreFile(folder.resolve("peer.p12").toString());
        own.setCertificateKeystorePassword(PASSWORD);
        tls.addCertificate(own);
        var connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(0);
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxConnections", connections);
        connector.setProperty("acceptCount", "256");
        connector.setProperty("keepAliveTimeout", "600000");
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.addSslHostConfig(tls);
        return connector;
    }

    private String tellAll() throws IOException {
        int told = 0;
        for (var one = waiting.poll(); one != null; one = waiting.poll()) {
            answer((HttpServletResponse) one.getResponse());
            one.complete();
            told++;
        }
        return Integer.toString(told);
    }

    private static void answer(HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.setContentLength(ANSWER.length);
        response.getOutputStream().write(ANSWER);
    }

    private static final class Now extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            request.getInputStream().readAllBytes();
            answer(response);
        }
    }

    private final class Poll extends HttpServlet {
        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            request.getInputStream().readAllBytes();
            var held = request.startAsync();
            held.setTimeout(0);
            waiting.add(held);
        }
    }
}
