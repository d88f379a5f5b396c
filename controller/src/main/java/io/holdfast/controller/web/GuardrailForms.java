package io.holdfast.controller.web;

import io.holdfast.api.model.Guardrail;
import io.holdfast.api.model.RiskAcceptance;
import io.holdfast.api.model.Zone;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.zone.FieldReader;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.IntraZone;
import io.holdfast.core.zone.SecurityLevel;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneName;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Guardrails, and zones of the model, as the interface writes them, and back. */
public final class GuardrailForms {

    private GuardrailForms() {}

    /** A guardrail for reading. */
    public static Guardrail form(io.holdfast.core.zone.Guardrail guardrail) {
        return switch (guardrail) {
            case io.holdfast.core.zone.Guardrail.NeverDirect(var name, var from, var to) ->
                    new Guardrail(name, "NEVER_DIRECT").from(from.name()).to(to.name());
            case io.holdfast.core.zone.Guardrail.OnlyThrough(
                            var name,
                            var from,
                            var to,
                            var group) ->
                    new Guardrail(name, "ONLY_THROUGH")
                            .from(from.name())
                            .to(to.name())
                            .group(group.value());
            case io.holdfast.core.zone.Guardrail.OnlyReads(
                            var name,
                            var from,
                            var to,
                            var group,
                            var reading) ->
                    new Guardrail(name, "ONLY_READS")
                            .from(from.name())
                            .to(to.name())
                            .group(group.value())
                            .reading(PolicyForms.texts(reading));
            case io.holdfast.core.zone.Guardrail.ManagementOnlyFromSiteNode(var name) ->
                    new Guardrail(name, "MANAGEMENT_ONLY_FROM_SITE_NODE");
        };
    }

    /** A risk acceptance for reading. */
    public static RiskAcceptance form(io.holdfast.core.zone.RiskAcceptance acceptance) {
        return OpeningForms.form(acceptance);
    }

    static void guardrail(Guardrail form, FormReader at, List<PolicyEdit> edits) {
        int before = at.faults().size();
        var name = form.getName();
        var type = form.getType();
        if (type.equals("MANAGEMENT_ONLY_FROM_SITE_NODE")) {
            edits.add(
                    new PolicyEdit.PutGuardrail(
                            new io.holdfast.core.zone.Guardrail.ManagementOnlyFromSiteNode(name)));
            return;
        }
        if (!List.of("NEVER_DIRECT", "ONLY_THROUGH", "ONLY_READS").contains(type)) {
            at.fault("type", "GUARDRAIL_TYPE_UNKNOWN", "There is no guardrail of this type.");
            return;
        }
        var from = kind("from", form.getFrom(), at);
        var to = kind("to", form.getTo(), at);
        var group =
                type.equals("NEVER_DIRECT") || !at.present("group", form.getGroup())
                        ? null
                        : at.one("group", () -> new GroupName(String.valueOf(form.getGroup())));
        var reading =
                at.fields(
                        "reading",
                        Objects.requireNonNullElse(form.getReading(), List.<String>of()),
                        FieldReader::service);
        if (at.faults().size() > before || from == null || to == null) {
            return;
        }
        if (group == null) {
            edits.add(
                    new PolicyEdit.PutGuardrail(
                            new io.holdfast.core.zone.Guardrail.NeverDirect(name, from, to)));
        } else {
            edits.add(
                    new PolicyEdit.PutGuardrail(
                            type.equals("ONLY_THROUGH")
                                    ? new io.holdfast.core.zone.Guardrail.OnlyThrough(
                                            name, from, to, group)
                                    : new io.holdfast.core.zone.Guardrail.OnlyReads(
                                            name, from, to, group, reading)));
        }
    }

    private static @Nullable ZoneKind kind(String field, @Nullable String text, FormReader at) {
        if (!at.present(field, text)) {
            return null;
        }
        var kind = Arrays.stream(ZoneKind.values()).filter(k -> k.name().equals(text)).findFirst();
        if (kind.isEmpty()) {
            at.fault(
                    field,
                    "ZONE_KIND_UNKNOWN",
                    "A kind of zone is one of " + List.of(ZoneKind.values()) + ".");
            return null;
        }
        return kind.get();
    }

    static void zone(Zone form, FormReader at, List<PolicyEdit> edits) {
        int before = at.faults().size();
        var name = at.one("name", () -> new ZoneName(form.getName()));
        var kind = kind("kind", form.getKind(), at);
        var levels = at.one("slTarget", () -> new SecurityLevel(form.getSlTarget()));
        var inside =
                at.one(
                        "inside",
                        () ->
                                IntraZone.valueOf(
                                        Objects.requireNonNullElse(form.getInside(), "OPEN")));
        if (at.faults().size() > before
                || name == null
                || kind == null
                || levels == null
                || inside == null) {
            return;
        }
        at.read(
                "ownerRole",
                () ->
                        new io.holdfast.core.zone.Zone(
                                name,
                                kind,
                                levels,
                                form.getOwnerRole(),
                                form.getEssentialFunction(),
                                inside),
                edits,
                PolicyEdit.PutZone::new);
    }
}
