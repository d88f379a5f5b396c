package io.holdfast.controller.sitelinks.keys;

import io.holdfast.controller.database.KeyDirectory;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.Bytes;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.FingerprintWords;
import io.holdfast.sitelink.WireJson;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The keys of the link, each in a file outside the database: link authority, delivery key, one
 * release key per organisation. The database knows which keys it was made with; with others, or
 * with none, the centre does not start (rulings S4): new keys would silently cut every site off.
 */
@Component
public class LinkKeys {

    static final String CA = "link-ca.pem";
    static final String DELIVERY = "delivery.pem";

    /** One signature is enough for each class in this release (rulings D6). */
    private static final List<Integer> THRESHOLDS = List.of(1, 1, 1, 1, 1);

    private final KeyDirectory directory;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final LinkAuthority authority;
    private final SigningKey delivery;
    private final Map<OrganizationId, SigningKey> releases = new ConcurrentHashMap<>();

    LinkKeys(KeyDirectory directory, JdbcClient jdbc, InstantSource clock) {
        this.directory = directory;
        this.jdbc = jdbc;
        this.clock = clock;
        var known = known();
        this.authority = readCa().orElseGet(() -> makeCa(known));
        this.delivery =
                directory
                        .read(DELIVERY)
                        .map(bytes -> SigningKey.read(DELIVERY, bytes))
                        .orElseGet(() -> makeDelivery(known));
        remember(known);
    }

    /** Which keys the database was made with. */
    private record Known(String caFingerprint, String deliveryKey) {}

    private Optional<Known> known() {
        return jdbc.sql("select ca_fingerprint, delivery_key from link_keys")
                .query((row, _) ->
                        new Known(row.getString("ca_fingerprint"), row.getString("delivery_key")))
                .optional();
    }

    private void remember(Optional<Known> known) {
        var ours = new Known(Digests.of(authority.der()), delivery.id());
        if (known.isEmpty()) {
            jdbc.sql(
                            """
                            insert into link_keys (ca_fingerprint, delivery_key, created_at)
                            values (?, ?, ?) on conflict do nothing\
                            """)
                    .params(
                            ours.caFingerprint(),
                            ours.deliveryKey(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
            known = known();
        }
        if (!known.equals(Optional.of(ours))) {
            throw new IllegalStateException(
                    "the link keys in "
                            + directory.path()
                            + " are not those this database was made with; bring back the"
                            + " directory from the backup that belongs to the database");
        }
    }

    private LinkAuthority makeCa(Optional<Known> known) {
        refuseToReplace(known.isPresent(), CA);
        var made = LinkAuthority.made(clock.instant());
        directory.create(
                CA,
                (Pem.block(Pem.PRIVATE_KEY, made.key().getEncoded())
                                + Pem.block(Pem.CERTIFICATE, made.der().toArray()))
                        .getBytes(StandardCharsets.US_ASCII));
        return made;
    }

    private Optional<LinkAuthority> readCa() {
        return directory
                .read(CA)
                .map(bytes ->
                        new LinkAuthority(
                                SigningKey.privateKey(CA, bytes),
                                certificate(Pem.read(CA, bytes, Pem.CERTIFICATE))));
    }

    private SigningKey makeDelivery(Optional<Known> known) {
        refuseToReplace(known.isPresent(), DELIVERY);
        return make(DELIVERY);
    }

    private SigningKey make(String file) {
        var made = SigningKey.made();
        directory.create(file, made.file());
        return made;
    }

    private void refuseToReplace(boolean known, String file) {
        if (known) {
            throw new IllegalStateException(
                    "the file "
                            + directory.path().resolve(file)
                            + " is missing, but the database was made with it; bring it back"
                            + " from the backup");
        }
    }

    /** The authority of the link's certificates. */
    public LinkAuthority authority() {
        return authority;
    }

    /** Signs freshness and order, never authority. */
    public SigningKey delivery() {
        return delivery;
    }

    /** The acting organisation's release key, made at first use. Needs a transaction. */
    public SigningKey release() {
        var organization = Acting.organization();
        var known = releases.get(organization);
        if (known != null) {
            return known;
        }
        synchronized (releases) {
            var key = releaseOf(organization);
            releases.put(organization, key);
            return key;
        }
    }

    private SigningKey releaseOf(OrganizationId organization) {
        var file = "release-" + organization + ".pem";
        var recorded =
                jdbc.sql("select key_id from release_key")
                        .query((row, _) -> row.getString("key_id"))
                        .optional();
        var key =
                directory
                        .read(file)
                        .map(bytes -> SigningKey.read(file, bytes))
                        .orElseGet(() -> {
                            refuseToReplace(recorded.isPresent(), file);
                            return make(file);
                        });
        if (recorded.isEmpty()) {
            jdbc.sql(
                            """
                            insert into release_key (organization_id, key_id, created_at)
                            values (?, ?, ?)\
                            """)
                    .params(
                            organization.value(),
                            key.id(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } else if (!recorded.get().equals(key.id())) {
            throw new IllegalStateException(
                    "the key in " + file + " is not the one this organisation's sites believe");
        }
        return key;
    }

    /** Which keys this organisation's sites believe; the same bytes each time. */
    public Bytes trustRoot() {
        return WireJson.write(
                new TrustRoot(
                        1,
                        Acting.organization().toString(),
                        List.of(release().publicKey()),
                        List.of(delivery.publicKey()),
                        THRESHOLDS));
    }

    /** The link authority's fingerprint as words. */
    public String words() {
        return FingerprintWords.of(authority.certificate().getPublicKey().getEncoded());
    }

    /** Reads a certificate. */
    public static X509Certificate certificate(Bytes der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a certificate", e);
        }
    }
}
