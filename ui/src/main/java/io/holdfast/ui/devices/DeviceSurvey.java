package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.observations.Surveys;
import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.Duplicates.Finding;
import io.holdfast.core.observe.SensorReading;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.observe.VlanSighting;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a device told when it was last read whole: its VLANs, neighbours, learned stations, sensors
 * and radio clients, and how it was seen to behave.
 */
final class DeviceSurvey {

    /** Rows of a table that is only looked over; all of them are in the interface. */
    private static final int MOST_ROWS = 50;

    private final Component words;
    private final Surveys.DeviceSurvey told;
    private final ZoneId zone;
    private final Instant now;

    DeviceSurvey(Component words, Surveys.DeviceSurvey told, ZoneId zone, Instant now) {
        this.words = words;
        this.told = told;
        this.zone = zone;
        this.now = now;
    }

    /** The sections there is something to say in. */
    List<Component> sections() {
        var sections = new ArrayList<Component>();
        told.surveyed()
                .survey()
                .ifPresent(survey -> {
                    warnings(survey).forEach(sections::add);
                    var names = new TreeMap<Integer, String>();
                    survey.ports().forEach(p -> names.put(p.index(), p.sighting().name()));
                    sections.add(section("device.neighbours", neighbours(survey, names)));
                    if (!survey.vlans().isEmpty()) {
                        sections.add(section("device.vlans", vlans(survey, names)));
                    }
                    if (!survey.macs().isEmpty()) {
                        sections.add(section("device.stations", stations(survey, names)));
                    }
                    if (!survey.sensors().isEmpty()) {
                        sections.add(section("device.sensors", sensors(survey)));
                    }
                    if (!survey.clients().isEmpty()) {
                        sections.add(section("device.clients", clients(survey)));
                    }
                });
        sections.add(section("device.behaviour", behaviour(told.surveyed().behaviour())));
        return sections;
    }

    private String t(String key, Object... values) {
        return words.getTranslation(key, values);
    }

    private Section section(String key, Component... content) {
        var section = new Section(new H2(t(key)));
        section.addClassName("hf-section");
        section.add(content);
        return section;
    }

    private String asOf() {
        return t("device.as-of", Times.text(told.confirmed(), zone, locale(), now), age());
    }

    private String age() {
        return Times.length(told.age());
    }

    private Locale locale() {
        return com.vaadin.flow.component.UI.getCurrent().getLocale();
    }

    /** What is shared with other devices, and what the device spoiled. */
    private List<Component> warnings(Survey survey) {
        var warnings = new ArrayList<Component>();
        for (var finding : told.shared()) {
            var key =
                    switch (finding) {
                        case Finding.SameDevice _ -> "device.shared.same";
                        case Finding.SharedAddress _ -> "device.shared.address";
                        case Finding.SharedSerial _ -> "device.shared.serial";
                        case Finding.SharedEngine _ -> "device.shared.engine";
                        case Finding.SharedHostKey _ -> "device.shared.key";
                    };
            warnings.add(note(t(key, String.join(", ", finding.devices()))));
        }
        survey.spoiled().stream()
                .map(s -> note(t("device.spoiled", s.table(), s.reason())))
                .forEach(warnings::add);
        return warnings;
    }

    private static Div note(String sentence) {
        return Parts.note(Tone.ATTENTION, new Span(sentence));
    }

    private Component neighbours(Survey survey, Map<Integer, String> names) {
        if (survey.neighbours().isEmpty()) {
            return empty("device.neighbours.empty");
        }
        var table =
                new Table(t("device.neighbours"))
                        .head(t("device.interface"))
                        .head(t("device.neighbour"))
                        .head(t("device.neighbour.port"))
                        .head(t("device.neighbour.addresses"))
                        .head(t("device.source"));
        for (var n : survey.neighbours()) {
            table.row(
                    Table.text(names.getOrDefault(n.localIfIndex(), n.localPort())),
                    Table.twoLines(
                            new Span(n.sysName().isEmpty() ? n.chassisId() : n.sysName()),
                            n.chassisId()),
                    Table.text(n.portId()),
                    Table.text(String.join(", ", n.addresses())),
                    Table.text(n.protocol().name()));
        }
        return new Div(table, Parts.why(t("device.neighbours.of", asOf())));
    }

    private Component vlans(Survey survey, Map<Integer, String> names) {
        var table =
                new Table(t("device.vlans"))
                        .numberHead(t("device.vlan"))
                        .head(t("device.name"))
                        .head(t("device.vlan.untagged"))
                        .head(t("device.vlan.tagged"));
        for (var vlan : survey.vlans()) {
            table.row(
                    Table.text(Integer.toString(vlan.id())),
                    Table.text(vlan.name()),
                    Table.text(members(vlan, true, names)),
                    Table.text(members(vlan, false, names)));
        }
        return new Div(table, Parts.why(asOf()));
    }

    private static String members(VlanSighting vlan, boolean untagged, Map<Integer, String> names) {
        var members =
                vlan.members().stream()
                        .filter(m -> m.untagged() == untagged)
                        .map(m -> names.getOrDefault(m.ifIndex(), Integer.toString(m.bridgePort())))
                        .toList();
        return members.isEmpty() ? "-" : String.join(", ", members);
    }

    private Component stations(Survey survey, Map<Integer, String> names) {
        var table =
                new Table(t("device.stations"))
                        .head(t("device.mac"))
                        .numberHead(t("device.vlan"))
                        .head(t("device.interface"));
        survey.macs().stream()
                .limit(MOST_ROWS)
                .forEach(m ->
                        table.row(
                                mono(m.mac()),
                                Table.text(m.vlan() == 0 ? "-" : Integer.toString(m.vlan())),
                                Table.text(names.getOrDefault(m.ifIndex(), "-"))));
        return new Div(
                table,
                Parts.why(
                        t(
                                "device.shown",
                                Math.min(MOST_ROWS, survey.macs().size()),
                                survey.macs().size())));
    }

    private static Component mono(String text) {
        var mono = new Span(text);
        mono.addClassName("hf-mono");
        return mono;
    }

    private Component sensors(Survey survey) {
        var table =
                new Table(t("device.sensors"))
                        .head(t("device.sensor"))
                        .numberHead(t("device.value"))
                        .head(t("devices.state"));
        survey.sensors().stream()
                .limit(MOST_ROWS)
                .forEach(r -> table.row(Table.text(r.name()), Table.text(value(r)), working(r)));
        return new Div(
                table,
                Parts.why(
                        t(
                                "device.as-of",
                                Times.text(told.taken(), zone, locale(), now),
                                Times.length(java.time.Duration.between(told.taken(), now)))));
    }

    private String value(SensorReading reading) {
        return t(
                "device.sensor." + reading.kind().name().toLowerCase(Locale.ROOT), reading.value());
    }

    private StateMark working(SensorReading reading) {
        return reading.working()
                ? new StateMark(Glyph.OK, Tone.OK, t("device.sensor.works"))
                : new StateMark(Glyph.ATTENTION, Tone.ATTENTION, t("device.sensor.broken"));
    }

    private Component clients(Survey survey) {
        var table =
                new Table(t("device.clients"))
                        .head(t("device.mac"))
                        .head(t("device.client.network"))
                        .head(t("device.client.radio"))
                        .numberHead(t("device.client.signal"));
        survey.clients().stream()
                .limit(MOST_ROWS)
                .forEach(c ->
                        table.row(
                                mono(c.mac()),
                                Table.text(c.ssid().isEmpty() ? "-" : c.ssid()),
                                Table.text(c.radio().isEmpty() ? "-" : c.radio()),
                                Table.text(c.signal() == 0 ? "-" : t("device.dbm", c.signal()))));
        return new Div(
                table,
                Parts.why(
                        t(
                                "device.shown",
                                Math.min(MOST_ROWS, survey.clients().size()),
                                survey.clients().size())));
    }

    private Component behaviour(BehaviourTable behaviour) {
        if (behaviour.rows().isEmpty()) {
            return empty("device.behaviour.empty");
        }
        var table =
                new Table(t("device.behaviour"))
                        .head(t("device.behaviour.what"))
                        .head(t("device.behaviour.evidence"))
                        .head(t("device.behaviour.means"))
                        .head(t("device.known"));
        for (var row : behaviour.rows()) {
            table.row(
                    Table.text(t("device.behaviour." + row.kind().name().toLowerCase(Locale.ROOT))),
                    Table.text(row.evidence()),
                    row.kind().forbidsTrial()
                            ? new StateMark(
                                    Glyph.REFUSED, Tone.ATTENTION, t("device.behaviour.refused"))
                            : new StateMark(Glyph.OK, Tone.OK, t("device.behaviour.known")),
                    Times.at(row.seen(), zone, locale(), now));
        }
        return table;
    }

    private Div empty(String key) {
        return Parts.empty(t(key));
    }
}
