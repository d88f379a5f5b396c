package io.holdfast.core.change;

import io.holdfast.core.change.Edits.Edited;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ModelCheck;
import io.holdfast.core.zone.ModelProblem;
import io.holdfast.core.zone.RiskAcceptance;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A model and its plans while edits are applied to them, and who is at fault for what. */
final class EditedState {

    private List<Zone> zones;
    private List<Conduit> conduits;
    private List<Guardrail> guardrails;
    private List<RiskAcceptance> acceptances;
    private final List<SitePlan> plans;
    private final List<ModelProblem> problems = new ArrayList<>();

    /** Where the edit stands that put something, by what it put. */
    private final Map<List<?>, String> pointers = new HashMap<>();

    private final Map<ZoneName, String> retired = new LinkedHashMap<>();
    private final HashSet<Object> touched = new HashSet<>();

    EditedState(ZoneModel model, List<SitePlan> plans) {
        zones = model.zones();
        conduits = model.conduits();
        guardrails = model.guardrails();
        acceptances = model.acceptances();
        this.plans = new ArrayList<>(plans);
    }

    void apply(PolicyEdit edit, String pointer) {
        switch (edit) {
            case PolicyEdit.PutConduit(var conduit) -> {
                put(List.of("conduits", conduit.id()), pointer + "/conduit", "id");
                conduits = Edits.with(conduits, conduit, Conduit::id);
            }
            case PolicyEdit.RemoveConduit(var id) -> remove(id, pointer + "/conduit");
            case PolicyEdit.PutAcceptance(var acceptance) -> {
                put(List.of("acceptances", acceptance.id()), pointer + "/acceptance", "id");
                acceptances = Edits.with(acceptances, acceptance, RiskAcceptance::id);
            }
            case PolicyEdit.RemoveAcceptance(var id) -> {
                once(List.of("acceptances", id), pointer + "/acceptance");
                acceptances =
                        without(
                                acceptances,
                                acceptances.stream().filter(a -> a.id().equals(id)).findFirst(),
                                new ModelProblem(
                                        pointer + "/acceptance",
                                        "UNKNOWN_ACCEPTANCE",
                                        "There is no risk acceptance " + id + "."));
            }
            case PolicyEdit.PutZone(var zone) -> {
                put(List.of("zones", zone.name()), pointer + "/blueprintZone", "name");
                zones = Edits.with(zones, zone, Zone::name);
            }
            case PolicyEdit.RemoveZone(var name) -> {
                once(List.of("zones", name), pointer + "/zoneName");
                retired.put(name, pointer + "/zoneName");
                zones =
                        without(
                                zones,
                                zones.stream().filter(z -> z.name().equals(name)).findFirst(),
                                unknownZone(name, pointer));
            }
            case PolicyEdit.PutGuardrail(var guardrail) -> {
                put(List.of("guardrails", guardrail.name()), pointer + "/guardrail", "name");
                guardrails = Edits.with(guardrails, guardrail, Guardrail::name);
            }
            case PolicyEdit.RemoveGuardrail(var name) -> removeGuardrail(name, pointer);
            case PolicyEdit.PutSiteZone _,
                    PolicyEdit.RemoveSiteZone _,
                    PolicyEdit.PutDevice _,
                    PolicyEdit.RemoveDevice _,
                    PolicyEdit.PutSiteNetwork _,
                    PolicyEdit.PutSiteWindows _ ->
                    applyToPlan(edit, pointer);
        }
    }

    private void applyToPlan(PolicyEdit edit, String pointer) {
        switch (edit) {
            case PolicyEdit.PutSiteZone(var site, var zone) -> {
                put(List.of("sites", site, "zones", zone.zone()), pointer + "/zone", "zone");
                plan(
                        site,
                        pointer,
                        p -> p.with(Edits.with(p.zones(), zone, z -> z.zone()), p.devices()));
            }
            case PolicyEdit.RemoveSiteZone(var site, var name) -> {
                once(List.of("sites", site, "zones", name), pointer + "/zoneName");
                plan(
                        site,
                        pointer,
                        p ->
                                p.with(
                                        without(
                                                p.zones(),
                                                p.zone(name),
                                                unknownZone(name, pointer)),
                                        p.devices()));
            }
            case PolicyEdit.PutDevice(var site, var device) -> {
                put(List.of("sites", site, "devices", device.slot()), pointer + "/device", "slot");
                plan(
                        site,
                        pointer,
                        p -> p.with(p.zones(), Edits.with(p.devices(), device, d -> d.slot())));
            }
            case PolicyEdit.RemoveDevice(var site, var slot) -> {
                once(List.of("sites", site, "devices", slot), pointer + "/slot");
                plan(
                        site,
                        pointer,
                        p ->
                                p.with(
                                        p.zones(),
                                        without(
                                                p.devices(),
                                                p.device(slot),
                                                unknownDevice(slot, pointer))));
            }
            case PolicyEdit.PutSiteNetwork(var site, var node, var routes, var transits) -> {
                put(List.of("sites", site, "network"), pointer + "/network", "siteNode");
                plan(site, pointer, p -> p.with(node, routes, transits));
            }
            case PolicyEdit.PutSiteWindows(var site, var windows) -> {
                once(List.of("sites", site, "windows"), pointer + "/site");
                pointers.put(List.of("sites", site, "windows"), pointer + "/windows");
                plan(site, pointer, p -> p.within(windows));
            }
            case PolicyEdit.PutConduit _,
                    PolicyEdit.RemoveConduit _,
                    PolicyEdit.PutAcceptance _,
                    PolicyEdit.RemoveAcceptance _,
                    PolicyEdit.PutZone _,
                    PolicyEdit.RemoveZone _,
                    PolicyEdit.PutGuardrail _,
                    PolicyEdit.RemoveGuardrail _ ->
                    throw new IllegalArgumentException(edit + " is for every site");
        }
    }

    private void remove(ConduitId id, String pointer) {
        once(List.of("conduits", id), pointer);
        conduits =
                without(
                        conduits,
                        conduits.stream().filter(c -> c.id().equals(id)).findFirst(),
                        new ModelProblem(
                                pointer, "UNKNOWN_CONDUIT", "There is no conduit " + id + "."));
        acceptances =
                acceptances.stream().filter(a -> !a.conduit().equals(id) || isNew(a)).toList();
    }

    private void removeGuardrail(String name, String pointer) {
        var at = pointer + "/guardrailName";
        once(List.of("guardrails", name), at);
        guardrails =
                without(
                        guardrails,
                        guardrails.stream().filter(g -> g.name().equals(name)).findFirst(),
                        new ModelProblem(
                                at, "UNKNOWN_GUARDRAIL", "There is no guardrail " + name + "."));
        acceptances =
                acceptances.stream().filter(a -> !a.guardrail().equals(name) || isNew(a)).toList();
    }

    /** What this change puts does not fall with anything: that would hang on the order of edits. */
    private boolean isNew(RiskAcceptance acceptance) {
        return touched.contains(List.of("acceptances", acceptance.id()));
    }

    private static ModelProblem unknownZone(ZoneName name, String pointer) {
        return new ModelProblem(
                pointer + "/zoneName", "UNKNOWN_ZONE", "There is no zone \"" + name + "\".");
    }

    private static ModelProblem unknownDevice(DeviceSlot slot, String pointer) {
        return new ModelProblem(
                pointer + "/slot", "UNKNOWN_DEVICE", "There is no device \"" + slot + "\".");
    }

    private <T> List<T> without(List<T> all, Optional<T> one, ModelProblem ifMissing) {
        if (one.isEmpty()) {
            problems.add(ifMissing);
            return all;
        }
        return all.stream().filter(o -> !o.equals(one.get())).toList();
    }

    private void plan(SiteId site, String pointer, UnaryOperator<SitePlan> change) {
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).site().equals(site)) {
                plans.set(i, change.apply(plans.get(i)));
                return;
            }
        }
        problem(pointer + "/site", "UNKNOWN_SITE", "There is no site \"" + site + "\".");
    }

    private void put(List<?> what, String pointer, String nameField) {
        once(what, pointer + "/" + nameField);
        pointers.put(what, pointer);
    }

    /** Two edits of one thing: the reader of the diff could not tell which was meant. */
    private void once(List<?> what, String pointer) {
        if (!touched.add(what)) {
            problem(pointer, "EDITED_TWICE", what.getLast() + " is edited twice in this change.");
        }
    }

    private void problem(String pointer, String code, String detail) {
        problems.add(new ModelProblem(pointer, code, detail));
    }

    ZoneModel model() {
        return new ZoneModel(zones, conduits, guardrails, acceptances);
    }

    List<SitePlan> plans() {
        return plans;
    }

    Edited result() {
        retired.forEach(this::stillUsed);
        if (problems.stream().anyMatch(p -> p.code().equals("ZONE_IN_USE"))) {
            // What hangs on the zone would only be told again, at places nobody typed.
            return new Edited.Refused(problems);
        }
        var model = model();
        for (var problem : ModelCheck.check(model, plans)) {
            problems.add(
                    new ModelProblem(pointer(problem.pointer()), problem.code(), problem.detail()));
        }
        return problems.isEmpty() ? new Edited.Applied(model, plans) : new Edited.Refused(problems);
    }

    private void stillUsed(ZoneName zone, String pointer) {
        var users = new ArrayList<String>();
        conduits.stream()
                .filter(c -> c.from().zone().equals(zone) || c.to().zone().equals(zone))
                .forEach(c -> users.add("conduit " + c.id()));
        plans.stream()
                .filter(p -> p.zone(zone).isPresent())
                .forEach(p -> users.add("site " + p.site()));
        if (!users.isEmpty()) {
            problem(
                    pointer,
                    "ZONE_IN_USE",
                    "Zone " + zone + " is still used by " + String.join(", ", users) + ".");
        }
    }

    /** The edit at fault instead of a place in a model the author never typed. */
    private String pointer(String pointer) {
        var steps = pointer.split("/", -1);
        if (steps.length < 3) {
            return pointer;
        }
        int i = Integer.parseInt(steps[2]);
        return switch (steps[1]) {
            case "conduits" -> at(List.of("conduits", conduits.get(i).id()), steps, 3, pointer);
            case "acceptances" ->
                    at(List.of("acceptances", acceptances.get(i).id()), steps, 3, pointer);
            case "zones" -> at(List.of("zones", zones.get(i).name()), steps, 3, pointer);
            case "guardrails" ->
                    at(List.of("guardrails", guardrails.get(i).name()), steps, 3, pointer);
            case "sites" -> steps.length < 4 ? pointer : inPlan(plans.get(i), steps, pointer);
            default -> pointer;
        };
    }

    private String inPlan(SitePlan plan, String[] steps, String pointer) {
        return switch (steps[3]) {
            case "zones" -> {
                if (steps.length < 5) {
                    yield pointer;
                }
                var zone = plan.zones().get(Integer.parseInt(steps[4])).zone();
                yield at(List.of("sites", plan.site(), "zones", zone), steps, 5, pointer);
            }
            case "devices" -> {
                if (steps.length < 5) {
                    yield pointer;
                }
                var slot = plan.devices().get(Integer.parseInt(steps[4])).slot();
                yield at(List.of("sites", plan.site(), "devices", slot), steps, 5, pointer);
            }
            case "windows" -> at(List.of("sites", plan.site(), "windows"), steps, 4, pointer);
            case "siteNode", "defaultRoutes", "transits" ->
                    at(List.of("sites", plan.site(), "network"), steps, 3, pointer);
            default -> pointer;
        };
    }

    private String at(List<?> what, String[] steps, int from, String otherwise) {
        var edit = pointers.get(what);
        if (edit == null) {
            return otherwise;
        }
        var rest = new StringBuilder(edit);
        for (int i = from; i < steps.length; i++) {
            // A port is typed with its use, zone and peer side by side.
            if (!steps[i].equals("use") || i == steps.length - 1) {
                rest.append('/').append(steps[i]);
            }
        }
        return rest.toString();
    }
}
