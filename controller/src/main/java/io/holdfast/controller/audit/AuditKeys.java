package io.holdfast.controller.audit;

import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.controller.database.KeyDirectory;
import io.holdfast.controller.database.KeyedDigests;
import io.holdfast.controller.scope.OrganizationId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The key that signs heads of the audit log, in a file outside the database, and the salts by which
 * an organisation's leaves are told from others'. Another key than the database has heads of would
 * make every auditor believe in a forgery: the centre does not start with it.
 */
@Component
class AuditKeys {

    private static final String FILE = "audit-log.key";
    private static final String ED25519 = "Ed25519";

    private final KeyedDigests digests;
    private final PrivateKey secret;
    private final NoteKey key;

    AuditKeys(KeyDirectory directory, KeyedDigests digests, JdbcClient jdbc) {
        this.digests = digests;
        var newest =
                jdbc.sql("select note from audit_checkpoint order by size desc limit 1")
                        .query(String.class)
                        .optional();
        var file = directory.read(FILE);
        if (file.isEmpty() && newest.isPresent()) {
            throw new IllegalStateException(
                    "the file "
                            + directory.path().resolve(FILE)
                            + " is missing, but the database was made with it: it has heads of the"
                            + " audit log that this key signed. Bring it back from the backup");
        }
        var pair = file.map(AuditKeys::read).orElseGet(() -> made(directory));
        secret = pair.getPrivate();
        key = NoteKey.of("holdfast.audit/" + mark(pair), pair.getPublic());
        if (newest.filter(note -> !isOurs(note)).isPresent()) {
            throw new IllegalStateException(
                    "the key in "
                            + directory.path().resolve(FILE)
                            + " did not sign the newest head of the audit log in this database:"
                            + " either the key or the head was replaced. Bring both back from the"
                            + " backup they belong to");
        }
    }

    private boolean isOurs(String note) {
        try {
            return SignedNote.read(note).isSignedBy(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String mark(KeyPair pair) {
        return Digest.of(pair.getPublic().getEncoded()).hex().substring(0, 16);
    }

    private static KeyPair made(KeyDirectory directory) {
        try {
            var pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            var base64 = Base64.getEncoder();
            directory.create(
                    FILE,
                    (base64.encodeToString(pair.getPrivate().getEncoded())
                                    + "\n"
                                    + base64.encodeToString(pair.getPublic().getEncoded())
                                    + "\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ED25519 + " is missing", e);
        }
    }

    private static KeyPair read(byte[] file) {
        var lines = new String(file, StandardCharsets.US_ASCII).split("\n", -1);
        try {
            var keys = KeyFactory.getInstance(ED25519);
            var base64 = Base64.getDecoder();
            return new KeyPair(
                    keys.generatePublic(new X509EncodedKeySpec(base64.decode(lines[1]))),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines[0]))));
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException(FILE + " is no key of the audit log", e);
        }
    }

    /** Which log, as its heads say it. */
    String origin() {
        return key.name();
    }

    NoteKey key() {
        return key;
    }

    SignedNote sign(String text) {
        return SignedNote.sign(text, key, secret);
    }

    /** By which an organisation tells its own leaves; nothing in the database says it. */
    Digest salt(OrganizationId organization) {
        var bytes = organization.toString().getBytes(StandardCharsets.US_ASCII);
        return Digest.ofBytes(HexFormat.of().parseHex(digests.of("audit-log-leaves", bytes)));
    }
}
