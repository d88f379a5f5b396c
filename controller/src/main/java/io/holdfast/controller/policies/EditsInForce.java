package io.holdfast.controller.policies;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.Edits;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is in force with a list of edits made to it.
 *
 * @param named sites an edit names, beside those every edit is for
 */
record EditsInForce(ZoneModel model, List<SitePlan> plans, Set<SiteId> named) {

    /**
     * Makes the edits. Without any, what is in force is brought again to whoever does not have it.
     *
     * @throws Refused with every field at fault if the result may not be modelled
     */
    static EditsInForce of(PolicyInForce base, List<PolicyEdit> edits, LocalDate today) {
        if (edits.isEmpty()) {
            return new EditsInForce(base.model(), base.plans(), Set.of());
        }
        var problems = new ArrayList<ModelProblem>();
        var typed = Edits.typed(base.model(), base.plans(), edits);
        for (int i = 0; i < edits.size(); i++) {
            if (edits.get(i) instanceof PolicyEdit.PutConduit(var conduit)) {
                var pointer = "/edits/" + i + "/conduit";
                ModelCheck.checkNewConduit(conduit, typed, today).stream()
                        .map(p -> new ModelProblem(pointer + p.pointer(), p.code(), p.detail()))
                        .forEach(problems::add);
            }
        }
        return switch (Edits.apply(base.model(), base.plans(), edits)) {
            case Edits.Edited.Refused(var more) -> {
                more.stream().filter(p -> !known(problems, p)).forEach(problems::add);
                throw refused(problems);
            }
            case Edits.Edited.Applied(var model, var plans) -> {
                if (!problems.isEmpty()) {
                    throw refused(problems);
                }
                yield new EditsInForce(model, plans, named(edits));
            }
        };
    }

    private static boolean known(List<ModelProblem> problems, ModelProblem problem) {
        return problems.stream()
                .anyMatch(p ->
                        p.pointer().equals(problem.pointer()) && p.code().equals(problem.code()));
    }

    private static Refused refused(List<ModelProblem> problems) {
        return new Refused(
                Refused.Kind.INVALID,
                problems.getFirst().code(),
                problems.getFirst().detail(),
                problems.stream()
                        .map(p -> new Refused.Fault(p.pointer(), p.code(), p.detail()))
                        .toList());
    }

    private static Set<SiteId> named(List<PolicyEdit> edits) {
        var named = new LinkedHashSet<SiteId>();
        for (var edit : edits) {
            switch (edit) {
                case PolicyEdit.PutConduit(var conduit) -> {
                    switch (conduit.scope()) {
                        case Scope.OnlySites(var only) -> named.addAll(only);
                        case Scope.BetweenSites(var from, var to) -> {
                            named.add(from);
                            named.add(to);
                        }
                        case Scope.EverySite _ -> {}
                    }
                }
                case PolicyEdit.PutSiteZone(var site, _) -> named.add(site);
                case PolicyEdit.RemoveSiteZone(var site, _) -> named.add(site);
                case PolicyEdit.PutDevice(var site, _) -> named.add(site);
                case PolicyEdit.RemoveDevice(var site, _) -> named.add(site);
                case PolicyEdit.PutSiteNetwork put -> named.add(put.site());
                case PolicyEdit.PutSiteWindows(var site, _) -> named.add(site);
                case PolicyEdit.RemoveConduit _,
                        PolicyEdit.PutAcceptance _,
                        PolicyEdit.RemoveAcceptance _,
                        PolicyEdit.PutZone _,
                        PolicyEdit.RemoveZone _,
                        PolicyEdit.PutGuardrail _,
                        PolicyEdit.RemoveGuardrail _ -> {}
            }
        }
        return named;
    }
}
