package io.holdfast.dialect.junos;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code firewall}: filters of both families; one without a family is of IPv4. */
final class FilterReading {

    private FilterReading() {}

    static List<AccessList> read(Part firewall) {
        var found = new ArrayList<AccessList>();
        filters(firewall, Family.IPV4, found);
        firewall.child("family")
                .ifPresent(family -> {
                    for (var which : Family.values()) {
                        family.child(Junos.family(which))
                                .ifPresent(part -> {
                                    filters(part, which, found);
                                    part.done();
                                });
                    }
                    family.done();
                });
        firewall.done();
        return List.copyOf(found);
    }

    private static void filters(Part parent, Family family, List<AccessList> found) {
        for (var filter : parent.each("filter")) {
            filter.remarks().attempt(() -> filter(filter, family)).ifPresent(found::add);
        }
    }

    private static AccessList filter(Part filter, Family family) {
        var name = filter.value(() -> new AclName(filter.name()));
        var rules = new ArrayList<FilterRule>();
        var terms = filter.each("term");
        for (int i = 0; i < terms.size(); i++) {
            var term = terms.get(i);
            var called = term.exactName();
            if (called.equals(Junos.END) && i == terms.size() - 1) {
                end(term);
            } else {
                rules.addAll(term(term, called, family));
            }
        }
        filter.doneOrNoModel();
        return filter.value(() -> new AccessList(name, family, rules));
    }

    /** What Junos does anyway, said aloud. */
    private static void end(Part term) {
        var then = term.child("then").orElseThrow(() -> term.noModel("has no then"));
        if (!then.has("discard")) {
            throw term.noModel("does not discard");
        }
        then.doneOrNoModel();
        term.doneOrNoModel();
    }

    private static List<FilterRule> term(Part term, String name, Family family) {
        var from = term.child("from");
        var matches = from.map(f -> matches(f, family)).orElse(List.of(PacketMatch.every(family)));
        var then = term.child("then");
        var verdict = then.map(FilterReading::verdict).orElse(Verdict.PERMIT);
        boolean log = then.map(FilterReading::logs).orElse(false);
        then.ifPresent(t -> {
            t.ignore("count");
            t.doneOrNoModel();
        });
        term.doneOrNoModel();
        return Rules.numbered(term, name, matches, verdict, log);
    }

    /** Both are asked for, so that neither stays unread. */
    private static boolean logs(Part then) {
        boolean syslog = then.has("syslog");
        boolean buffer = then.has("log");
        return syslog || buffer;
    }

    private static Verdict verdict(Part then) {
        if (then.has("discard")) {
            return Verdict.DENY;
        }
        if (then.child("reject").isPresent()) {
            return Verdict.REJECT;
        }
        if (then.has("accept")) {
            return Verdict.PERMIT;
        }
        throw then.noModel("neither accepts nor discards; the next term would decide");
    }

    private static List<PacketMatch> matches(Part from, Family family) {
        var sources = prefixes(from, "source-address", family);
        var destinations = prefixes(from, "destination-address", family);
        var protocols =
                new ArrayList<>(from.texts(family == Family.IPV4 ? "protocol" : "next-header"));
        if (family == Family.IPV6) {
            protocols.addAll(from.texts("payload-protocol"));
        }
        var services =
                Rules.services(
                        from,
                        protocols,
                        from.texts("source-port"),
                        from.texts("destination-port"),
                        from.texts("icmp-type"),
                        family);
        from.doneOrNoModel();
        var found = new ArrayList<PacketMatch>();
        for (var source : sources) {
            for (var destination : destinations) {
                for (Service service : services) {
                    found.add(new PacketMatch(source, destination, service));
                }
            }
        }
        return found;
    }

    private static List<Prefix> prefixes(Part from, String name, Family family) {
        var found = new ArrayList<Prefix>();
        for (var address : from.each(name)) {
            var text = address.name();
            address.doneOrNoModel();
            var prefix = address.value(() -> Prefix.of(text));
            if (prefix.family() != family) {
                throw address.noModel("is of the other family");
            }
            found.add(prefix);
        }
        return found.isEmpty() ? List.of(Prefix.every(family)) : found;
    }
}
