package io.holdfast.core.brownfield;

import io.holdfast.core.change.Edits;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.ZoneModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The conduits an import proposes as edits of a change, each judged by the model: what it would
 * refuse is said beside the rule it came from and left out.
 *
 * @param rows one for each rule that was found, in its order
 * @param edits of every row that may be proposed, with the groups they need; as many as a change
 *     may carry
 */
public record ImportedConduits(List<Row> rows, List<PolicyEdit> edits) {

    public ImportedConduits {
        rows = List.copyOf(rows);
        edits = List.copyOf(edits);
    }

    /**
     * One rule that was found, and the conduit it would be.
     *
     * @param conduit none for a retirement
     * @param problems why the conduit may not be proposed; empty if it may
     */
    public record Row(Inherited rule, List<Conduit> conduit, List<ModelProblem> problems) {
        public Row {
            conduit = List.copyOf(conduit);
            problems = List.copyOf(problems);
        }

        /** Whether it becomes a part of the draft. */
        public boolean proposed() {
            return !conduit.isEmpty() && problems.isEmpty();
        }
    }

    /**
     * Judges a draft.
     *
     * @param ownerRole who answers for the conduits until somebody else does
     * @param review by when each of them is looked at again
     * @param taken how many edits the change has already that this becomes a part of
     */
    public static ImportedConduits of(
            BrownfieldImport.Draft draft,
            ZoneModel model,
            SitePlan plan,
            String ownerRole,
            LocalDate today,
            LocalDate review,
            int taken) {
        var inherited =
                InheritedConduits.of(draft.rules(), model, plan, plan.site().value(), review);
        var rows = new ArrayList<Row>();
        int room = Edits.MOST - taken - plan.zones().size();
        int next = 0;
        for (var rule : draft.rules()) {
            switch (rule) {
                case Inherited.Retired _ -> rows.add(new Row(rule, List.of(), List.of()));
                case Inherited.Proposed proposed -> {
                    var conduit = owned(inherited.conduits().get(next++), proposed, ownerRole);
                    var problems = problems(conduit, model, inherited.plan(), today);
                    if (problems.isEmpty() && room-- <= 0) {
                        problems = List.of(noRoom());
                    }
                    rows.add(new Row(rule, List.of(conduit), problems));
                }
            }
        }
        return new ImportedConduits(rows, edits(rows, plan, inherited.plan()));
    }

    private static List<ModelProblem> problems(
            Conduit conduit, ZoneModel model, SitePlan plan, LocalDate today) {
        if (model.conduit(conduit.id()).isPresent()) {
            return List.of(
                    new ModelProblem(
                            "/id",
                            "ALREADY_PROPOSED",
                            "Conduit " + conduit.id() + " says this already."));
        }
        var problems = new ArrayList<>(ModelCheck.checkNewConduit(conduit, model, today));
        for (var end : List.of(conduit.from(), conduit.to())) {
            if (end instanceof Endpoint.Group(var zone, var name)
                    && plan.zone(zone).stream()
                            .flatMap(z -> z.groups().stream())
                            .anyMatch(g ->
                                    g.name().equals(name)
                                            && g.prefixes().size() > ModelCheck.MOST_PREFIXES)) {
                problems.add(
                        new ModelProblem(
                                end.equals(conduit.from()) ? "/from" : "/to",
                                "GROUP_SIZE",
                                "Its part of zone "
                                        + zone
                                        + " needs more than "
                                        + ModelCheck.MOST_PREFIXES
                                        + " prefixes."));
            }
        }
        return problems;
    }

    private static ModelProblem noRoom() {
        return new ModelProblem(
                "/edits",
                "TOO_MANY_EDITS",
                "A change has at most "
                        + Edits.MOST
                        + " edits; read the device again when this change is in force.");
    }

    private static Conduit owned(Conduit found, Inherited.Proposed proposed, String ownerRole) {
        return new Conduit(
                found.id(),
                found.name(),
                found.from(),
                found.to(),
                found.services(),
                "Found on the device as rule "
                        + proposed.rule()
                        + " of "
                        + proposed.list()
                        + "; say why it is needed, or retire it.",
                ownerRole,
                found.reviewDate(),
                found.scope());
    }

    private static List<PolicyEdit> edits(List<Row> rows, SitePlan before, SitePlan after) {
        var conduits =
                rows.stream().filter(Row::proposed).map(r -> r.conduit().getFirst()).toList();
        var edits = new ArrayList<PolicyEdit>();
        for (int i = 0; i < after.zones().size(); i++) {
            var old = before.zones().get(i);
            var zone = after.zones().get(i);
            var groups =
                    zone.groups().stream()
                            .filter(g -> old.groups().contains(g) || used(conduits, zone, g))
                            .toList();
            if (!groups.equals(old.groups())) {
                edits.add(
                        new PolicyEdit.PutSiteZone(
                                before.site(),
                                zone.with(zone.prefixes(), zone.gateways(), groups)));
            }
        }
        conduits.forEach(c -> edits.add(new PolicyEdit.PutConduit(c)));
        return edits;
    }

    private static boolean used(List<Conduit> conduits, SiteZone zone, SiteZone.SiteGroup group) {
        var end = new Endpoint.Group(zone.zone(), group.name());
        return conduits.stream().anyMatch(c -> c.from().equals(end) || c.to().equals(end));
    }
}
