package io.holdfast.core.change;

import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.ZoneModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

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
        return applied(model, plans, edits).result();
    }

    /**
     * The model the edits lead to, whether or not it may be: what a newly typed conduit is judged
     * in, together with the zones and exceptions of the same change.
     */
    public static ZoneModel typed(ZoneModel model, List<SitePlan> plans, List<PolicyEdit> edits) {
        return applied(model, plans, edits).model();
    }

    /** What edits lead to, whether or not it may be: what more proposals are worked out on. */
    public static Edited.Applied on(ZoneModel model, List<SitePlan> plans, List<PolicyEdit> edits) {
        var state = applied(model, plans, edits);
        return new Edited.Applied(state.model(), state.plans());
    }

    private static EditedState applied(
            ZoneModel model, List<SitePlan> plans, List<PolicyEdit> edits) {
        var state = new EditedState(model, plans);
        for (int i = 0; i < edits.size(); i++) {
            state.apply(edits.get(i), "/edits/" + i);
        }
        return state;
    }

    private static Edited refused(String pointer, String code, String detail) {
        return new Edited.Refused(List.of(new ModelProblem(pointer, code, detail)));
    }

    /**
     * The edits that lead from one state to another, for going back to old content. Empty if the
     * sites differ, or a site's name or time zone, which no edit can change.
     */
    public static Optional<List<PolicyEdit>> between(
            ZoneModel from, List<SitePlan> fromPlans, ZoneModel to, List<SitePlan> toPlans) {
        if (fromPlans.size() != toPlans.size()) {
            return Optional.empty();
        }
        var edits = new ArrayList<PolicyEdit>();
        acceptances(from, to, edits);
        changed(
                from.conduits(),
                to.conduits(),
                c -> c.id(),
                PolicyEdit.PutConduit::new,
                c -> new PolicyEdit.RemoveConduit(c.id()),
                edits);
        changed(
                from.guardrails(),
                to.guardrails(),
                g -> g.name(),
                PolicyEdit.PutGuardrail::new,
                g -> new PolicyEdit.RemoveGuardrail(g.name()),
                edits);
        changed(
                from.zones(),
                to.zones(),
                z -> z.name(),
                PolicyEdit.PutZone::new,
                z -> new PolicyEdit.RemoveZone(z.name()),
                edits);
        for (int i = 0; i < toPlans.size(); i++) {
            if (!plan(fromPlans.get(i), toPlans.get(i), edits)) {
                return Optional.empty();
            }
        }
        return Optional.of(edits);
    }

    /** An exception falls with its conduit and with its guardrail, without an edit of its own. */
    private static void acceptances(ZoneModel from, ZoneModel to, List<PolicyEdit> edits) {
        for (var acceptance : from.acceptances()) {
            if (to.acceptances().stream().noneMatch(a -> a.id().equals(acceptance.id()))
                    && to.conduit(acceptance.conduit()).isPresent()
                    && to.guardrails().stream()
                            .anyMatch(g -> g.name().equals(acceptance.guardrail()))) {
                edits.add(new PolicyEdit.RemoveAcceptance(acceptance.id()));
            }
        }
        for (var acceptance : to.acceptances()) {
            if (!from.acceptances().contains(acceptance)) {
                edits.add(new PolicyEdit.PutAcceptance(acceptance));
            }
        }
    }

    private static boolean plan(SitePlan from, SitePlan to, List<PolicyEdit> edits) {
        var site = to.site();
        if (!from.site().equals(site)
                || !from.name().equals(to.name())
                || !from.timeZone().equals(to.timeZone())) {
            return false;
        }
        changed(
                from.zones(),
                to.zones(),
                z -> z.zone(),
                z -> new PolicyEdit.PutSiteZone(site, z),
                z -> new PolicyEdit.RemoveSiteZone(site, z.zone()),
                edits);
        changed(
                from.devices(),
                to.devices(),
                d -> d.slot(),
                d -> new PolicyEdit.PutDevice(site, d),
                d -> new PolicyEdit.RemoveDevice(site, d.slot()),
                edits);
        if (!from.siteNode().equals(to.siteNode())
                || !from.defaultRoutes().equals(to.defaultRoutes())
                || !from.transits().equals(to.transits())) {
            edits.add(
                    new PolicyEdit.PutSiteNetwork(
                            site, to.siteNode(), to.defaultRoutes(), to.transits()));
        }
        if (!from.windows().equals(to.windows())) {
            edits.add(new PolicyEdit.PutSiteWindows(site, to.windows()));
        }
        return true;
    }

    /** What is gone is removed, what is new or another is put, in the order it stands. */
    private static <T, K> void changed(
            List<T> from,
            List<T> to,
            Function<T, K> key,
            Function<T, PolicyEdit> put,
            Function<T, PolicyEdit> remove,
            List<PolicyEdit> edits) {
        var keys = to.stream().map(key).toList();
        from.stream().filter(one -> !keys.contains(key.apply(one))).map(remove).forEach(edits::add);
        to.stream().filter(one -> !from.contains(one)).map(put).forEach(edits::add);
    }

    /** The list with this element in the place of the one of the same key, or at its end. */
    static <T, K> List<T> with(List<T> all, T one, Function<T, K> key) {
        var changed = new ArrayList<>(all);
        changed.replaceAll(o -> Objects.equals(key.apply(o), key.apply(one)) ? one : o);
        if (!changed.contains(one)) {
            changed.add(one);
        }
        return changed;
    }
}
