package io.holdfast.ui.windows;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.windows.Windows;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Stops everything from now until then, with the reason whoever waits will read. */
final class FreezeDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final TextField reason = new TextField();
    private final DateTimePicker until = new DateTimePicker();
    private final Div problem = new Div();
    private final transient Windows windows;
    private final transient ZoneId zone;
    private final transient Runnable then;
    private final transient FieldFaults faults = new FieldFaults();

    FreezeDialog(Windows windows, ZoneId zone, Instant now, Runnable then) {
        this.windows = windows;
        this.zone = zone;
        this.then = then;
        setHeaderTitle(getTranslation("freeze.begin"));
        setWidth("30rem");
        faults.at("/reason", reason).setLabel(getTranslation("freeze.reason"));
        faults.at("/until", until).setLabel(getTranslation("freeze.until", zone.getId()));
        reason.setId("freeze-reason");
        reason.setMaxLength(200);
        reason.setRequiredIndicatorVisible(true);
        reason.setManualValidation(true);
        reason.setWidthFull();
        until.setId("freeze-until");
        until.setDateAriaLabel(getTranslation("alarms.shelve.date"));
        until.setTimeAriaLabel(getTranslation("alarms.shelve.time"));
        until.setLocale(Times.dayFirst(getLocale()));
        until.setStep(Duration.ofMinutes(30));
        until.setManualValidation(true);
        until.setWidthFull();
        until.setValue(
                now.plus(Duration.ofDays(7))
                        .atZone(zone)
                        .toLocalDateTime()
                        .truncatedTo(ChronoUnit.HOURS));
        problem.getElement().setAttribute("aria-live", "polite");
        var begin = new Button(getTranslation("freeze.begin"), _ -> begin());
        begin.setId("freeze-confirm");
        begin.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        var cancel = new Button(getTranslation("cancel"), _ -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_SMALL);
        add(new Paragraph(getTranslation("freeze.consequence")), reason, until, problem);
        getFooter().add(cancel, begin);
        reason.focus();
    }

    private void begin() {
        problem.removeAll();
        faults.clear();
        if (reason.getValue().isBlank()) {
            FieldFaults.fault(reason, getTranslation("conduit.missing"));
        }
        if (until.isEmpty()) {
            FieldFaults.fault(until, getTranslation("freeze.until.missing"));
        }
        if (focused()) {
            return;
        }
        try {
            windows.freeze(until.getValue().atZone(zone).toInstant(), reason.getValue().strip());
            close();
            then.run();
        } catch (Refused refused) {
            faults.show(this, refused)
                    .forEach(text -> problem.add(Parts.note(Tone.ATTENTION, new Span(text))));
            focused();
        }
    }

    /** Whoever types stands at the first field that is at fault, if one is. */
    private boolean focused() {
        if (reason.isInvalid()) {
            reason.focus();
        } else if (until.isInvalid()) {
            until.focus();
        }
        return reason.isInvalid() || until.isInvalid();
    }
}
