package io.holdfast.bundlecheck;

import io.holdfast.core.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Something signed: a DSSE envelope (v1.0.2), ECDSA over P-256 with SHA-256 (FIPS 186-5).
 *
 * @param by each signature with the name of the key it claims
 */
record Signed(String type, Bytes payload, List<Mark> by) {

    /** Further ones are not looked at. */
    private static final int MOST = 16;

    /** The order of the group of P-256 (SEC 2, section 2.4.2). */
    private static final BigInteger P256 =
            new BigInteger(
                    "115792089210356248762697446949407573529996955224135760342422259061068512044369");

    record Mark(String key, Bytes value) {}

    static Signed read(String what, Json json) {
        var fields = Fields.of(what, json);
        var signed =
                new Signed(
                        fields.text("payloadType"),
                        Bytes.of(fields.base64("payload")),
                        fields.list("signatures", Signed::mark));
        fields.end();
        return signed;
    }

    private static Mark mark(Json json) {
        var fields = Fields.of("a signature", json);
        var mark = new Mark(fields.text("keyId"), Bytes.of(fields.base64("value")));
        fields.end();
        return mark;
    }

    /** How many different keys of these signed it; none if it is of another type. */
    int signers(String expected, List<byte[]> keys) {
        if (!type.equals(expected)) {
            return 0;
        }
        var looked = by.subList(0, Math.min(by.size(), MOST));
        return (int)
                keys.stream()
                        .map(Sha256::hex)
                        .distinct()
                        .filter(name ->
                                keys.stream()
                                        .filter(k -> Sha256.hex(k).equals(name))
                                        .anyMatch(k ->
                                                looked.stream()
                                                        .filter(m -> m.key().equals(name))
                                                        .anyMatch(
                                                                m -> fits(m.value().toArray(), k))))
                        .count();
    }

    private boolean fits(byte[] value, byte[] key) {
        try {
            var open = open(key);
            if (open.isEmpty()) {
                return false;
            }
            var check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(open.get());
            check.update(
                    ("DSSEv1 " + utf8(type).length + " " + type + " " + payload.size() + " ")
                            .getBytes(StandardCharsets.UTF_8));
            check.update(payload.toArray());
            return check.verify(value);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Optional<ECPublicKey> open(byte[] key) throws GeneralSecurityException {
        var read = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key));
        return read instanceof ECPublicKey ec
                        && ec.getParams().getOrder().equals(P256)
                        && Arrays.equals(ec.getEncoded(), key)
                ? Optional.of(ec)
                : Optional.empty();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
