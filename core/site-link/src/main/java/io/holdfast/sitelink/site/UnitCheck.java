package io.holdfast.sitelink.site;

import io.holdfast.core.Printable;
import io.holdfast.sitelink.site.SiteEvent.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a unit can take the place of the one that failed: it is what the accepted state was
 * compiled for, or nothing is sent to it. A state for another model is the centre's to make.
 */
final class UnitCheck {

    private UnitCheck() {}

    /** What was found. */
    sealed interface Found {

        /** It fits, as far as could be asked; a sentence for each thing. */
        record Fits(String running, List<String> evidence) implements Found {
            public Fits {
                evidence = List.copyOf(evidence);
            }
        }

        record Not(String code, String reason) implements Found {}
    }

    /**
     * Judges what a unit says of itself.
     *
     * @param serial as it stands on it
     */
    static Found judge(String serial, UnitSeen.Wanted wanted, UnitSeen.Told told) {
        if (!told.serial().isBlank() && !same(told.serial(), serial)) {
            return new Found.Not(
                    "SERIAL_DIFFERS", "it says its serial number is " + cut(told.serial()));
        }
        if (bothSay(wanted.model(), told.model()) && !same(wanted.model(), told.model())) {
            return new Found.Not(
                    "WRONG_MODEL",
                    "it says its model is "
                            + cut(told.model())
                            + ", and what it should run was made for "
                            + cut(wanted.model()));
        }
        if (!told.dialect().equals(wanted.dialect())) {
            return new Found.Not(
                    "WRONG_DIALECT",
                    "it is spoken to in "
                            + (told.dialect().isEmpty() ? "no dialect known here" : told.dialect())
                            + ", and what it should run is written in "
                            + wanted.dialect());
        }
        var missing = wanted.ports().stream().filter(p -> !told.ports().contains(p)).toList();
        if (!told.ports().isEmpty() && !missing.isEmpty()) {
            return new Found.Not("PORTS_MISSING", "it has no port " + String.join(", ", missing));
        }
        if (!told.blockers().isEmpty()) {
            return new Found.Not("CAPABILITY_MISSING", cut(told.blockers().getFirst()));
        }
        if (!told.selfReverting()) {
            return new Found.Not(
                    "NOT_SELF_REVERTING",
                    "it does not take a change back by itself, and nothing is sent without that");
        }
        return switch (told.running()) {
            case Reading.Means(var digest) ->
                    new Found.Fits(digest, evidence(serial, wanted, told));
            case Reading.Unreadable(var reason) ->
                    new Found.Not("NOT_READABLE", "what it runs cannot be read: " + cut(reason));
            case Reading.Silent(var reason) -> new Found.Not("UNREACHABLE", cut(reason));
            case Reading.KeyChanged(_, var shown) ->
                    new Found.Not("KEY_DIFFERS", "it shows another host key: " + cut(shown));
        };
    }

    private static List<String> evidence(
            String serial, UnitSeen.Wanted wanted, UnitSeen.Told told) {
        var all = new ArrayList<String>();
        all.add(
                told.serial().isBlank()
                        ? "it does not say its serial number; a person read " + serial + " on it"
                        : "it says its serial number is " + serial);
        all.add(
                bothSay(wanted.model(), told.model())
                        ? "it says its model is " + cut(told.model()) + ", as the old one did"
                        : "its model was not compared: the old unit, or this one, never said it");
        all.add(
                told.ports().isEmpty() || wanted.ports().isEmpty()
                        ? "its ports were not compared: nobody could ask the old unit, or this one"
                        : "it has every port of the plan: " + String.join(", ", wanted.ports()));
        all.add("it is spoken to in " + told.dialect() + " and takes changes back by itself");
        return all;
    }

    private static boolean bothSay(String one, String other) {
        return !one.isBlank() && !other.isBlank();
    }

    private static boolean same(String one, String other) {
        return plain(one).equals(plain(other));
    }

    /** Case and blanks are how people write, not what a unit is. */
    private static String plain(String text) {
        return text.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT);
    }

    private static String cut(String text) {
        return Printable.cut(text, 200);
    }
}
