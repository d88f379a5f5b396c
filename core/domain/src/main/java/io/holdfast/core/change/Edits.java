package io.holdfast.core.change;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.RiskAcceptance;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies the edits of a change to what is in force, and finds the edits between two states. */
public final class Edits {

    /** More than a person can review. */
    public static final int MOST = 200;

    private Edits() {}

    /** What comes of applying edits. */
    public sealed interface Edited {

        /** A state that may be compiled. */
        record Applied(ZoneModel model, List<SitePlan> plans) implements Edited {
            public Applied {
                plans = List.copyOf(plans);
            }
        }

        /** Nothing is stored; pointers begin with {@code /edits/i} wherever an edit is at fault. */
        record Refused(List<ModelProblem> problems) implements Edited {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Applies the edits in order. The result is whole or refused: the edits themselves, and the
     * model and plans that come of them, have no problem. All plans of the organisation are given.
     */
    public static Edited apply(ZoneModel model, List<SitePlan> plans, List<PolicyEdit> edits) {
        if (edits.isEmpty()) {
            return refused("/edits", "NO_EDITS", "A change has at least one edit.");
        }
        if (edits.size() > MOST) {
            return refused("/edits", "TOO_MANY_EDITS", "A change has at most " + MOST + " edits.");
        }
        var work = new Work(model, plans);
        for (int i = 0; i < edits.size(); i++) {
            work.apply(edits.get(i), "/edits/" + i);
        }
        return work.result();
    }

    private static Edited refused(String pointer, String code, String detail) {
        return new Edited.Refused(List.of(new ModelProblem(pointer, code, detail)));
    }

    /**
     * The edits that lead from one state to another, for going back to old content. Empty if zones,
     * guardrails or sites differ, which no edit can change.
     */
    public static Optional<List<PolicyEdit>> between(
            ZoneModel from, List<SitePlan> fromPlans, ZoneModel to, List<SitePlan> toPlans) {
        if (!from.zones().equals(to.zones()) || !from.guardrails().equals(to.guardrails())) {
            return Optional.empty();
        }
        var edits = new ArrayList<PolicyEdit>();
        for (var acceptance : from.acceptances()) {
            if (to.acceptances().stream().noneMatch(a -> a.id().equals(acceptance.id()))
                    && to.conduit(acceptance.conduit()).isPresent()) {
                edits.add(new PolicyEdit.RemoveAcceptance(acceptance.id()));
            }
        }
        for (var acceptance : to.acceptances()) {
            if (!from.acceptances().contains(acceptance)) {
                edits.add(new PolicyEdit.PutAcceptance(acceptance));
            }
        }
        for (var conduit : from.conduits()) {
            if (to.conduit(conduit.id()).isEmpty()) {
                edits.add(new PolicyEdit.RemoveConduit(conduit.id()));
            }
        }
        for (var conduit : to.conduits()) {
            if (!from.conduit(conduit.id()).equals(Optional.of(conduit))) {
                edits.add(new PolicyEdit.PutConduit(conduit));
            }
        }
        if (fromPlans.size() != toPlans.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < toPlans.size(); i++) {
            var zones = zones(fromPlans.get(i), toPlans.get(i));
            if (zones.isEmpty()) {
                return Optional.empty();
            }
            edits.addAll(zones.get());
        }
        return Optional.of(edits);
    }

    private static Optional<List<PolicyEdit>> zones(SitePlan from, SitePlan to) {
        if (!withZones(from, to.zones()).equals(to) || from.zones().size() != to.zones().size()) {
            return Optional.empty();
        }
        var edits = new ArrayList<PolicyEdit>();
        for (int i = 0; i < to.zones().size(); i++) {
            var zone = to.zones().get(i);
            if (!from.zones().get(i).zone().equals(zone.zone())) {
                return Optional.empty();
            }
            if (!from.zones().get(i).equals(zone)) {
                edits.add(new PolicyEdit.PutSiteZone(to.site(), zone));
            }
        }
        return Optional.of(edits);
    }

    private static SitePlan withZones(SitePlan plan, List<SiteZone> zones) {
        return plan.with(zones, plan.devices());
    }

    /** A state while edits are applied to it. */
    private static final class Work {

        private final ZoneModel before;
        private final List<Conduit> conduits;
        private final List<RiskAcceptance> acceptances;
        private final List<SitePlan> plans;
        private final List<ModelProblem> problems = new ArrayList<>();
        private final Map<String, String> conduitPointers = new HashMap<>();
        private final Map<String, String> acceptancePointers = new HashMap<>();
        private final Map<String, String> zonePointers = new HashMap<>();
        private final HashSet<Object> touched = new HashSet<>();

        Work(ZoneModel model, List<SitePlan> plans) {
            before = model;
            conduits = new ArrayList<>(model.conduits());
            acceptances = new ArrayList<>(model.acceptances());
            this.plans = new ArrayList<>(plans);
        }

        void apply(PolicyEdit edit, String pointer) {
            switch (edit) {
                case PolicyEdit.PutConduit(var conduit) -> put(conduit, pointer);
                case PolicyEdit.RemoveConduit(var id) -> remove(id, pointer);
                case PolicyEdit.PutAcceptance(var acceptance) -> put(acceptance, pointer);
                case PolicyEdit.RemoveAcceptance(var id) -> removeAcceptance(id, pointer);
                case PolicyEdit.PutSiteZone(var site, var zone) -> put(site, zone, pointer);
            }
        }

        private void put(Conduit conduit, String pointer) {
            once(conduit.id(), pointer + "/conduit/id", "Conduit " + conduit.id());
            conduitPointers.put(conduit.id().value(), pointer + "/conduit");
            for (int i = 0; i < conduits.size(); i++) {
                if (conduits.get(i).id().equals(conduit.id())) {
                    conduits.set(i, conduit);
                    return;
                }
            }
            conduits.add(conduit);
        }

        private void remove(ConduitId id, String pointer) {
            once(id, pointer + "/conduit", "Conduit " + id);
            if (!conduits.removeIf(c -> c.id().equals(id))) {
                problem(pointer + "/conduit", "UNKNOWN_CONDUIT", "There is no conduit " + id + ".");
            }
            acceptances.removeIf(a -> a.conduit().equals(id));
        }

        private void put(RiskAcceptance acceptance, String pointer) {
            once("acceptance " + acceptance.id(), pointer + "/acceptance/id", acceptance.id());
            acceptancePointers.put(acceptance.id(), pointer + "/acceptance");
            acceptances.removeIf(a -> a.id().equals(acceptance.id()));
            acceptances.add(acceptance);
        }

        private void removeAcceptance(String id, String pointer) {
            once("acceptance " + id, pointer + "/acceptance", id);
            if (!acceptances.removeIf(a -> a.id().equals(id))) {
                problem(
                        pointer + "/acceptance",
                        "UNKNOWN_ACCEPTANCE",
                        "There is no risk acceptance " + id + ".");
            }
        }

        private void put(SiteId site, SiteZone zone, String pointer) {
            once(List.of(site, zone.zone()), pointer + "/zone/zone", zone.zone() + " of " + site);
            zonePointers.put(site + "/" + zone.zone(), pointer + "/zone");
            for (int i = 0; i < plans.size(); i++) {
                if (plans.get(i).site().equals(site)) {
                    plans.set(i, put(plans.get(i), zone));
                    return;
                }
            }
            problem(pointer + "/site", "UNKNOWN_SITE", "There is no site \"" + site + "\".");
        }

        private static SitePlan put(SitePlan plan, SiteZone zone) {
            var zones = new ArrayList<>(plan.zones());
            zones.replaceAll(z -> z.zone().equals(zone.zone()) ? zone : z);
            if (plan.zone(zone.zone()).isEmpty()) {
                zones.add(zone);
            }
            return withZones(plan, zones);
        }

        /** Two edits of one thing: the reader of the diff could not tell which was meant. */
        private void once(Object what, String pointer, String name) {
            if (!touched.add(what)) {
                problem(pointer, "EDITED_TWICE", name + " is edited twice in this change.");
            }
        }

        private void problem(String pointer, String code, String detail) {
            problems.add(new ModelProblem(pointer, code, detail));
        }

        Edited result() {
            var model = before.with(conduits).accepting(acceptances);
            for (var problem : ModelCheck.check(model, plans)) {
                problems.add(
                        new ModelProblem(
                                pointer(problem.pointer()), problem.code(), problem.detail()));
            }
            return problems.isEmpty()
                    ? new Edited.Applied(model, plans)
                    : new Edited.Refused(problems);
        }

        /** The edit at fault instead of a place in a model the author never typed. */
        private String pointer(String pointer) {
            var steps = pointer.split("/", -1);
            if (steps.length > 2 && steps[1].equals("conduits")) {
                var id = conduits.get(Integer.parseInt(steps[2])).id().value();
                return conduitPointers.containsKey(id)
                        ? conduitPointers.get(id) + rest(steps, 3)
                        : pointer;
            }
            if (steps.length > 2 && steps[1].equals("acceptances")) {
                var id = acceptances.get(Integer.parseInt(steps[2])).id();
                return acceptancePointers.containsKey(id)
                        ? acceptancePointers.get(id) + rest(steps, 3)
                        : pointer;
            }
            if (steps.length > 4 && steps[1].equals("sites") && steps[3].equals("zones")) {
                var plan = plans.get(Integer.parseInt(steps[2]));
                var key = plan.site() + "/" + plan.zones().get(Integer.parseInt(steps[4])).zone();
                return zonePointers.containsKey(key)
                        ? zonePointers.get(key) + rest(steps, 5)
                        : pointer;
            }
            return pointer;
        }

        private static String rest(String[] steps, int from) {
            var rest = new StringBuilder();
            for (int i = from; i < steps.length; i++) {
                rest.append('/').append(steps[i]);
            }
            return rest.toString();
        }
    }
}
