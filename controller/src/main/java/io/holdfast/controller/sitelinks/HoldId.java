package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Refused;
import java.util.regex.Pattern;

/**
 * Names a hold of a site, as in 1-3: the third of its first site node.
 *
 * @param hold counted over the life of the site node
 */
public record HoldId(int incarnation, long hold) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})-([1-9][0-9]{0,17})");

    /**
     * Reads 1-3.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static HoldId of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" names no hold");
        }
        return new HoldId(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)));
    }

    /** As it stands in a path: what names no hold is none. */
    public static HoldId in(String path) {
        try {
            return of(path);
        } catch (IllegalArgumentException e) {
            throw Refused.notFound("hold", path);
        }
    }

    @Override
    public String toString() {
        return incarnation + "-" + hold;
    }
}
