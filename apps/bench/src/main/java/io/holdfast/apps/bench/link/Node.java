package io.holdfast.apps.bench.link;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Enrolment;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A site node reduced to its end of the link: its own keys, its certificate of the centre. */
final class Node {

    private static final InetSocketAddress ANYWHERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Enrolment.Token token;
    private final TrustManager[] trust;
    private final KeyPair signing = keys();
    private final KeyManager[] own;

    private Node(Enrolment.Token token, TrustManager[] trust, InetSocketAddress from)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.token = token;
        this.trust = trust;
        this.own = managers(enrolled(from));
    }

    /** Enrols with a token, from one of the machine's addresses. */
    static Node enrol(String tokenFile, TrustManager[] trust, InetSocketAddress from)
            throws IOException, InterruptedException {
        try {
            return new Node(
                    WireJson.read(Enrolment.Token.class, Bytes.utf8(tokenFile)), trust, from);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    static TrustManager[] trusting(Certificate certificate) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", certificate);
            var managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(store);
            return managers.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private List<Bytes> enrolled(InetSocketAddress from)
            throws IOException, GeneralSecurityException, InterruptedException {
        var key = Bytes.of(signing.getPublic().getEncoded());
        var encryption = Bytes.of(keys().getPublic().getEncoded());
        var signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(signing.getPrivate());
        signer.update(Enrolment.possessionBytes(token.identity(), key, encryption).toArray());
        var request =
                new Enrolment.Request(
                        token.identity(), token.secret(), key, encryption, Bytes.of(signer.sign()));
        while (true) {
            try (var line = SiteLine.open(from, centre(), new KeyManager[0], trust)) {
                var answer = line.post("/link/v1/enrol", WireJson.write(request).toArray());
                if (answer.status() == 200) {
                    return WireJson.read(Enrolment.Answer.class, answer.body()).certificateChain();
                }
                if (answer.status() != 503) {
                    throw new IOException("not enrolled: " + answer.status());
                }
                Thread.sleep(1000L * answer.retryAfter());
            }
        }
    }

    private KeyManager[] managers(List<Bytes> chain) throws IOException, GeneralSecurityException {
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

    Enrolment.Token token() {
        return token;
    }

    private InetSocketAddress centre() {
        var url = URI.create(token.linkUrl());
        return new InetSocketAddress(url.getHost(), url.getPort());
    }

    /** A connection to the centre with a full handshake. */
    SiteLine connect() throws IOException {
        return SiteLine.open(ANYWHERE, centre(), own, trust);
    }

    /** The same to somebody else, who trusts the centre's authority too. */
    SiteLine connect(InetSocketAddress other, TrustManager[] otherTrust) throws IOException {
        return SiteLine.open(ANYWHERE, other, own, otherTrust);
    }

    byte[] request(
            long epoch, long revision, JournalHead head, List<Bytes> entries, int waitSeconds) {
        return WireJson.write(
                        new LinkRequest(
                                1,
                                "bench",
                                token.identity(),
                                epoch,
                                revision,
                                null,
                                0,
                                head,
                                entries,
                                List.of(),
                                waitSeconds))
                .toArray();
    }

    static LinkAnswer read(SiteLine.Answer answer) {
        return WireJson.read(LinkAnswer.class, answer.body());
    }
}
