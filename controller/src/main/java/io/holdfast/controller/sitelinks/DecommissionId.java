package io.holdfast.controller.sitelinks;

import io.holdfast.controller.scope.Refused;
import java.util.regex.Pattern;

/**
 * One site node that is taken out of service, among those of its site.
 *
 * @param incarnation of the node
 * @param number counted per site
 */
public record DecommissionId(int incarnation, int number) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})-([1-9][0-9]{0,8})");

    /** As it stands in a path. */
    public static DecommissionId in(String path) {
        var form = FORM.matcher(path);
        if (!form.matches()) {
            throw Refused.notFound("decommissioning", path);
        }
        return new DecommissionId(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    @Override
    public String toString() {
        return incarnation + "-" + number;
    }
}
