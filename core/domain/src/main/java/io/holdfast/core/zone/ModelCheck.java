package io.holdfast.core.zone;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Refuses what must not even be modelled: unknown names, overlaps, conduits that say too little or
 * allow too much, plans whose cables and addresses do not fit. Each problem names the field, a
 * stable code and one sentence. It judges words, not packets; packets are judged by the proof.
 */
public final class ModelCheck {

    private static final int MOST_ZONES = 100;
    private static final int MOST_CONDUITS = 2_000;
    private static final int MOST_GUARDRAILS = 100;
    private static final int MOST_SITES = 1_000;

    /** Of a zone at a site, and of each of its groups. */
    public static final int MOST_PREFIXES = 64;

    /** Leaves room for the rest of a list's and a rule's name on the device. */
    static final int LONGEST_NAME_ON_DEVICES = 50;

    private ModelCheck() {}

    /**
     * Everything that is wrong with a model and the plans of its sites; empty if nothing is.
     * Pointers begin with {@code /zones/i}, {@code /conduits/i}, {@code /guardrails/i}, {@code
     * /acceptances/i} or {@code /sites/i}.
     */
    public static List<ModelProblem> check(ZoneModel model, List<SitePlan> plans) {
        var found = new FoundProblems();
        if (tooLarge(model, plans, found)) {
            return found.all();
        }
        zones(model, found.at("zones"));
        guardrails(model, found.at("guardrails"));
        conduits(model, plans, found.at("conduits"));
        AcceptanceCheck.check(model, found.at("acceptances"));
        var seen = new HashSet<SiteId>();
        for (int i = 0; i < plans.size(); i++) {
            var plan = plans.get(i);
            var at = found.at("sites").at(i);
            if (!seen.add(plan.site())) {
                at.at("site").add("SITE_TWICE", "There are two sites " + plan.site() + ".");
            }
            PlanCheck.check(plan, model, at);
        }
        return found.all();
    }

    /**
     * What is wrong with one conduit; pointers begin at the conduit, as in {@code /justification}.
     */
    public static List<ModelProblem> checkConduit(Conduit conduit, ZoneModel model) {
        var found = new FoundProblems();
        ConduitCheck.check(conduit, model, found);
        return found.all();
    }

    /**
     * The same for a conduit that is typed today: its review date lies ahead, and not too far. Not
     * for conduits in force, where a passed review date is a task and nothing else (rulings P5).
     */
    public static List<ModelProblem> checkNewConduit(
            Conduit conduit, ZoneModel model, LocalDate today) {
        var found = new FoundProblems();
        ConduitCheck.check(conduit, model, found);
        ConduitCheck.reviewDate(conduit.reviewDate(), today, found);
        LastingCheck.newlyTyped(conduit, today, found);
        return found.all();
    }

    private static boolean tooLarge(ZoneModel model, List<SitePlan> plans, FoundProblems found) {
        limit(model.zones().size(), MOST_ZONES, found.at("zones"), "zones");
        limit(model.conduits().size(), MOST_CONDUITS, found.at("conduits"), "conduits");
        limit(model.guardrails().size(), MOST_GUARDRAILS, found.at("guardrails"), "guardrails");
        limit(plans.size(), MOST_SITES, found.at("sites"), "sites");
        return !found.all().isEmpty();
    }

    private static void limit(int size, int most, FoundProblems found, String what) {
        if (size > most) {
            found.add(
                    "MODEL_TOO_LARGE",
                    "There are at most " + most + " " + what + ", not " + size + ".");
        }
    }

    private static void zones(ZoneModel model, FoundProblems found) {
        var names = new HashSet<ZoneName>();
        Map<ZoneKind, ZoneName> single = new HashMap<>();
        for (int i = 0; i < model.zones().size(); i++) {
            var zone = model.zones().get(i);
            if (!names.add(zone.name())) {
                found.at(i)
                        .at("name")
                        .add("ZONE_TWICE", "There are two zones " + zone.name() + ".");
            }
            if (zone.name().value().length() > LONGEST_NAME_ON_DEVICES) {
                found.at(i)
                        .at("name")
                        .add(
                                "ZONE_NAME_TOO_LONG",
                                "A zone's name is part of names on devices and has at most "
                                        + LONGEST_NAME_ON_DEVICES
                                        + " characters.");
            }
            if (zone.kind() == ZoneKind.WAN || zone.kind() == ZoneKind.MANAGEMENT) {
                var other = single.putIfAbsent(zone.kind(), zone.name());
                if (other != null) {
                    found.at(i)
                            .at("kind")
                            .add(
                                    "ZONE_KIND_TWICE",
                                    "There is one zone of kind "
                                            + zone.kind()
                                            + " and it is "
                                            + other
                                            + ".");
                }
            }
        }
    }

    private static void guardrails(ZoneModel model, FoundProblems found) {
        var names = new HashSet<String>();
        for (int i = 0; i < model.guardrails().size(); i++) {
            var name = model.guardrails().get(i).name();
            if (!name.matches("[a-z0-9][a-z0-9-]*") || name.length() > LONGEST_NAME_ON_DEVICES) {
                found.at(i)
                        .at("name")
                        .add(
                                "GUARDRAIL_NAME",
                                "A guardrail's name is 1 to "
                                        + LONGEST_NAME_ON_DEVICES
                                        + " of a-z, 0-9 and hyphens.");
            }
            if (!names.add(name)) {
                found.at(i)
                        .at("name")
                        .add("GUARDRAIL_TWICE", "There are two guardrails " + name + ".");
            }
        }
    }

    private static void conduits(ZoneModel model, List<SitePlan> plans, FoundProblems found) {
        var ids = new HashSet<ConduitId>();
        for (int i = 0; i < model.conduits().size(); i++) {
            var conduit = model.conduits().get(i);
            var at = found.at(i);
            if (!ids.add(conduit.id())) {
                at.at("id").add("CONDUIT_TWICE", "There are two conduits " + conduit.id() + ".");
            }
            ConduitCheck.check(conduit, model, at);
            sites(conduit.scope(), plans, at.at("scope").at("sites"));
            group(conduit.from(), sitesOf(conduit.scope(), plans, true), at.at("from"));
            group(conduit.to(), sitesOf(conduit.scope(), plans, false), at.at("to"));
        }
    }

    private static void sites(Scope scope, List<SitePlan> plans, FoundProblems found) {
        var sites =
                switch (scope) {
                    case Scope.EverySite _ -> List.<SiteId>of();
                    case Scope.OnlySites(var only) -> only;
                    case Scope.BetweenSites(var from, var to) -> List.of(from, to);
                };
        for (int i = 0; i < sites.size(); i++) {
            var site = sites.get(i);
            if (plans.stream().noneMatch(p -> p.site().equals(site))) {
                found.at(i).add("UNKNOWN_SITE", "There is no site \"" + site + "\".");
            }
        }
    }

    /** The sites at which one end of the conduit stands. */
    private static List<SitePlan> sitesOf(Scope scope, List<SitePlan> plans, boolean initiating) {
        return plans.stream()
                .filter(p ->
                        switch (scope) {
                            case Scope.EverySite _, Scope.OnlySites _ -> scope.covers(p.site());
                            case Scope.BetweenSites(var from, var to) ->
                                    p.site().equals(initiating ? from : to);
                        })
                .toList();
    }

    private static void group(Endpoint endpoint, List<SitePlan> covered, FoundProblems found) {
        if (ConduitCheck.unknownGroup(endpoint, covered)) {
            found.at("group")
                    .add("UNKNOWN_GROUP", "No site of this conduit has \"" + endpoint + "\".");
        }
    }
}
