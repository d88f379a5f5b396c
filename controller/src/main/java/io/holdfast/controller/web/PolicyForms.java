package io.holdfast.controller.web;

import io.holdfast.api.model.Conduit;
import io.holdfast.api.model.ConfigLine;
import io.holdfast.api.model.Edit;
import io.holdfast.api.model.SiteGroup;
import io.holdfast.api.model.SiteZone;
import io.holdfast.api.model.Zone;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.diff.ConfigDiff;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.FieldReader;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Conduits, zones and edits as the interface writes them, and back; each fault with its pointer.
 */
public final class PolicyForms {

    private PolicyForms() {}

    /** A conduit for reading. */
    public static Conduit form(io.holdfast.core.zone.Conduit conduit) {
        var form =
                new Conduit(
                                conduit.id().value(),
                                conduit.name(),
                                conduit.from().toString(),
                                conduit.to().toString(),
                                conduit.services().stream().map(Object::toString).toList(),
                                conduit.reviewDate())
                        .justification(conduit.justification())
                        .ownerRole(conduit.ownerRole())
                        .sites(
                                switch (conduit.scope()) {
                                    case Scope.EverySite _ -> List.of();
                                    case Scope.OnlySites(var only) ->
                                            only.stream().map(SiteId::value).toList();
                                    case Scope.BetweenSites _ -> List.of();
                                });
        OpeningForms.write(conduit, form);
        return form;
    }

    /** A zone for reading. */
    public static Zone form(io.holdfast.core.zone.Zone zone) {
        return new Zone(
                        zone.name().value(),
                        zone.kind().name(),
                        zone.slTarget().levels(),
                        zone.ownerRole(),
                        zone.essentialFunction())
                .inside(zone.inside().name());
    }

    /** A zone at one site for reading. */
    public static SiteZone form(io.holdfast.core.site.SiteZone zone) {
        return new SiteZone(zone.zone().value(), zone.vlan(), texts(zone.prefixes()))
                .gateways(texts(zone.gateways()))
                .groups(
                        zone.groups().stream()
                                .map(g -> new SiteGroup(g.name().value(), texts(g.prefixes())))
                                .toList())
                .enforcedBy(zone.enforcedBy().stream().findFirst().map(d -> d.value()).orElse(null))
                .ssids(zone.ssids().stream().map(OpeningForms::form).toList());
    }

    /** An edit for reading. */
    public static Edit form(PolicyEdit edit) {
        return switch (edit) {
            case PolicyEdit.PutConduit(var conduit) ->
                    new Edit("PUT_CONDUIT").conduit(form(conduit));
            case PolicyEdit.RemoveConduit(var id) ->
                    new Edit("REMOVE_CONDUIT").conduitId(id.value());
            case PolicyEdit.PutAcceptance(var acceptance) ->
                    new Edit("PUT_ACCEPTANCE").acceptance(OpeningForms.form(acceptance));
            case PolicyEdit.RemoveAcceptance(var id) ->
                    new Edit("REMOVE_ACCEPTANCE").acceptanceId(id);
            case PolicyEdit.PutZone(var zone) -> new Edit("PUT_ZONE").blueprintZone(form(zone));
            case PolicyEdit.RemoveZone(var name) -> new Edit("REMOVE_ZONE").zoneName(name.value());
            case PolicyEdit.PutGuardrail(var guardrail) ->
                    new Edit("PUT_GUARDRAIL").guardrail(GuardrailForms.form(guardrail));
            case PolicyEdit.RemoveGuardrail(var name) ->
                    new Edit("REMOVE_GUARDRAIL").guardrailName(name);
            case PolicyEdit.PutSiteZone(var site, var zone) ->
                    new Edit("PUT_SITE_ZONE").site(site.value()).zone(form(zone));
            case PolicyEdit.RemoveSiteZone(var site, var name) ->
                    new Edit("REMOVE_SITE_ZONE").site(site.value()).zoneName(name.value());
            case PolicyEdit.PutDevice(var site, var device) ->
                    new Edit("PUT_DEVICE").site(site.value()).device(PlanForms.form(device));
            case PolicyEdit.RemoveDevice(var site, var slot) ->
                    new Edit("REMOVE_DEVICE").site(site.value()).slot(slot.value());
            case PolicyEdit.PutSiteWindows(var site, var windows) ->
                    new Edit("PUT_SITE_WINDOWS")
                            .site(site.value())
                            .windows(windows.stream().map(WindowForms::form).toList());
            case PolicyEdit.PutSiteNetwork put ->
                    new Edit("PUT_SITE_NETWORK")
                            .site(put.site().value())
                            .network(
                                    PlanForms.form(
                                            put.siteNode(), put.defaultRoutes(), put.transits()));
        };
    }

    /**
     * The edits of a request.
     *
     * @throws Refused naming every field that is not what it should be
     */
    public static List<PolicyEdit> edits(@Nullable List<Edit> forms) {
        var faults = new ArrayList<Refused.Fault>();
        var edits = new ArrayList<PolicyEdit>();
        int i = 0;
        for (var form : forms == null ? List.<Edit>of() : forms) {
            var pointer = "/edits/" + i++;
            edit(form, new FormReader(pointer, faults), edits);
        }
        if (!faults.isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    faults.getFirst().code(),
                    faults.getFirst().detail(),
                    faults);
        }
        return edits;
    }

    private static void edit(Edit form, FormReader at, List<PolicyEdit> edits) {
        switch (form.getType()) {
            case "PUT_CONDUIT" -> {
                var conduit = form.getConduit();
                if (at.present("conduit", conduit) && conduit != null) {
                    conduit(conduit, at.in("conduit"), edits);
                }
            }
            case "REMOVE_CONDUIT" -> {
                var id = form.getConduitId();
                if (at.present("conduitId", id)) {
                    at.read(
                            "conduitId",
                            () -> new ConduitId(String.valueOf(id)),
                            edits,
                            PolicyEdit.RemoveConduit::new);
                }
            }
            case "PUT_ACCEPTANCE" -> {
                var acceptance = form.getAcceptance();
                if (at.present("acceptance", acceptance) && acceptance != null) {
                    at.read(
                            "acceptance",
                            () -> OpeningForms.read(acceptance),
                            edits,
                            PolicyEdit.PutAcceptance::new);
                }
            }
            case "REMOVE_ACCEPTANCE" -> {
                var id = form.getAcceptanceId();
                if (at.present("acceptanceId", id) && id != null) {
                    edits.add(new PolicyEdit.RemoveAcceptance(id));
                }
            }
            case "PUT_SITE_ZONE" -> {
                var zone = form.getZone();
                boolean zoneThere = at.present("zone", zone);
                boolean siteThere = at.present("site", form.getSite());
                if (zoneThere && siteThere && zone != null) {
                    zone(String.valueOf(form.getSite()), zone, at, edits);
                }
            }
            case "PUT_ZONE" -> {
                var zone = form.getBlueprintZone();
                if (at.present("blueprintZone", zone) && zone != null) {
                    GuardrailForms.zone(zone, at.in("blueprintZone"), edits);
                }
            }
            case "REMOVE_ZONE" ->
                    named(
                            form.getZoneName(),
                            "zoneName",
                            at,
                            n -> new PolicyEdit.RemoveZone(new ZoneName(n)),
                            edits);
            case "PUT_GUARDRAIL" -> {
                var guardrail = form.getGuardrail();
                if (at.present("guardrail", guardrail) && guardrail != null) {
                    GuardrailForms.guardrail(guardrail, at.in("guardrail"), edits);
                }
            }
            case "REMOVE_GUARDRAIL" ->
                    named(
                            form.getGuardrailName(),
                            "guardrailName",
                            at,
                            PolicyEdit.RemoveGuardrail::new,
                            edits);
            case "REMOVE_SITE_ZONE",
                    "PUT_DEVICE",
                    "REMOVE_DEVICE",
                    "PUT_SITE_NETWORK",
                    "PUT_SITE_WINDOWS" ->
                    PlanForms.edit(form, at, edits);
            default ->
                    at.fault(
                            "type",
                            "EDIT_TYPE_UNKNOWN",
                            "An edit puts or removes a CONDUIT, ACCEPTANCE, ZONE, GUARDRAIL,"
                                    + " SITE_ZONE or DEVICE, as in PUT_CONDUIT, or puts a"
                                    + " SITE_NETWORK.");
        }
    }

    static void named(
            @Nullable String name,
            String field,
            FormReader at,
            Function<String, PolicyEdit> make,
            List<PolicyEdit> edits) {
        if (at.present(field, name) && name != null) {
            at.read(field, () -> make.apply(name), edits, edit -> edit);
        }
    }

    private static void conduit(Conduit form, FormReader at, List<PolicyEdit> edits) {
        int before = at.faults().size();
        var id = at.one("id", () -> new ConduitId(form.getId()));
        var from = at.field("from", form.getFrom(), FieldReader::endpoint);
        var to = at.field("to", form.getTo(), FieldReader::endpoint);
        var services = at.fields("services", form.getServices(), FieldReader::service);
        var sites =
                at.each(
                        "sites",
                        Objects.requireNonNullElse(form.getSites(), List.<String>of()),
                        SiteId::new);
        at.one("name", () -> io.holdfast.core.Names.text("a conduit name", form.getName(), 100));
        var scope = at.one("sites", () -> OpeningForms.scope(form, sites));
        if (at.faults().size() > before
                || id == null
                || from == null
                || to == null
                || scope == null) {
            return;
        }
        var plain =
                new io.holdfast.core.zone.Conduit(
                        id,
                        form.getName(),
                        from,
                        to,
                        services,
                        Objects.requireNonNullElse(form.getJustification(), ""),
                        Objects.requireNonNullElse(form.getOwnerRole(), ""),
                        form.getReviewDate(),
                        scope);
        at.read("risk", () -> OpeningForms.read(form, plain), edits, PolicyEdit.PutConduit::new);
    }

    private static void zone(String site, SiteZone form, FormReader outer, List<PolicyEdit> edits) {
        int before = outer.faults().size();
        var code = outer.one("site", () -> new SiteId(site));
        var at = outer.in("zone");
        var name = at.one("zone", () -> new ZoneName(form.getZone()));
        var prefixes = at.fields("prefixes", form.getPrefixes(), FieldReader::prefix);
        var gateways =
                at.fields(
                        "gateways",
                        Objects.requireNonNullElse(form.getGateways(), List.<String>of()),
                        FieldReader::interfaceAddress);
        var groups = new ArrayList<io.holdfast.core.site.SiteZone.SiteGroup>();
        int i = 0;
        for (var group : Objects.requireNonNullElse(form.getGroups(), List.<SiteGroup>of())) {
            var in = at.in("groups/" + i++);
            var groupName = in.one("name", () -> new GroupName(group.getName()));
            var members = in.fields("prefixes", group.getPrefixes(), FieldReader::prefix);
            if (groupName != null) {
                groups.add(new io.holdfast.core.site.SiteZone.SiteGroup(groupName, members));
            }
        }
        if (outer.faults().size() > before || code == null || name == null) {
            return;
        }
        var zone =
                at.one(
                        "vlan",
                        () ->
                                new io.holdfast.core.site.SiteZone(
                                        name,
                                        form.getVlan(),
                                        prefixes,
                                        gateways,
                                        groups,
                                        OpeningForms.enforcedBy(form),
                                        OpeningForms.ssids(form)));
        if (zone != null) {
            edits.add(new PolicyEdit.PutSiteZone(code, zone));
        }
    }

    /** Lines of a configuration's difference. */
    public static List<ConfigLine> lines(List<ConfigDiff.Line> lines) {
        return lines.stream()
                .map(l -> new ConfigLine(l.change().name(), l.element(), l.before(), l.after()))
                .toList();
    }

    static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }
}
