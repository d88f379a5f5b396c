package io.holdfast.core.change;

import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to take one released change back while whatever came after it stays. What nobody touched
 * since goes back to what it was; if anything was changed again, only a person can say what is to
 * become of it.
 */
public final class Reversal {

    private Reversal() {}

    /** One revision of the policy. */
    public record State(ZoneModel model, List<SitePlan> plans) {
        public State {
            plans = List.copyOf(plans);
        }
    }

    /** What came of it. */
    public sealed interface Outcome {

        /** These edits on what is in force take it back. */
        record Back(List<PolicyEdit> edits) implements Outcome {
            public Back {
                edits = List.copyOf(edits);
            }
        }

        /** It cannot be taken back by itself. The code is stable. */
        record Cannot(String code, String reason) implements Outcome {}
    }

    /**
     * Works it out.
     *
     * @param before the revision the change was made on
     * @param after the revision it made
     * @param now what is in force
     */
    public static Outcome of(State before, State after, State now) {
        var back = Edits.between(after.model(), after.plans(), before.model(), before.plans());
        if (back.isEmpty()) {
            return new Outcome.Cannot(
                    "REVERT_SITES_DIFFER",
                    "Sites came or went, or were renamed, with this change; no edit takes that"
                            + " back.");
        }
        var edits = new ArrayList<PolicyEdit>();
        for (var edit : back.get()) {
            var is = value(edit, now);
            if (is.equals(value(edit, before))) {
                continue;
            }
            if (!is.equals(value(edit, after))) {
                return new Outcome.Cannot(
                        "REVERT_OVERTAKEN",
                        "Since this change "
                                + called(edit)
                                + " was changed again; propose by hand what it is to be.");
            }
            edits.add(edit);
        }
        return edits.isEmpty()
                ? new Outcome.Cannot(
                        "NOTHING_TO_REVERT",
                        "What is in force is as it was before this change already.")
                : new Outcome.Back(edits);
    }

    /** What an edit speaks of, as it stands there; empty if there is no such thing. */
    private static Optional<Object> value(PolicyEdit edit, State at) {
        return switch (edit) {
            case PolicyEdit.PutConduit(var c) -> at.model().conduit(c.id()).map(o -> o);
            case PolicyEdit.RemoveConduit(var id) -> at.model().conduit(id).map(o -> o);
            case PolicyEdit.PutAcceptance(var a) -> acceptance(at, a.id());
            case PolicyEdit.RemoveAcceptance(var id) -> acceptance(at, id);
            case PolicyEdit.PutZone(var z) -> at.model().zone(z.name()).map(o -> o);
            case PolicyEdit.RemoveZone(var name) -> at.model().zone(name).map(o -> o);
            case PolicyEdit.PutGuardrail(var g) -> guardrail(at, g.name());
            case PolicyEdit.RemoveGuardrail(var name) -> guardrail(at, name);
            case PolicyEdit.PutSiteZone(var site, var z) ->
                    plan(at, site).flatMap(p -> p.zone(z.zone())).map(o -> o);
            case PolicyEdit.RemoveSiteZone(var site, var zone) ->
                    plan(at, site).flatMap(p -> p.zone(zone)).map(o -> o);
            case PolicyEdit.PutDevice(var site, var d) ->
                    plan(at, site).flatMap(p -> p.device(d.slot())).map(o -> o);
            case PolicyEdit.RemoveDevice(var site, var slot) ->
                    plan(at, site).flatMap(p -> p.device(slot)).map(o -> o);
            case PolicyEdit.PutSiteNetwork put ->
                    plan(at, put.site())
                            .map(p -> List.of(p.siteNode(), p.defaultRoutes(), p.transits()));
            case PolicyEdit.PutSiteWindows(var site, _) -> plan(at, site).map(p -> p.windows());
        };
    }

    private static Optional<Object> acceptance(State at, String id) {
        return at.model().acceptances().stream()
                .filter(a -> a.id().equals(id))
                .findFirst()
                .map(o -> o);
    }

    private static Optional<Object> guardrail(State at, String name) {
        return at.model().guardrails().stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .map(o -> o);
    }

    private static Optional<SitePlan> plan(State at, SiteId site) {
        return at.plans().stream().filter(p -> p.site().equals(site)).findFirst();
    }

    private static String called(PolicyEdit edit) {
        return switch (edit) {
            case PolicyEdit.PutConduit(var c) -> "conduit " + c.id();
            case PolicyEdit.RemoveConduit(var id) -> "conduit " + id;
            case PolicyEdit.PutAcceptance(var a) -> "exception " + a.id();
            case PolicyEdit.RemoveAcceptance(var id) -> "exception " + id;
            case PolicyEdit.PutZone(var z) -> "zone " + z.name();
            case PolicyEdit.RemoveZone(var name) -> "zone " + name;
            case PolicyEdit.PutGuardrail(var g) -> "guardrail " + g.name();
            case PolicyEdit.RemoveGuardrail(var name) -> "guardrail " + name;
            case PolicyEdit.PutSiteZone(var site, var z) -> "zone " + z.zone() + " at " + site;
            case PolicyEdit.RemoveSiteZone(var site, var zone) -> "zone " + zone + " at " + site;
            case PolicyEdit.PutDevice(var site, var d) -> "device " + d.slot() + " at " + site;
            case PolicyEdit.RemoveDevice(var site, var slot) -> "device " + slot + " at " + site;
            case PolicyEdit.PutSiteNetwork put -> "the network of " + put.site();
            case PolicyEdit.PutSiteWindows(var site, _) -> "the windows of " + site;
        };
    }
}
