package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.holdfast.controller.sitelinks.ReplacementStanding;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Which units people at the site put into a slot, who they were, and whether that counts here. */
final class DeviceReplaced extends Div {

    private static final long serialVersionUID = 1L;

    DeviceReplaced(List<ReplacementStanding> all, ZoneId zone, Instant now) {
        add(new Paragraph(getTranslation("device.replaced.about")));
        var table =
                new Table(getTranslation("device.replaced"))
                        .head(getTranslation("device.replaced.at"))
                        .head(getTranslation("device.replaced.new"))
                        .head(getTranslation("device.replaced.old"))
                        .head(getTranslation("device.replaced.persons"))
                        .head(getTranslation("device.replaced.why"))
                        .head(getTranslation("devices.state"));
        for (var one : all) {
            table.row(
                    Times.at(one.at(), zone, getLocale(), now),
                    unit(one.serial(), one.hostKey()),
                    unit(one.oldSerial(), one.oldHostKey()),
                    Table.twoLines(new Span(one.person()), one.second()),
                    Table.twoLines(new Span(one.reason()), String.join("; ", one.evidence())),
                    state(one));
        }
        add(table);
    }

    private static Component unit(String serial, String hostKey) {
        var unit = Table.twoLines(new Span(serial.isEmpty() ? "-" : serial), hostKey);
        unit.getElement().getStyle().set("overflow-wrap", "anywhere");
        return unit;
    }

    private Component state(ReplacementStanding one) {
        if (one.takenOver()) {
            return new StateMark(Glyph.OK, Tone.OK, getTranslation("device.replaced.taken"));
        }
        return one.answered()
                ? new StateMark(Glyph.OK, Tone.OK, getTranslation("device.replaced.answered"))
                : new StateMark(
                        Glyph.ATTENTION,
                        Tone.ATTENTION,
                        getTranslation("device.replaced.other-key"));
    }
}
