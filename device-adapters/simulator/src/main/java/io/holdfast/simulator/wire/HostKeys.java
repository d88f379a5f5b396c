package io.holdfast.simulator.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** SSH host keys of simulated devices: ECDSA on nistp256, kept in a file where one is named. */
final class HostKeys {

    private HostKeys() {}

    /** The key of this file, made on first use; or a new one if no file is named. */
    static KeyPair at(String file) throws IOException {
        try {
            if (file.isEmpty()) {
                return fresh();
            }
            var path = Path.of(file);
            if (Files.exists(path)) {
                return read(Files.readAllLines(path));
            }
            var pair = fresh();
            write(path, pair);
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IOException("the host key in " + file + " cannot be used", e);
        }
    }

    private static KeyPair fresh() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static KeyPair read(List<String> lines) throws GeneralSecurityException, IOException {
        if (lines.size() < 2) {
            throw new IOException("a host key file has two lines");
        }
        var factory = KeyFactory.getInstance("EC");
        var decoder = Base64.getDecoder();
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(decoder.decode(lines.get(0)))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(lines.get(1)))));
    }

    private static void write(Path path, KeyPair pair) throws IOException {
        var encoder = Base64.getEncoder();
        var parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createFile(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                path,
                encoder.encodeToString(pair.getPublic().getEncoded())
                        + "\n"
                        + encoder.encodeToString(pair.getPrivate().getEncoded())
                        + "\n",
                StandardOpenOption.TRUNCATE_EXISTING);
    }
}
