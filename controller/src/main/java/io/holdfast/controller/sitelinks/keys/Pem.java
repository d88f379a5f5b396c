package io.holdfast.controller.sitelinks.keys;

import io.holdfast.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Textual encoding of keys and certificates (RFC 7468), as few lines of it as a key file needs. */
final class Pem {

    static final String PRIVATE_KEY = "PRIVATE KEY";
    static final String PUBLIC_KEY = "PUBLIC KEY";
    static final String CERTIFICATE = "CERTIFICATE";

    private Pem() {}

    static String block(String label, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** The one block of this label in a file. */
    static Bytes read(String file, byte[] bytes, String label) {
        var text = new String(bytes, StandardCharsets.US_ASCII);
        var block =
                Pattern.compile(
                                "-----BEGIN " + label + "-----(.*?)-----END " + label + "-----",
                                Pattern.DOTALL)
                        .matcher(text);
        if (!block.find()) {
            throw new IllegalStateException("the key file " + file + " has no " + label);
        }
        try {
            return Bytes.of(Base64.getMimeDecoder().decode(block.group(1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the key file " + file + " is damaged", e);
        }
    }
}
