package io.holdfast.core.change;

import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.BlueprintRevision;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Edits that belong together, worked out from what is in force: for people to read, to change and
 * to propose. Nothing is decided here.
 */
public final class Proposals {

    private Proposals() {}

    /**
     * Everything that has to go so that a zone can go: its conduits, its part of each site, its
     * ports, and then the zone.
     */
    public static List<PolicyEdit> retire(ZoneName zone, ZoneModel model, List<SitePlan> plans) {
        var edits = new ArrayList<PolicyEdit>();
        model.conduits().stream()
                .filter(c -> c.from().zone().equals(zone) || c.to().zone().equals(zone))
                .map(c -> new PolicyEdit.RemoveConduit(c.id()))
                .forEach(edits::add);
        for (var plan : plans) {
            if (plan.zone(zone).isEmpty()) {
                continue;
            }
            edits.add(new PolicyEdit.RemoveSiteZone(plan.site(), zone));
            for (var device : plan.devices()) {
                var ports = device.ports().stream().map(p -> freed(p, zone)).toList();
                if (!ports.equals(device.ports())) {
                    edits.add(new PolicyEdit.PutDevice(plan.site(), device.with(ports)));
                }
            }
        }
        edits.add(new PolicyEdit.RemoveZone(zone));
        return edits;
    }

    /**
     * The same on top of a draft: its devices keep what it says of them. What is in the draft alone
     * needs no edit to go; the draft has to leave it out, and is told so if it does not.
     */
    public static List<PolicyEdit> retire(
            ZoneName zone, ZoneModel model, List<SitePlan> plans, List<PolicyEdit> draft) {
        var base = Edits.on(model, plans, draft);
        return retire(zone, base.model(), base.plans()).stream()
                .filter(e ->
                        !(e instanceof PolicyEdit.RemoveConduit(var id))
                                || model.conduit(id).isPresent())
                .toList();
    }

    private static Port freed(Port port, ZoneName zone) {
        boolean of =
                switch (port.use()) {
                    case PortUse.Access(var at) -> at.equals(zone);
                    case PortUse.Routed(var at) -> at.equals(zone);
                    case PortUse.Trunk _, PortUse.Unused _ -> false;
                };
        return of ? new Port(port.name(), new PortUse.Unused()) : port;
    }

    /**
     * What a pack adds to the model, and to one site with its numbers. What is there under the same
     * name already is left as it is: people may have changed it.
     *
     * @throws IllegalArgumentException if a number is missing or out of its range
     */
    public static List<PolicyEdit> use(
            BlueprintRevision pack, ZoneModel model, SitePlan plan, Map<String, Integer> values) {
        var edits = new ArrayList<PolicyEdit>();
        pack.zones().stream()
                .filter(z -> model.zone(z.name()).isEmpty())
                .map(PolicyEdit.PutZone::new)
                .forEach(edits::add);
        pack.guardrails().stream()
                .filter(g -> model.guardrails().stream().noneMatch(o -> o.name().equals(g.name())))
                .map(PolicyEdit.PutGuardrail::new)
                .forEach(edits::add);
        pack.siteZones(values).stream()
                .filter(z -> plan.zone(z.zone()).isEmpty())
                .map(z -> new PolicyEdit.PutSiteZone(plan.site(), z))
                .forEach(edits::add);
        pack.conduits().stream()
                .filter(c -> model.conduit(c.id()).isEmpty())
                .map(PolicyEdit.PutConduit::new)
                .forEach(edits::add);
        return edits;
    }

    /** Edits of a draft with more of them: what both speak of, the newer say. */
    public static List<PolicyEdit> together(List<PolicyEdit> draft, List<PolicyEdit> more) {
        var about = more.stream().map(Proposals::about).toList();
        var all = new ArrayList<PolicyEdit>();
        draft.stream().filter(e -> !about.contains(about(e))).forEach(all::add);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** What an edit speaks of. */
    private static List<Object> about(PolicyEdit edit) {
        return switch (edit) {
            case PolicyEdit.PutConduit(var conduit) -> List.of("conduit", conduit.id());
            case PolicyEdit.RemoveConduit(var id) -> List.of("conduit", id);
            case PolicyEdit.PutAcceptance(var acceptance) -> List.of("acceptance", acceptance.id());
            case PolicyEdit.RemoveAcceptance(var id) -> List.of("acceptance", id);
            case PolicyEdit.PutZone(var zone) -> List.of("zone", zone.name());
            case PolicyEdit.RemoveZone(var name) -> List.of("zone", name);
            case PolicyEdit.PutGuardrail(var guardrail) -> List.of("guardrail", guardrail.name());
            case PolicyEdit.RemoveGuardrail(var name) -> List.of("guardrail", name);
            case PolicyEdit.PutSiteZone(var site, var zone) -> List.of("zone", site, zone.zone());
            case PolicyEdit.RemoveSiteZone(var site, var zone) -> List.of("zone", site, zone);
            case PolicyEdit.PutDevice(var site, var device) ->
                    List.of("device", site, device.slot());
            case PolicyEdit.RemoveDevice(var site, var slot) -> List.of("device", site, slot);
            case PolicyEdit.PutSiteNetwork put -> List.of("network", put.site());
            case PolicyEdit.PutSiteWindows(var site, _) -> List.of("windows", site);
        };
    }
}
