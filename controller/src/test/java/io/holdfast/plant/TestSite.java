package io.holdfast.plant;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.Envelopes;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.WitnessWord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A site node reduced to its end of the link: real keys, a real TLS client, no devices. */
public final class TestSite {

    public final Enrolment.Token token;
    public final KeyPair signing;
    public final KeyPair encryption;
    private final X509Certificate linkCa;
    private final String protocol;
    private List<Bytes> chain = List.of();

    public TestSite(String tokenFile, X509Certificate linkCa) {
        this(
                WireJson.read(Enrolment.Token.class, Bytes.utf8(tokenFile)),
                linkCa,
                newKeys(),
                newKeys(),
                "TLSv1.3");
    }

    public TestSite(
            Enrolment.Token token,
            X509Certificate linkCa,
            KeyPair signing,
            KeyPair encryption,
            String protocol) {
        this.token = token;
        this.linkCa = linkCa;
        this.signing = signing;
        this.encryption = encryption;
        this.protocol = protocol;
    }

    /** An answer as it came over the wire. */
    public record Said(int status, String body) {}

    public static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public void shows(List<Bytes> certificates) {
        chain = List.copyOf(certificates);
    }

    public List<Bytes> chain() {
        return chain;
    }

    public Bytes signingKey() {
        return Bytes.of(signing.getPublic().getEncoded());
    }

    public Bytes encryptionKey() {
        return Bytes.of(encryption.getPublic().getEncoded());
    }

    public Enrolment.Request enrolment(String secret) {
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(signing.getPrivate());
            signer.update(
                    Enrolment.possessionBytes(token.identity(), signingKey(), encryptionKey())
                            .toArray());
            return new Enrolment.Request(
                    token.identity(),
                    secret,
                    signingKey(),
                    encryptionKey(),
                    Bytes.of(signer.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Said enrol() {
        var said = post("/link/v1/enrol", WireJson.write(enrolment(token.secret())).toArray());
        if (said.status() == 200) {
            chain =
                    WireJson.read(Enrolment.Answer.class, Bytes.utf8(said.body()))
                            .certificateChain();
        }
        return said;
    }

    public LinkRequest request(
            long revision,
            long accessVersion,
            JournalHead head,
            List<JournalLine> lines,
            List<SlotReport> reports,
            int wait) {
        return new LinkRequest(
                1,
                "test 1",
                token.identity(),
                revision == 0 ? 0 : 1,
                revision,
                null,
                accessVersion,
                head,
                lines.stream().map(JournalLine::bytes).toList(),
                reports,
                wait);
    }

    public LinkRequest quiet(long revision, int wait) {
        return request(revision, 0, JournalHead.EMPTY, List.of(), List.of(), wait);
    }

    /** The same from a node that says what it can. */
    public LinkRequest able(String... can) {
        var quiet = quiet(0, 0);
        return new LinkRequest(
                quiet.protocol(),
                quiet.software(),
                quiet.identity(),
                quiet.epoch(),
                quiet.revision(),
                quiet.refused(),
                quiet.accessVersion(),
                quiet.head(),
                quiet.entries(),
                quiet.slots(),
                quiet.waitSeconds(),
                List.of(can));
    }

    public Said contact(LinkRequest request) {
        return post("/link/v1/contact", WireJson.write(signed(request)).toArray());
    }

    /** What it witnesses is signed as a site node does it, unless it is signed already. */
    private LinkRequest signed(LinkRequest request) {
        if (!(request.witness() instanceof WitnessWord.Keeps(var size, var statement))) {
            return request;
        }
        return request.witnessing(
                new WitnessWord.Keeps(
                        size,
                        statement.stream()
                                .map(said ->
                                        said.signatures().isEmpty()
                                                ? Envelopes.countersign(
                                                        said, signing.getPrivate(), signingKey())
                                                : said)
                                .toList()));
    }

    public LinkAnswer answer(LinkRequest request) {
        var said = contact(request);
        if (said.status() != 200) {
            throw new IllegalStateException(said.toString());
        }
        return WireJson.read(LinkAnswer.class, Bytes.utf8(said.body()));
    }

    /** The same over a connection that is kept, as a site node keeps it. */
    public LinkAnswer answer(HttpClient kept, LinkRequest request) {
        try {
            var said =
                    send(
                            kept,
                            "/link/v1/contact",
                            WireJson.write(request).toArray(),
                            "application/json");
            if (said.status() != 200) {
                throw new IllegalStateException(said.toString());
            }
            return WireJson.read(LinkAnswer.class, Bytes.utf8(said.body()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Entries after a head. */
    public List<JournalLine> entries(JournalHead head, String actor, int count) {
        var lines = new ArrayList<JournalLine>();
        var at = head;
        for (int i = 0; i < count; i++) {
            var line =
                    Journal.append(
                            at,
                            token.identity(),
                            new Journal.Moment(1, i, Instant.parse("2026-11-23T09:00:00Z")),
                            actor,
                            "test",
                            new JournalNote.NodeStarted(1, ""));
            lines.add(line);
            at = line.head();
        }
        return lines;
    }

    public static SlotReport report(String slot, String state, String hostKey) {
        return new SlotReport(
                new DeviceSlot(slot),
                Instant.parse("2026-11-23T09:00:00Z"),
                state,
                0,
                "",
                "",
                null,
                hostKey,
                List.of("ietf-interfaces"),
                null,
                null);
    }

    /** Posts to the link; throws what the TLS client throws. */
    public Said post(String path, byte[] body) {
        try {
            return send(path, body, "application/json");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public Said send(String path, byte[] body, String type) throws IOException {
        try (var client = client()) {
            return send(client, path, body, type);
        }
    }

    private Said send(HttpClient client, String path, byte[] body, String type) throws IOException {
        try {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(token.linkUrl()).resolve(path))
                                    .timeout(Duration.ofSeconds(40))
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Said(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection whose request has begun and does not end. */
    public Socket begins(String path, int announced, byte[] sent) {
        try {
            var address = URI.create(token.linkUrl());
            var socket =
                    context().getSocketFactory().createSocket(address.getHost(), address.getPort());
            var out = socket.getOutputStream();
            out.write(
                    String.join(
                                    "\r\n",
                                    "POST " + path + " HTTP/1.1",
                                    "Host: centre",
                                    "Content-Type: application/json",
                                    "Content-Length: " + announced,
                                    "",
                                    "")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(sent);
            out.flush();
            return socket;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody without a certificate asks from this address of the machine; who reads is told. */
    public Socket stranger(InetAddress from) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust().getTrustManagers(), null);
            var address = URI.create(token.linkUrl());
            var socket =
                    context.getSocketFactory()
                            .createSocket(address.getHost(), address.getPort(), from, 0);
            socket.getOutputStream()
                    .write(
                            String.join(
                                            "\r\n",
                                            "POST /link/v1/contact HTTP/1.1",
                                            "Host: centre",
                                            "Content-Type: application/json",
                                            "Content-Length: 2",
                                            "",
                                            "{}")
                                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return socket;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        var context = SSLContext.getInstance("TLS");
        context.init(own(), trust().getTrustManagers(), null);
        return context;
    }

    /** A client with the site's certificate; whoever makes it closes it. */
    public HttpClient client() {
        try {
            var context = context();
            var parameters = new SSLParameters();
            parameters.setProtocols(new String[] {protocol});
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .sslContext(context)
                    .sslParameters(parameters)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyManager[] own() throws GeneralSecurityException, IOException {
        if (chain.isEmpty()) {
            return new KeyManager[0];
        }
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var factory = CertificateFactory.getInstance("X.509");
        var certificates = new ArrayList<Certificate>();
        for (var der : chain) {
            certificates.add(factory.generateCertificate(new ByteArrayInputStream(der.toArray())));
        }
        store.setKeyEntry(
                "site",
                signing.getPrivate(),
                new char[0],
                certificates.toArray(Certificate[]::new));
        var managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, new char[0]);
        return managers.getKeyManagers();
    }

    private TrustManagerFactory trust() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", linkCa);
        var managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        return managers;
    }
}
