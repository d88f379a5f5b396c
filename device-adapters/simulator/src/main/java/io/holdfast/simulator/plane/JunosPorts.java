package io.holdfast.simulator.plane;

import io.holdfast.simulator.xml.Element;
import java.util.Optional;

/** Ports and message types as Junos writes them: one number, or two with a hyphen. */
final class JunosPorts {

    private JunosPorts() {}

    static PlaneRule.Ports of(Optional<Element> given) {
        return given.map(e -> read(e.trimmed())).orElse(PlaneRule.Ports.EVERY);
    }

    private static PlaneRule.Ports read(String text) {
        int hyphen = text.indexOf('-');
        int first = Integer.parseInt(hyphen < 0 ? text : text.substring(0, hyphen));
        int last = hyphen < 0 ? first : Integer.parseInt(text.substring(hyphen + 1));
        return new PlaneRule.Ports(first, last, false);
    }
}
