package io.holdfast.core.verify;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Prefix;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a space already knows of lists of rules, by their content. A proof asks for the same few
 * lists again and again: which list it is, is looked up in those asked for last before its rules
 * are compared with others one by one.
 */
final class RuleLists {

    /** What is known of one content. */
    static final class Known {

        private final List<FilterRule> rules;
        private Optional<PacketSet> permitted = Optional.empty();
        private Optional<PacketSet> answering = Optional.empty();
        private Optional<Anomalies> anomalies = Optional.empty();
        private Optional<List<Prefix>> opened = Optional.empty();
        private final Map<AccessList, String> digests = new HashMap<>();

        private Known(List<FilterRule> rules) {
            this.rules = rules;
        }

        Optional<PacketSet> permitted() {
            return permitted;
        }

        PacketSet permits(PacketSet packets) {
            permitted = Optional.of(packets);
            return packets;
        }

        Optional<PacketSet> answering() {
            return answering;
        }

        PacketSet answers(PacketSet packets) {
            answering = Optional.of(packets);
            return packets;
        }

        /** The prefixes that something is permitted from or to, each once. */
        List<Prefix> opened() {
            if (opened.isEmpty()) {
                var prefixes = new LinkedHashSet<Prefix>();
                for (var rule : rules) {
                    if (rule.verdict() == Verdict.PERMIT) {
                        prefixes.add(rule.match().source());
                        prefixes.add(rule.match().destination());
                    }
                }
                opened = Optional.of(List.copyOf(prefixes));
            }
            return opened.get();
        }

        /** The rules of the list that do nothing. */
        Anomalies anomalies() {
            if (anomalies.isEmpty()) {
                anomalies = Optional.of(Anomalies.of(rules));
            }
            return anomalies.get();
        }

        /** SHA-256 of the canonical text of a list with these rules. */
        private String digest(AccessList list, Map<Record, String> written) {
            var name = new AccessList(list.name(), list.family(), List.of());
            return digests.computeIfAbsent(name, _ -> Sha256.of(CanonicalText.of(list, written)));
        }
    }

    /**
     * A list by what it says. Its hash is of what its rules match and not of their names, which
     * would cost more than all the rest; two lists that differ in names alone are compared.
     */
    private record Content(List<FilterRule> rules) {

        @Override
        public int hashCode() {
            long mixed = rules.size();
            for (var rule : rules) {
                var match = rule.match();
                mixed = 31 * mixed + bits(match.source());
                mixed = 31 * mixed + bits(match.destination());
                mixed = 31 * mixed + match.service().hashCode();
            }
            return Long.hashCode(mixed);
        }

        /** A network of IPv6 has all its bits in the upper half. */
        private static long bits(Prefix prefix) {
            var address = prefix.address();
            return 31 * address.high() + address.low() + prefix.length();
        }
    }

    /** As many lists as the devices of an ordinary site have together. */
    private static final int RECENT = 64;

    private final Map<Content, Known> byContent = new HashMap<>();
    private final Known[] recent = new Known[RECENT];
    private final Object[] asked = new Object[RECENT];
    private int next;

    String digest(AccessList list, Map<Record, String> written) {
        return known(list.rules()).digest(list, written);
    }

    Known known(List<FilterRule> rules) {
        for (int i = 0; i < RECENT; i++) {
            if (isSame(asked[i], rules)) {
                return recent[i];
            }
        }
        var known = byContent.computeIfAbsent(new Content(rules), c -> new Known(c.rules()));
        asked[next] = rules;
        recent[next] = known;
        next = (next + 1) % RECENT;
        return known;
    }

    /** The list itself: whoever asks for it again holds the same one. */
    @SuppressWarnings("ReferenceEquality") // comparing rules is what this spares
    private static boolean isSame(Object one, Object other) {
        return one == other;
    }
}
