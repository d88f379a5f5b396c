package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.holdfast.controller.observations.Archives;
import io.holdfast.controller.observations.Archives.VersionLine;
import io.holdfast.controller.restores.Restores;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.TextDiff;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * Every version of a device's configuration that was seen, and what differs between two of them.
 * Nothing is compared before somebody asks: reading a configuration is recorded.
 */
final class DeviceArchive extends Div {

    private static final long serialVersionUID = 1L;

    /** A page lists no more versions; the whole is in the API. */
    private static final int LISTED = 50;

    private static final int DIGEST = 12;

    private final transient Archives archives;
    private final transient SiteId site;
    private final transient DeviceSlot slot;
    private final transient ZoneId zone;
    private final transient Instant now;
    private final Select<VersionLine> older = new Select<>();
    private final Select<VersionLine> newer = new Select<>();
    private final Div answer = new Div();

    DeviceArchive(
            Archives archives,
            Restores restores,
            SiteId site,
            DeviceSlot slot,
            ZoneId zone,
            Instant now) {
        this.archives = archives;
        this.site = site;
        this.slot = slot;
        this.zone = zone;
        this.now = now;
        var versions = archives.versions(site, slot);
        if (versions.isEmpty()) {
            add(Parts.empty(getTranslation("device.archive.empty")));
            return;
        }
        add(list(versions), ask(versions), answer);
        var readable = versions.stream().filter(VersionLine::textHere).toList();
        if (!readable.isEmpty()) {
            add(
                    new H3(getTranslation("device.restore")),
                    new DeviceRestore(restores, readable, site, slot, zone, now));
        }
        answer.getElement().setAttribute("aria-live", "polite");
    }

    private Component list(List<VersionLine> versions) {
        var table =
                new Table(getTranslation("device.archive"))
                        .head(getTranslation("device.archive.seen"))
                        .numberHead(getTranslation("device.archive.age"))
                        .head(getTranslation("device.archive.digest"))
                        .head(getTranslation("device.archive.form"))
                        .head(getTranslation("device.archive.cause"))
                        .numberHead(getTranslation("device.archive.masked"))
                        .head(getTranslation("device.archive.text"));
        for (var version : versions.stream().limit(LISTED).toList()) {
            var digest = new Span(shortened(version.digest()));
            digest.addClassName("hf-mono");
            digest.setTitle(version.digest());
            table.row(
                    Times.at(version.seenAt(), zone, getLocale(), now),
                    Table.text(Times.length(Duration.between(version.seenAt(), now))),
                    digest,
                    Table.text(version.form()),
                    Table.text(cause(version)),
                    Table.text(getTranslation("device.number", version.masked())),
                    version.textHere()
                            ? new StateMark(
                                    Glyph.OK, Tone.OK, getTranslation("device.archive.here"))
                            : new StateMark(
                                    Glyph.STALE,
                                    Tone.STALE,
                                    getTranslation("device.archive.not-here")));
        }
        return new Div(
                table,
                Parts.why(
                        getTranslation(
                                "device.archive.shown",
                                Math.min(LISTED, versions.size()),
                                versions.size())));
    }

    private String cause(VersionLine version) {
        return switch (version.cause()) {
            case "CHANGED", "CLOCK" ->
                    getTranslation(
                            "device.archive.cause." + version.cause().toLowerCase(Locale.ROOT));
            default -> version.cause();
        };
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGEST, digest.length()));
    }

    private Component ask(List<VersionLine> versions) {
        var readable = versions.stream().filter(VersionLine::textHere).toList();
        var compare = new Button(getTranslation("device.archive.compare"), _ -> compare());
        compare.setId("compare");
        compare.addThemeVariants(ButtonVariant.LUMO_SMALL);
        older.setId("compare-older");
        older.setLabel(getTranslation("device.archive.older"));
        newer.setId("compare-newer");
        newer.setLabel(getTranslation("device.archive.newer"));
        for (var field : List.of(older, newer)) {
            field.setItems(readable);
            field.setItemLabelGenerator(this::label);
            field.setWidth("19rem");
        }
        if (!readable.isEmpty()) {
            newer.setValue(readable.getFirst());
            older.setValue(readable.get(Math.min(1, readable.size() - 1)));
        }
        boolean enough = readable.size() > 1;
        compare.setEnabled(enough);
        var row = new Div(older, newer, compare);
        row.add(
                Parts.why(
                        getTranslation(enough ? "device.archive.recorded" : "device.archive.one")));
        row.addClassNames("hf-question", "hf-compare");
        return row;
    }

    private String label(VersionLine version) {
        return getTranslation(
                "device.archive.version",
                Times.text(version.seenAt(), zone, getLocale(), now),
                shortened(version.digest()));
    }

    private void compare() {
        answer.removeAll();
        try {
            var found =
                    archives.compare(
                            site, slot, older.getValue().digest(), newer.getValue().digest());
            if (found.lines().isEmpty()) {
                answer.add(new Paragraph(getTranslation("device.archive.equal")));
                return;
            }
            answer.add(Parts.why(told(found.lines())));
            answer.add(
                    new TextDiff(found.lines()).named(getTranslation("device.archive.difference")));
        } catch (Refused refused) {
            answer.add(Parts.refused(this, refused));
        }
    }

    /** How much it is, said before the text: also that the page does not show all of it. */
    private String told(List<String> lines) {
        long added = changed(lines, '+');
        long removed = changed(lines, '-');
        return lines.size() - 2 > TextDiff.LINES_SHOWN
                ? getTranslation("device.archive.lines.cut", added, removed, TextDiff.LINES_SHOWN)
                : getTranslation("device.archive.lines", added, removed);
    }

    /** Without the two lines that name the versions. */
    private static long changed(List<String> lines, char sign) {
        return lines.stream().skip(2).filter(l -> !l.isEmpty() && l.charAt(0) == sign).count();
    }
}
