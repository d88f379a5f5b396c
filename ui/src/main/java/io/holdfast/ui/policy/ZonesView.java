package io.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.policies.Packs;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.controller.scope.Permission;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.IntraZone;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Table;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The blueprint in force: zones, guardrails, accepted risks, and packs to begin with. */
@Route(value = "policy/zones", layout = MainLayout.class)
@PermitAll
public class ZonesView extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Policies policies;
    private final transient Packs packs;
    private final Div body = new Div();

    public ZonesView(Policies policies, Packs packs) {
        this.policies = policies;
        this.packs = packs;
        title(getTranslation("zones.title"));
        var guardrail = outlined(getTranslation("zones.new-guardrail"));
        guardrail.addClickListener(_ -> UI.getCurrent().navigate(GuardrailForm.class));
        var zone = primary(getTranslation("zones.new-zone"));
        zone.setId("new-zone");
        zone.addClickListener(_ -> UI.getCurrent().navigate(ZoneForm.class));
        actions(Rights.guarded(this, Permission.PROPOSE, guardrail, zone));
        add(body);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var policy = policies.inForce();
        sub(
                getTranslation("matrix.revision", policy.revision(), policy.plans().size())
                        + " "
                        + getTranslation("zones.what"));
        body.removeAll();
        body.add(
                section(getTranslation("zones.zones"), zones(policy)),
                section(getTranslation("zones.plans"), plans(policy)),
                section(getTranslation("zones.guardrails"), guardrails(policy)),
                section(getTranslation("zones.acceptances"), acceptances(policy)),
                section(getTranslation("zones.packs"), packs(policy)));
    }

    private Component zones(PolicyInForce policy) {
        var table =
                new Table(getTranslation("zones.zones"))
                        .head(getTranslation("zones.zone"))
                        .head(getTranslation("zones.kind"))
                        .head(getTranslation("zones.sl"))
                        .head(getTranslation("conduit.owner"))
                        .numberHead(getTranslation("zones.conduits"))
                        .numberHead(getTranslation("zones.sites"))
                        .head(getTranslation("zones.notes"));
        for (var zone : policy.model().zones()) {
            var levels = new Span(levels(zone));
            levels.addClassName("hf-mono");
            table.row(
                    link(zone.name().value(), ZoneForm.class, Map.of("zone", zone.name().value())),
                    Table.text(kind(this, zone.kind().name())),
                    levels,
                    Table.text(zone.ownerRole()),
                    Table.text("" + conduits(policy, zone)),
                    Table.text(
                            ""
                                    + policy.plans().stream()
                                            .filter(p -> p.zone(zone.name()).isPresent())
                                            .count()),
                    Table.text(notes(zone)));
        }
        return new Div(table, why(getTranslation("zones.sl.legend")));
    }

    private static long conduits(PolicyInForce policy, Zone zone) {
        return policy.model().conduits().stream()
                .filter(c ->
                        c.from().zone().equals(zone.name()) || c.to().zone().equals(zone.name()))
                .count();
    }

    private static String levels(Zone zone) {
        return zone.slTarget().levels().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private String notes(Zone zone) {
        var essential = zone.essentialFunction() ? getTranslation("zones.essential") : "";
        var isolated = zone.inside() == IntraZone.ISOLATED ? getTranslation("zones.isolated") : "";
        return (essential + " " + isolated).strip();
    }

    /** A kind of zone in words. */
    static String kind(Component words, String kind) {
        return words.getTranslation("zone-kind." + kind.toLowerCase(Locale.ROOT));
    }

    private Component plans(PolicyInForce policy) {
        if (policy.plans().isEmpty()) {
            return empty(getTranslation("zones.no-site"));
        }
        var table =
                new Table(getTranslation("zones.plans"))
                        .head(getTranslation("conduit.sites"))
                        .numberHead(getTranslation("zones.zones"))
                        .numberHead(getTranslation("nav.devices"))
                        .head(getTranslation("change.proof"));
        for (var plan : policy.plans()) {
            var code = plan.site().value();
            table.row(
                    new Div(
                            new RouterLink(
                                    code.toUpperCase(Locale.ROOT) + " " + plan.name(),
                                    PlanView.class,
                                    code)),
                    Table.text("" + plan.zones().size()),
                    Table.text("" + plan.devices().size()),
                    new RouterLink(
                            getTranslation("certificate.title"), CertificateView.class, code));
        }
        return table;
    }

    private Component guardrails(PolicyInForce policy) {
        if (policy.model().guardrails().isEmpty()) {
            return empty(getTranslation("zones.no-guardrail"));
        }
        var table =
                new Table(getTranslation("zones.guardrails"))
                        .head(getTranslation("zones.guardrail"))
                        .head(getTranslation("zones.says"));
        for (var guardrail : policy.model().guardrails()) {
            table.row(
                    link(
                            guardrail.name(),
                            GuardrailForm.class,
                            Map.of("guardrail", guardrail.name())),
                    Table.text(says(this, guardrail)));
        }
        return table;
    }

    /** A guardrail as a sentence. */
    static String says(Component words, Guardrail guardrail) {
        return switch (guardrail) {
            case Guardrail.NeverDirect(_, var from, var to) ->
                    words.getTranslation(
                            "guardrail.never", kind(words, from.name()), kind(words, to.name()));
            case Guardrail.OnlyThrough(_, var from, var to, var group) ->
                    words.getTranslation(
                            "guardrail.through",
                            kind(words, from.name()),
                            kind(words, to.name()),
                            group.value());
            case Guardrail.OnlyReads(_, var from, var to, var group, var reading) ->
                    words.getTranslation(
                            "guardrail.reads",
                            kind(words, from.name()),
                            kind(words, to.name()),
                            group.value(),
                            reading.stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", ")));
            case Guardrail.ManagementOnlyFromSiteNode _ ->
                    words.getTranslation("guardrail.management");
        };
    }

    private Component acceptances(PolicyInForce policy) {
        var make = new RouterLink(getTranslation("acceptance.new"), AcceptanceForm.class);
        if (policy.model().acceptances().isEmpty()) {
            return empty(getTranslation("zones.no-acceptance"), make);
        }
        var table =
                new Table(getTranslation("zones.acceptances"))
                        .head(getTranslation("zones.guardrail"))
                        .head(getTranslation("change.conduit"))
                        .head(getTranslation("conduit.because"))
                        .head(getTranslation("acceptance.signer"))
                        .head(getTranslation("acceptance.end"));
        for (var acceptance : policy.model().acceptances()) {
            table.row(
                    link(
                            acceptance.guardrail(),
                            AcceptanceForm.class,
                            Map.of("acceptance", acceptance.id())),
                    Table.text(acceptance.conduit().value()),
                    Table.text(acceptance.reason()),
                    Table.text(acceptance.signer()),
                    Table.text(acceptance.end().atOffset(ZoneOffset.UTC).toLocalDate().toString()));
        }
        return new Div(table, make);
    }

    private Component packs(PolicyInForce policy) {
        var table =
                new Table(getTranslation("zones.packs"))
                        .head(getTranslation("zones.pack"))
                        .head(getTranslation("zones.zones"))
                        .head(getTranslation("zones.notes"));
        for (var pack : packs.all()) {
            boolean used =
                    pack.zones().stream().allMatch(z -> policy.model().zone(z.name()).isPresent());
            table.row(
                    link(pack.title(), PackForm.class, Map.of("pack", pack.name())),
                    Table.text(
                            pack.zones().stream()
                                    .map(z -> z.name().value())
                                    .collect(Collectors.joining(", "))),
                    Table.text(getTranslation(used ? "zones.used" : "zones.unused")));
        }
        return table;
    }

    private static RouterLink link(
            String text, Class<? extends Component> page, Map<String, String> query) {
        var link = new RouterLink(text, page);
        link.setQueryParameters(QueryParameters.simple(query));
        return link;
    }

    /** Every kind of zone, in the order of the reference architecture. */
    static List<ZoneKind> kinds() {
        return List.of(ZoneKind.values());
    }
}
