package io.holdfast.ui.topology;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.observations.Topologies.SiteTopology;
import io.holdfast.core.topology.Cabling.Finding;
import io.holdfast.core.topology.Cabling.Planned;
import io.holdfast.core.topology.LinkEnd;
import io.holdfast.core.topology.SeenLink;
import io.holdfast.core.topology.SeenLink.Standing;
import io.holdfast.core.topology.Stranger;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The drawing once more, as tables: what a screen reader reads and a keyboard reaches. */
final class TopologyTables {

    private final Component words;
    private final SiteTopology topology;
    private final ZoneId zone;
    private final Instant now;

    TopologyTables(Component words, SiteTopology topology, ZoneId zone, Instant now) {
        this.words = words;
        this.topology = topology;
        this.zone = zone;
        this.now = now;
    }

    private String t(String key, Object... values) {
        return words.getTranslation(key, values);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** How many cables are other than the plan wants them. */
    long differences() {
        return topology.cabling().stream().filter(TopologyTables::differs).count();
    }

    private static boolean differs(Finding finding) {
        return switch (finding) {
            case Finding.AsPlanned _, Finding.Unknown _ -> false;
            case Finding.Missing _, Finding.Elsewhere _, Finding.NotInThePlan _ -> true;
        };
    }

    /** Every link, those that need somebody first. */
    Table links() {
        var table =
                new Table(t("topology.links"))
                        .head(t("topology.from"))
                        .head(t("topology.to"))
                        .head(t("topology.confidence"))
                        .head(t("topology.evidence"))
                        .head(t("devices.state"))
                        .numberHead(t("topology.seen"));
        topology.links().stream()
                .sorted(
                        Comparator.comparing((SeenLink l) -> l.far() instanceof LinkEnd.Own)
                                .thenComparing(l -> l.standing() == Standing.PRESENT)
                                .thenComparing(SeenLink::confidence, Comparator.reverseOrder()))
                .forEach(link ->
                        table.row(
                                end(link.near(), ""),
                                end(link.far(), link.announcedName()),
                                Table.text(t("topology.line." + name(link.confidence()))),
                                Table.text(
                                        link.evidence().stream()
                                                .map(e -> t("topology.evidence." + name(e)))
                                                .collect(Collectors.joining(", "))),
                                standing(link),
                                age(link.lastSeen())));
        return table;
    }

    private Component age(Instant at) {
        var age = Table.text(Times.length(Duration.between(at, now)));
        age.getElement().setAttribute("title", at.toString());
        return age;
    }

    private static Component end(LinkEnd end, String announced) {
        return switch (end) {
            case LinkEnd.Own(var slot, var port) ->
                    Table.twoLines(new Span(slot.value()), port.isEmpty() ? "-" : port);
            case LinkEnd.Foreign(var chassis, var port) ->
                    Table.twoLines(
                            new Span(announced.isBlank() ? chassis.value() : announced),
                            port.isBlank() ? chassis.value() : chassis.value() + ", " + port);
        };
    }

    private StateMark standing(SeenLink link) {
        var word = t("topology.standing." + name(link.standing()));
        return switch (link.standing()) {
            case PRESENT -> new StateMark(Glyph.OK, Tone.OK, word);
            case FADING -> new StateMark(Glyph.WAITING, Tone.ATTENTION, word);
            case UNKNOWN -> new StateMark(Glyph.STALE, Tone.STALE, word);
        };
    }

    /** The plan's cables and what became of each, differences first. */
    Table cabling() {
        var table =
                new Table(t("topology.cabling"))
                        .head(t("topology.finding"))
                        .head(t("topology.planned"))
                        .head(t("topology.actual"));
        topology.cabling().stream()
                .sorted(Comparator.comparing(f -> !differs(f)))
                .forEach(finding -> {
                    switch (finding) {
                        case Finding.AsPlanned(var planned, var seen) ->
                                table.row(
                                        mark(Glyph.OK, Tone.OK, "as-planned"),
                                        cable(planned),
                                        link(seen));
                        case Finding.Missing(var planned) ->
                                table.row(
                                        mark(Glyph.MINUS, Tone.ATTENTION, "missing"),
                                        cable(planned),
                                        Table.text(t("topology.finding.nothing")));
                        case Finding.Unknown(var planned, var since) ->
                                table.row(
                                        mark(Glyph.STALE, Tone.STALE, "unknown"),
                                        cable(planned),
                                        Table.text(unknownSince(since)));
                        case Finding.Elsewhere(var planned, var seen) ->
                                table.row(
                                        mark(Glyph.CONFLICT, Tone.ATTENTION, "elsewhere"),
                                        cable(planned),
                                        link(seen));
                        case Finding.NotInThePlan(var seen, var unused) ->
                                table.row(
                                        mark(Glyph.PLUS, Tone.ATTENTION, "not-in-the-plan"),
                                        Table.text(unused ? t("topology.finding.unused") : "-"),
                                        link(seen));
                    }
                });
        return table;
    }

    private String unknownSince(Instant since) {
        return since.equals(Instant.EPOCH)
                ? t("topology.finding.never")
                : t(
                        "topology.finding.since",
                        Times.text(
                                since,
                                zone,
                                com.vaadin.flow.component.UI.getCurrent().getLocale(),
                                now));
    }

    private StateMark mark(Glyph glyph, Tone tone, String key) {
        return new StateMark(glyph, tone, t("topology.finding." + key));
    }

    private Component cable(Planned planned) {
        return Table.text(t("topology.cable", planned.one(), planned.other()));
    }

    private Component link(SeenLink seen) {
        var far =
                seen.far() instanceof LinkEnd.Foreign && !seen.announcedName().isBlank()
                        ? seen.announcedName()
                        : seen.far().toString();
        return Table.text(t("topology.cable", seen.near(), far));
    }

    /** The neighbours that are in no plan, with who answers for each. */
    Table strangers(boolean mayCharge, Consumer<Stranger> charge) {
        var table =
                new Table(t("topology.strangers"))
                        .head(t("topology.stranger"))
                        .head(t("topology.stranger.where"))
                        .head(t("devices.state"))
                        .head(t("topology.charge.owner"))
                        .head(t("topology.first-seen"))
                        .head(t("alarms.answer"));
        for (var stranger : topology.strangers()) {
            var button = new Button(t("topology.charge"), _ -> charge.accept(stranger));
            button.addThemeVariants(ButtonVariant.LUMO_SMALL);
            button.setEnabled(mayCharge);
            button.setAriaLabel(t("topology.charge.of", stranger.chassis().value()));
            table.row(
                    Table.twoLines(
                            new Span(
                                    stranger.announcedName().isBlank()
                                            ? t("topology.stranger.nameless")
                                            : stranger.announcedName()),
                            stranger.chassis().value()),
                    Table.text(
                            stranger.seenAt().stream()
                                    .map(LinkEnd.Own::toString)
                                    .collect(Collectors.joining(", "))),
                    state(stranger),
                    owner(stranger),
                    age(stranger.firstSeen()),
                    button);
        }
        return table;
    }

    private StateMark state(Stranger stranger) {
        var word = t("topology.stranger." + name(stranger.state()));
        return switch (stranger.state()) {
            case NOBODYS -> new StateMark(Glyph.ATTENTION, Tone.ATTENTION, word);
            case ASSIGNED -> new StateMark(Glyph.WAITING, Tone.PENDING, word);
            case OVERDUE -> new StateMark(Glyph.CONFLICT, Tone.ATTENTION, word);
        };
    }

    private Component owner(Stranger stranger) {
        return stranger.charge()
                .map(c ->
                        Table.twoLines(
                                new Span(c.owner()),
                                t(
                                        "topology.stranger.until",
                                        Times.text(
                                                c.due(),
                                                zone,
                                                com.vaadin
                                                        .flow
                                                        .component
                                                        .UI
                                                        .getCurrent()
                                                        .getLocale(),
                                                now),
                                        c.reason())))
                .orElse(Table.text("-"));
    }
}
