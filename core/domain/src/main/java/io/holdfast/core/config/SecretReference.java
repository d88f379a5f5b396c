package io.holdfast.core.config;

import io.holdfast.core.Names;
import java.util.regex.Pattern;

/**
 * A secret by name and version, never the secret (rulings D7). The site fills in the value that is
 * sealed to it; everywhere else stands {@code {{secret:name@version}}}.
 *
 * @param version from 1 on; comparing a configuration ignores the value and checks this
 */
public record SecretReference(String name, int version) {

    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{secret:([a-z0-9-]{1,63})@([1-9][0-9]{0,8})}}");

    public SecretReference {
        Names.label("the name of a secret", name);
        if (version < 1) {
            throw new IllegalArgumentException("versions of a secret begin with 1");
        }
    }

    /**
     * Reads the placeholder.
     *
     * @throws IllegalArgumentException without the text in it, for it may be a real secret
     */
    public static SecretReference of(String placeholder) {
        var parts = PLACEHOLDER.matcher(placeholder);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a reference to a secret");
        }
        return new SecretReference(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    /** The placeholder that stands in texts. */
    @Override
    public String toString() {
        return "{{secret:" + name + "@" + version + "}}";
    }
}
