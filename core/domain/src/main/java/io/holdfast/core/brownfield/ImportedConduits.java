package io.holdfast.core.brownfield;

import io.holdfast.core.change.Edits;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.ZoneModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** The longest head of an id; the number of the rule follows. */
    private static final int HEAD = 50;

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
     */
    public static ImportedConduits of(
            BrownfieldImport.Draft draft,
            ZoneModel model,
            SitePlan plan,
            String ownerRole,
            LocalDate today,
            LocalDate review) {
        var inherited = InheritedConduits.of(draft, plan, plan.site().value(), review);
        var rows = new ArrayList<Row>();
        int next = 0;
        for (var rule : draft.rules()) {
            switch (rule) {
                case Inherited.Retired _ -> rows.add(new Row(rule, List.of(), List.of()));
                case Inherited.Proposed proposed -> {
                    var conduit =
                            owned(
                                    inherited.conduits().get(next++),
                                    id(plan.site(), proposed, next),
                                    proposed,
                                    ownerRole);
                    rows.add(
                            new Row(
                                    rule,
                                    List.of(conduit),
                                    ModelCheck.checkNewConduit(conduit, model, today)));
                }
            }
        }
        return new ImportedConduits(rows, edits(rows, plan, inherited.plan()));
    }

    private static ConduitId id(SiteId site, Inherited.Proposed proposed, int number) {
        var words =
                (site + "-" + proposed.rule())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-");
        var head = words.substring(0, Math.min(HEAD, words.length())).replaceAll("-+$", "");
        return new ConduitId(head + "-" + number);
    }

    private static Conduit owned(
            Conduit found, ConduitId id, Inherited.Proposed proposed, String ownerRole) {
        return new Conduit(
                id,
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
                rows.stream()
                        .filter(Row::proposed)
                        .limit(Edits.MOST - before.zones().size())
                        .map(r -> r.conduit().getFirst())
                        .toList();
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
