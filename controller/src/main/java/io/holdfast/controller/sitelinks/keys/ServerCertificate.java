package io.holdfast.controller.sitelinks.keys;

import io.holdfast.controller.database.KeyDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.springframework.stereotype.Component;

/**
 * The listener's own certificate, in a file beside the authority's. Made again when its names
 * changed or less than half of its life is left.
 */
@Component
public class ServerCertificate {

    static final String FILE = "link-server.pem";

    private final KeyDirectory directory;
    private final LinkKeys keys;
    private final InstantSource clock;

    ServerCertificate(KeyDirectory directory, LinkKeys keys, InstantSource clock) {
        this.directory = directory;
        this.keys = keys;
        this.clock = clock;
    }

    private record Pair(PrivateKey key, X509Certificate certificate) {}

    /** Key managers that show the listener's certificate and the authority's. */
    public KeyManager[] keyManagers(List<String> names) {
        var pair = read().filter(p -> fits(p.certificate(), names)).orElseGet(() -> make(names));
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "link",
                    pair.key(),
                    new char[0],
                    new Certificate[] {pair.certificate(), keys.authority().certificate()});
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, new char[0]);
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the listener's certificate cannot be used", e);
        }
    }

    private Optional<Pair> read() {
        return directory
                .read(FILE)
                .map(bytes ->
                        new Pair(
                                SigningKey.privateKey(FILE, bytes),
                                LinkKeys.certificate(Pem.read(FILE, bytes, Pem.CERTIFICATE))));
    }

    private boolean fits(X509Certificate certificate, List<String> names) {
        var half = clock.instant().plus(LinkAuthority.SERVER_LIFE.dividedBy(2));
        return keys.authority().issued(certificate)
                && certificate.getNotAfter().toInstant().isAfter(half)
                && namesOf(certificate).equals(spelled(names));
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        try {
            var names = new TreeSet<String>();
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(a -> names.add(String.valueOf(a.get(1))));
            }
            return names;
        } catch (GeneralSecurityException e) {
            return new TreeSet<>();
        }
    }

    /** As the platform spells addresses when it reads them out of a certificate. */
    private static Set<String> spelled(List<String> names) {
        var spelled = new TreeSet<String>();
        for (var name : names) {
            spelled.add(
                    name.contains(":")
                            ? java.net.InetAddress.ofLiteral(name).getHostAddress()
                            : name);
        }
        return spelled;
    }

    private Pair make(List<String> names) {
        var pair = SigningKey.newPair();
        var certificate = keys.authority().server(pair.getPublic(), names, clock.instant());
        directory.write(
                FILE,
                (Pem.block(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded())
                                + Pem.block(
                                        Pem.CERTIFICATE, LinkAuthority.der(certificate).toArray()))
                        .getBytes(StandardCharsets.US_ASCII));
        return new Pair(pair.getPrivate(), certificate);
    }
}
