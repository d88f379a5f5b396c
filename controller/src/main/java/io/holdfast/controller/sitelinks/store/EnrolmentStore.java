package io.holdfast.controller.sitelinks.store;

import static io.holdfast.controller.sitelinks.store.Columns.at;
import static io.holdfast.controller.sitelinks.store.Columns.instant;

import io.holdfast.controller.database.Ids;
import io.holdfast.controller.scope.Acting;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.core.Bytes;
import io.holdfast.core.site.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Enrolment tokens and the certificates they were turned into. */
@Component
public class EnrolmentStore {

    private final JdbcClient jdbc;

    EnrolmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A token and what became of it. */
    public record Token(
            UUID id, SiteId site, int incarnation, Instant validUntil, Optional<Use> use) {}

    /** For which keys a token was used, and with what. */
    public record Use(Bytes signingKey, Bytes encryptionKey, List<Bytes> chain) {
        public Use {
            chain = List.copyOf(chain);
        }
    }

    /** A site's certificate. */
    public record Certificate(
            SiteId site,
            int incarnation,
            Bytes encryptionKey,
            Bytes certificate,
            Instant notAfter,
            boolean revoked) {}

    /** Whose token has this secret; asked before an organisation is known. */
    public Optional<OrganizationId> organizationOfToken(Bytes secretDigest) {
        return organization("select organization_of_enrolment(?)", secretDigest);
    }

    /** Whose site has this certificate; asked before an organisation is known. */
    public Optional<OrganizationId> organizationOfCertificate(Bytes fingerprint) {
        return organization("select organization_of_certificate(?)", fingerprint);
    }

    private Optional<OrganizationId> organization(String question, Bytes key) {
        return jdbc.sql(question)
                .param(key.toArray())
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** Ends what older unused tokens of the site are good for. */
    public void endUnused(SiteId site, Instant now) {
        jdbc.sql(
                        """
                        update enrolment_token set valid_until = ?
                        where site_code = ? and used_at is null and valid_until > ?\
                        """)
                .params(at(now), site.value(), at(now))
                .update();
    }

    public void issue(
            SiteId site, int incarnation, Bytes secretDigest, Instant now, Instant validUntil) {
        jdbc.sql(
                        """
                        insert into enrolment_token (organization_id, token_id, site_code, incarnation,
                            secret_digest, created_at, created_by, valid_until)
                        values (?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        Ids.next(now),
                        site.value(),
                        incarnation,
                        secretDigest.toArray(),
                        at(now),
                        Acting.caller().subject(),
                        at(validUntil))
                .update();
    }

    /** The token of a secret; nobody else decides about it until the transaction ends. */
    public Optional<Token> lockToken(Bytes secretDigest) {
        return jdbc.sql("select * from enrolment_token where secret_digest = ? for update")
                .param(secretDigest.toArray())
                .query((row, _) ->
                        new Token(
                                row.getObject("token_id", UUID.class),
                                new SiteId(row.getString("site_code")),
                                row.getInt("incarnation"),
                                instant(row, "valid_until"),
                                use(row)))
                .optional();
    }

    private static Optional<Use> use(ResultSet row) throws SQLException {
        if (row.getObject("used_at") == null) {
            return Optional.empty();
        }
        var chain = (byte[][]) row.getArray("certificate_chain").getArray();
        return Optional.of(
                new Use(
                        Bytes.of(row.getBytes("signing_key")),
                        Bytes.of(row.getBytes("encryption_key")),
                        Arrays.stream(chain).map(Bytes::of).toList()));
    }

    public void use(UUID token, Use use, Instant now) {
        jdbc.sql(
                        """
                        update enrolment_token set used_at = ?, signing_key = ?, encryption_key = ?,
                            certificate_chain = ? where token_id = ?\
                        """)
                .params(
                        at(now),
                        use.signingKey().toArray(),
                        use.encryptionKey().toArray(),
                        use.chain().stream().map(Bytes::toArray).toArray(byte[][]::new),
                        token)
                .update();
    }

    public void append(Bytes fingerprint, Certificate certificate, Instant now) {
        jdbc.sql(
                        """
                        insert into site_certificate (organization_id, fingerprint, site_code, incarnation,
                            encryption_key, certificate, not_after, issued_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)\
                        """)
                .params(
                        Acting.organization().value(),
                        fingerprint.toArray(),
                        certificate.site().value(),
                        certificate.incarnation(),
                        certificate.encryptionKey().toArray(),
                        certificate.certificate().toArray(),
                        at(certificate.notAfter()),
                        at(now))
                .update();
    }

    public Optional<Certificate> certificate(Bytes fingerprint) {
        return jdbc.sql("select * from site_certificate where fingerprint = ?")
                .param(fingerprint.toArray())
                .query((row, _) -> certificate(row))
                .optional();
    }

    /** The newest certificate of a site's incarnation. */
    public Optional<Certificate> newest(SiteId site, int incarnation) {
        return jdbc.sql(
                        """
                        select * from site_certificate where site_code = ? and incarnation = ?
                        order by issued_at desc limit 1\
                        """)
                .params(site.value(), incarnation)
                .query((row, _) -> certificate(row))
                .optional();
    }

    private static Certificate certificate(ResultSet row) throws SQLException {
        return new Certificate(
                new SiteId(row.getString("site_code")),
                row.getInt("incarnation"),
                Bytes.of(row.getBytes("encryption_key")),
                Bytes.of(row.getBytes("certificate")),
                instant(row, "not_after"),
                row.getObject("revoked_at") != null);
    }

    /** Revokes what earlier site boxes of this site were given. */
    public void revokeBefore(SiteId site, int incarnation, Instant now) {
        jdbc.sql(
                        """
                        update site_certificate set revoked_at = ?
                        where site_code = ? and incarnation < ? and revoked_at is null\
                        """)
                .params(at(now), site.value(), incarnation)
                .update();
    }
}
