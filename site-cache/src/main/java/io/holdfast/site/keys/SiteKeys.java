package io.holdfast.site.keys;

import io.holdfast.core.Bytes;
import io.holdfast.sitelink.FingerprintWords;
import io.holdfast.sitelink.Sealing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumSet;

/**
 * The two key pairs of a site node, made at its first start and never replaced (rulings S4): one
 * signs and opens the mutual TLS, to the other the centre seals secrets. A database without keys is
 * somebody else's work or a broken restore: the start is refused.
 */
public final class SiteKeys {

    private static final String SIGNING = "signing";
    private static final String ENCRYPTION = "encryption";
    private static final int MAX_KEY_FILE = 1024;

    private final KeyPair signing;
    private final KeyPair encryption;

    private SiteKeys(KeyPair signing, KeyPair encryption) {
        this.signing = signing;
        this.encryption = encryption;
    }

    /** Reads the keys of this directory, or makes them if nothing was ever stored in it. */
    public static SiteKeys of(SiteDirectory directory) {
        try {
            if (Files.isDirectory(directory.keys())) {
                return read(directory.keys());
            }
            if (Files.exists(directory.database())) {
                throw new StartRefused(
                        "keys-missing",
                        "there is a database but no keys in "
                                + directory.path()
                                + "; restore both from the same backup, or enrol anew in an empty"
                                + " directory");
            }
            return make(directory);
        } catch (IOException | GeneralSecurityException e) {
            throw new StartRefused(
                    "keys-unusable", "cannot use the keys in " + directory.path(), e);
        }
    }

    private static SiteKeys make(SiteDirectory directory)
            throws IOException, GeneralSecurityException {
        var keys = new SiteKeys(newPair(), newPair());
        var fresh = directory.path().resolve("keys.new");
        if (!Files.isDirectory(fresh)) {
            Files.createDirectory(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        store(fresh, SIGNING, keys.signing);
        store(fresh, ENCRYPTION, keys.encryption);
        SiteDirectory.sync(fresh);
        Files.move(fresh, directory.keys(), StandardCopyOption.ATOMIC_MOVE);
        SiteDirectory.sync(directory.path());
        return keys;
    }

    static KeyPair newPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    static void store(Path folder, String name, KeyPair pair) throws IOException {
        write(folder.resolve(name + ".key"), pair.getPrivate().getEncoded());
        write(folder.resolve(name + ".pub"), pair.getPublic().getEncoded());
    }

    static void write(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file);
        try (var channel =
                FileChannel.open(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static SiteKeys read(Path folder) throws IOException, GeneralSecurityException {
        var signing = pair(folder, SIGNING);
        var encryption = pair(folder, ENCRYPTION);
        return new SiteKeys(signing, encryption);
    }

    static KeyPair pair(Path folder, String name) throws IOException, GeneralSecurityException {
        var factory = KeyFactory.getInstance("EC");
        PrivateKey own =
                factory.generatePrivate(
                        new PKCS8EncodedKeySpec(bytes(folder.resolve(name + ".key"))));
        PublicKey shown =
                factory.generatePublic(
                        new X509EncodedKeySpec(bytes(folder.resolve(name + ".pub"))));
        proveThatTheyBelongTogether(own, shown);
        return new KeyPair(shown, own);
    }

    private static void proveThatTheyBelongTogether(PrivateKey own, PublicKey shown)
            throws GeneralSecurityException {
        var challenge = "holdfast-key-check".getBytes(StandardCharsets.US_ASCII);
        var signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(own);
        signer.update(challenge);
        var signature = signer.sign();
        signer.initVerify(shown);
        signer.update(challenge);
        if (!signer.verify(signature)) {
            throw new GeneralSecurityException("private and public key do not belong together");
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(file) > MAX_KEY_FILE) {
            throw new IOException(file.getFileName() + " is too large for a key");
        }
        return Files.readAllBytes(file);
    }

    public PrivateKey signingKey() {
        return signing.getPrivate();
    }

    /** SubjectPublicKeyInfo. */
    public Bytes signingPublicKey() {
        return Bytes.of(signing.getPublic().getEncoded());
    }

    /** SubjectPublicKeyInfo. */
    public Bytes encryptionPublicKey() {
        return Bytes.of(encryption.getPublic().getEncoded());
    }

    /** What two people compare at enrolment. */
    public String words() {
        return FingerprintWords.of(signingPublicKey().toArray());
    }

    /** ECDSA P-256 with SHA-256, DER. */
    public Bytes sign(Bytes bytes) {
        try {
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(signing.getPrivate());
            signer.update(bytes.toArray());
            return Bytes.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the site's own key does not sign", e);
        }
    }

    /** Opens what the centre sealed to this site. */
    public Sealing.Opened open(String purpose, byte[] sealed) {
        return Sealing.open(
                encryption.getPrivate(), encryptionPublicKey().toArray(), purpose, sealed);
    }

    @Override
    public String toString() {
        return "SiteKeys[" + words() + "]";
    }
}
