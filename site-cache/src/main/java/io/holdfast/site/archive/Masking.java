package io.holdfast.site.archive;

import io.holdfast.spi.xml.XmlDocument;
import io.holdfast.spi.xml.XmlElement;
import io.holdfast.spi.xml.XmlLimits;
import io.holdfast.spi.xml.XmlResult;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a configuration before anything is stored: by the names that models give
 * their secret leaves, and by the look of hashes and private keys, wherever they stand. A text that
 * cannot be read as what it should be is not masked halfway; it is refused.
 *
 * <p>A masked value says only what it was: a changed password is no difference between versions.
 */
public final class Masking {

    /**
     * Names of leaves whose whole text goes, in the words of IETF, OpenConfig and vendors' models.
     */
    private static final Set<String> SECRET =
            new java.util.TreeSet<>(
                    java.util.List.of(
                            "ascii-text",
                            "auth-key",
                            "auth-password",
                            "authentication-key",
                            "authentication-password",
                            "binary-name",
                            "cleartext-key",
                            "cleartext-password",
                            "cleartext-private-key",
                            "cleartext-symmetric-key",
                            "community-name",
                            "community-string",
                            "encrypted-password",
                            "encrypted-value",
                            "hexadecimal",
                            "key-string",
                            "keystring",
                            "passphrase",
                            "passwd",
                            "password",
                            "password-hash",
                            "password-hashed",
                            "plain-text-password",
                            "pre-shared-key",
                            "preshared-key",
                            "priv-password",
                            "privacy-key",
                            "privacy-password",
                            "private-key",
                            "psk",
                            "secret",
                            "secret-key",
                            "secret-key-hashed",
                            "security-name",
                            "shared-secret",
                            "simple-password",
                            "sym-key",
                            "text-name",
                            "trap-community",
                            "wpa-psk",
                            "wpa2-psk",
                            "wpa3-psk"));

    /** Parts of a leaf's name that make it secret, whatever stands around them. */
    private static final Pattern SECRET_PART =
            Pattern.compile("passw(or)?d|passphrase|secret|private-?key|pre-?shared|community");

    /** Under these, a leaf called key or name is the secret itself. */
    private static final Pattern SECRET_PARENT =
            Pattern.compile(
                    ".*(community|pre-?shared-?key|authentication-key|md5|sha[0-9]*|usm|auth|priv)");

    /** Crypt hashes ($1$, $5$, $6$, $8$, $9$, $2y$ ...) and the beginning of private keys. */
    private static final Pattern LOOKS_SECRET =
            Pattern.compile(
                    "\\$(?:[0-9]{1,2}[a-z]?|y|gy)\\$\\S{4,}|-----BEGIN [A-Z ]*PRIVATE KEY-----");

    /** Where Holdfast's own text names a secret instead of having it (rulings D7). */
    private static final Pattern REFERENCE =
            Pattern.compile("\\{\\{(secret|masked):[A-Za-z0-9@._-]{1,100}\\}\\}");

    private Masking() {}

    /** What became of masking. */
    public sealed interface Result {

        /**
         * A text that may be stored.
         *
         * @param masked how many values were taken out
         */
        record Masked(String text, int masked) implements Result {}

        /** Nothing may be stored. */
        record Refused(String reason) implements Result {}
    }

    /** Masks a configuration in the XML of NETCONF, and lays it out a leaf a line. */
    public static Result xml(String text) {
        return switch (XmlDocument.read("<data>" + text + "</data>", XmlLimits.DEVICE)) {
            case XmlResult.Rejected(var reason) -> new Result.Refused("not XML: " + reason);
            case XmlResult.Parsed(var root) -> {
                var out = new StringBuilder();
                int masked = 0;
                for (var child : root.children()) {
                    masked += write(out, child, "", "", 0);
                }
                yield new Result.Masked(out.toString(), masked);
            }
        };
    }

    private static int write(
            StringBuilder out, XmlElement element, String parent, String parentSpace, int depth) {
        var name = element.name();
        out.repeat("  ", depth).append('<').append(name);
        if (!element.namespace().equals(parentSpace)) {
            out.append(" xmlns=\"").append(escaped(element.namespace())).append('"');
        }
        int masked = 0;
        for (var attribute : element.attributes()) {
            boolean secret = isSecret(attribute.name(), name, attribute.value());
            masked += secret ? 1 : 0;
            out.append(' ').append(attribute.name()).append("=\"");
            out.append(secret ? mask(attribute.name()) : escaped(attribute.value())).append('"');
        }
        if (element.children().isEmpty()) {
            boolean secret = isSecret(name, parent, element.text());
            masked += secret ? 1 : 0;
            if (!secret) {
                declarePrefix(out, element);
            }
            out.append('>').append(secret ? mask(name) : escaped(element.text()));
            out.append("</").append(name).append(">\n");
            return masked;
        }
        out.append(">\n");
        for (var child : element.children()) {
            masked += write(out, child, name, element.namespace(), depth + 1);
        }
        out.repeat("  ", depth).append("</").append(name).append(">\n");
        return masked;
    }

    /** A text that is a qualified name needs its prefix wherever it is read again. */
    private static void declarePrefix(StringBuilder out, XmlElement element) {
        var text = element.text().strip();
        int colon = text.indexOf(':');
        if (colon > 0) {
            element.textAsName()
                    .ifPresent(name ->
                            out.append(" xmlns:")
                                    .append(text, 0, colon)
                                    .append("=\"")
                                    .append(escaped(name.namespace()))
                                    .append('"'));
        }
    }

    private static boolean isSecret(String leaf, String parent, String value) {
        if (value.isEmpty() || REFERENCE.matcher(value).matches()) {
            return false;
        }
        var name = leaf.toLowerCase(Locale.ROOT);
        boolean byParent =
                (name.equals("key") || name.equals("name") || name.equals("value"))
                        && SECRET_PARENT.matcher(parent.toLowerCase(Locale.ROOT)).matches();
        return SECRET.contains(name)
                || SECRET_PART.matcher(name).find()
                || byParent
                || LOOKS_SECRET.matcher(value).find();
    }

    private static String mask(String name) {
        return "{{masked:" + name + "}}";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
