package io.holdfast.ui.devices;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.sitelinks.SelfTestStanding;
import io.holdfast.controller.sitelinks.SelfTests;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Glyph;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.StateMark;
import io.holdfast.ui.kit.Table;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The newest self-test of a device, and the button that orders the next one with a reason. */
final class DeviceSelfTest extends Div {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 1_000;

    private final transient SelfTests tests;
    private final transient SiteId site;
    private final transient DeviceSlot slot;
    private final transient ZoneId zone;
    private final transient Instant now;
    private final TextField reason = new TextField();
    private final Div newest = new Div();
    private final Div problem = new Div();
    private final FieldFaults faults = new FieldFaults();

    DeviceSelfTest(SelfTests tests, SiteId site, DeviceSlot slot, ZoneId zone, Instant now) {
        this.tests = tests;
        this.site = site;
        this.slot = slot;
        this.zone = zone;
        this.now = now;
        add(new Paragraph(getTranslation("device.selftest.about")), newest);
        try {
            tests.newest(site, slot).ifPresent(t -> newest.add(shown(t)));
        } catch (Refused _) {
            add(Parts.empty(getTranslation("device.selftest.no-access")));
            return;
        }
        faults.at("/reason", reason);
        reason.setId("selftest-reason");
        reason.setLabel(getTranslation("device.selftest.reason"));
        reason.setMaxLength(LONGEST_REASON);
        reason.setRequiredIndicatorVisible(true);
        reason.getElement().setProperty("manualValidation", true);
        reason.setWidth("24rem");
        var order = new Button(getTranslation("device.selftest.order"), _ -> ordered());
        order.setId("selftest-order");
        order.addThemeVariants(ButtonVariant.LUMO_SMALL);
        var row = new Div(reason);
        row.add(Rights.guarded(this, Permission.ROLL_OUT, order));
        row.addClassNames("hf-question", "hf-compare");
        problem.getElement().setAttribute("aria-live", "polite");
        add(row, problem);
    }

    private void ordered() {
        problem.removeAll();
        faults.clear();
        try {
            var ordered = tests.order(site, slot, reason.getValue().strip());
            reason.clear();
            newest.removeAll();
            newest.add(shown(ordered));
        } catch (Refused refused) {
            faults.show(this, refused)
                    .forEach(s -> problem.add(Parts.note(Tone.ATTENTION, new Span(s))));
        }
    }

    private Component shown(SelfTestStanding test) {
        var table =
                new Table(getTranslation("device.selftest"))
                        .head(getTranslation("device.selftest.ordered"))
                        .head(getTranslation("device.selftest.by"))
                        .head(getTranslation("device.selftest.reason"))
                        .head(getTranslation("devices.state"));
        table.row(
                Times.at(test.orderedAt(), zone, getLocale(), now),
                Table.text(test.orderedBy()),
                Table.text(test.reason()),
                test.end().map(this::ended).orElseGet(() -> waits(test)));
        return table;
    }

    private Component waits(SelfTestStanding test) {
        var until = Times.text(test.notAfter(), zone, getLocale(), now);
        return now.isBefore(test.notAfter())
                ? new StateMark(
                        Glyph.WAITING, Tone.STALE, getTranslation("device.selftest.open", until))
                : new StateMark(
                        Glyph.ATTENTION,
                        Tone.ATTENTION,
                        getTranslation("device.selftest.untold", until));
    }

    private Component ended(SelfTestStanding.End end) {
        var words =
                getTranslation("device.selftest.result." + end.result().toLowerCase(Locale.ROOT));
        var mark =
                end.whole() && end.found().isEmpty()
                        ? new StateMark(Glyph.OK, Tone.OK, words)
                        : new StateMark(Glyph.ATTENTION, Tone.ATTENTION, words);
        return Table.twoLines(mark, more(end));
    }

    /** What was seen, or the site's own words. */
    private String more(SelfTestStanding.End end) {
        return end.found().isEmpty()
                ? end.reason().isEmpty() ? getTranslation("device.selftest.nothing") : end.reason()
                : found(end.found());
    }

    private String found(List<String> kinds) {
        return kinds.stream()
                .map(kind -> getTranslation("device.behaviour." + kind.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining("; "));
    }
}
