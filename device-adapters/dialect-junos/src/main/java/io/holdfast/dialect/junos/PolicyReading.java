package io.holdfast.dialect.junos;

import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code security policies}. The first policy of a pair of zones that matches decides; after
 * them come the global ones, which are read into every pair they speak of; after them all is
 * denied.
 */
final class PolicyReading {

    /** Two zones by their names on the device. */
    record Between(String from, String to) {}

    /**
     * What one pair of zones says.
     *
     * @param ends whether a last policy denied everything and is not among the rules
     */
    record Pair(List<FilterRule> rules, boolean ends) {}

    private final AddressBooks books;
    private final Applications applications;
    private final List<String> zones;
    private final Map<Between, Pair> pairs = new LinkedHashMap<>();

    PolicyReading(AddressBooks books, Applications applications, List<String> zones) {
        this.books = books;
        this.applications = applications;
        this.zones = zones;
    }

    void read(Part policies) {
        for (var pair : policies.each("policy")) {
            pair.remarks()
                    .carryOut(() -> {
                        pair(pair);
                    });
        }
        policies.child("global")
                .ifPresent(global -> {
                    global.each("policy").forEach(this::global);
                    global.done();
                });
        policies.child("default-policy")
                .ifPresent(part -> {
                    if (part.has("permit-all")) {
                        part.remarks().add(part.path(), "permits what no policy names");
                    }
                    part.has("deny-all");
                    part.done();
                });
        policies.done();
        pairs.forEach((between, pair) -> {
            var names = new HashSet<String>();
            for (var rule : pair.rules()) {
                if (!names.add(rule.name())) {
                    policies.remarks()
                            .add(
                                    policies.path(),
                                    between.from()
                                            + " to "
                                            + between.to()
                                            + ": two rules are called "
                                            + rule.name());
                }
            }
        });
    }

    Optional<Pair> rules(String from, String to) {
        return Optional.ofNullable(pairs.get(new Between(from, to)));
    }

    Map<Between, List<FilterRule>> pairs() {
        var found = new LinkedHashMap<Between, List<FilterRule>>();
        pairs.forEach((between, pair) -> found.put(between, pair.rules()));
        return found;
    }

    private void pair(Part part) {
        var between = new Between(zone(part, "from-zone-name"), zone(part, "to-zone-name"));
        if (pairs.containsKey(between)) {
            throw part.noModel("the pair of zones stands twice");
        }
        boolean toSelf = between.to().equals(Junos.SELF);
        var rules = new ArrayList<FilterRule>();
        boolean ends = false;
        for (var policy : part.each("policy")) {
            if (toSelf && isEnd(policy)) {
                ends = true;
                continue;
            }
            if (ends) {
                policy.remarks().add(policy.path(), "stands after the end");
                continue;
            }
            policy.remarks().attempt(() -> policy(policy, between, "")).ifPresent(rules::addAll);
        }
        part.done();
        pairs.put(between, new Pair(rules, ends));
    }

    private String zone(Part part, String which) {
        var name =
                part.text(which)
                        .map(String::strip)
                        .orElseThrow(() -> part.noModel("has no " + which));
        if (!zones.contains(name) && !name.equals(Junos.SELF)) {
            throw part.noModel("no zone " + name + " that is understood");
        }
        return name;
    }

    private static boolean isEnd(Part policy) {
        return policy.name().equals(Junos.END)
                && policy.at("match", "source-address").map(Part::ownText).orElse("").equals("any")
                && policy.at("match", "destination-address")
                        .map(Part::ownText)
                        .orElse("")
                        .equals("any")
                && policy.at("match", "application").map(Part::ownText).orElse("").equals("any")
                && policy.at("then", "deny").isPresent();
    }

    private void global(Part policy) {
        policy.remarks()
                .carryOut(() -> {
                    var match = policy.child("match");
                    var from = match.map(m -> m.texts("from-zone")).orElse(List.of());
                    var to = match.map(m -> m.texts("to-zone")).orElse(List.of());
                    for (var one : named(from)) {
                        for (var other : named(to)) {
                            var between = new Between(one, other);
                            var more = policy(policy, between, "global-");
                            var before = pairs.getOrDefault(between, new Pair(List.of(), false));
                            var all = new ArrayList<>(before.rules());
                            all.addAll(more);
                            pairs.put(between, new Pair(all, before.ends()));
                        }
                    }
                });
    }

    private List<String> named(List<String> words) {
        return words.isEmpty() || words.contains("any")
                ? zones
                : zones.stream().filter(words::contains).toList();
    }

    private List<FilterRule> policy(Part policy, Between between, String prefix) {
        var called = policy.name();
        var description = policy.text("description");
        var name = description.filter(_ -> PolicyNames.isNumbered(called)).orElse(prefix + called);
        if (description.isPresent() && !PolicyNames.isNumbered(called)) {
            policy.remarks().add(policy.path(), "its description is left out");
        }
        var match = policy.child("match").orElseThrow(() -> policy.noModel("has no match"));
        var matches = matches(match, between);
        var then = policy.child("then").orElseThrow(() -> policy.noModel("has no then"));
        var verdict = verdict(then);
        var log = then.child("log");
        log.ifPresent(part -> {
            part.ignore("session-init", "session-close");
            part.doneOrNoModel();
        });
        then.ignore("count");
        then.doneOrNoModel();
        policy.doneOrNoModel();
        return Rules.numbered(policy, name, matches, verdict, log.isPresent());
    }

    private static Verdict verdict(Part then) {
        var permit = then.child("permit");
        if (permit.isPresent()) {
            permit.get().doneOrNoModel();
            return Verdict.PERMIT;
        }
        if (then.child("reject").isPresent()) {
            return Verdict.REJECT;
        }
        if (then.has("deny")) {
            return Verdict.DENY;
        }
        throw then.noModel("neither permits nor denies");
    }

    private List<PacketMatch> matches(Part match, Between between) {
        match.ignore("from-zone", "to-zone");
        var sources = match.texts("source-address");
        var destinations = match.texts("destination-address");
        var names = match.texts("application");
        match.doneOrNoModel();
        var found = new ArrayList<PacketMatch>();
        for (var family : Family.values()) {
            var from = books.meant(match, between.from(), sources, family);
            var to = books.meant(match, between.to(), destinations, family);
            if (from.isEmpty() || to.isEmpty()) {
                continue;
            }
            for (Service service : applications.meant(match, names, family)) {
                for (var source : from) {
                    for (var destination : to) {
                        found.add(new PacketMatch(source, destination, service));
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw match.noModel("matches nothing");
        }
        return found;
    }

    /** What a word of host-inbound-traffic lets in, from everybody. */
    static List<FilterRule> inbound(String zone, String word, boolean protocol) {
        var found = new ArrayList<FilterRule>();
        HostInbound.meaning(word, protocol)
                .forEach((family, services) -> {
                    var every = Prefix.every(family);
                    for (int i = 0; i < services.size(); i++) {
                        var name =
                                (protocol ? "protocol-" : "service-")
                                        + word
                                        + (family == Family.IPV4 ? "-v4" : "-v6")
                                        + (i == 0 ? "" : "-" + (i + 1));
                        found.add(
                                new FilterRule(
                                        name,
                                        new PacketMatch(every, every, services.get(i)),
                                        Verdict.PERMIT,
                                        false));
                    }
                });
        if (found.isEmpty()) {
            throw new Remarks.NoModel(
                    "security zone " + zone + " host-inbound-traffic", "no model for " + word);
        }
        return found;
    }
}
