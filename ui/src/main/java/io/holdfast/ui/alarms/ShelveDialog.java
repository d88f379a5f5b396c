package io.holdfast.ui.alarms;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.alarm.Alarm;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Asks why an alarm is put away and until when, in the time of its site. */
final class ShelveDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_REASON = 500;

    /** A shift: what is offered until somebody says another end. */
    private static final Duration USUAL = Duration.ofHours(8);

    /** What happens once the fields are right. */
    interface Order {
        void shelve(String reason, Instant until);
    }

    private final TextArea reason = new TextArea();
    private final DateTimePicker until = new DateTimePicker();
    private final Div problem = new Div();
    private final transient ZoneId zone;
    private final transient InstantSource clock;
    private final transient Order order;

    ShelveDialog(String about, ZoneId zone, InstantSource clock, Order order) {
        this.zone = zone;
        this.clock = clock;
        this.order = order;
        setHeaderTitle(getTranslation("alarms.shelve.title"));
        setWidth("30rem");
        reason.setId("shelve-reason");
        reason.setLabel(getTranslation("alarms.shelve.reason"));
        reason.setMaxLength(LONGEST_REASON);
        reason.setRequiredIndicatorVisible(true);
        reason.setManualValidation(true);
        reason.setWidthFull();
        until.setId("shelve-until");
        until.setLabel(getTranslation("alarms.shelve.until", zone.getId()));
        until.setDateAriaLabel(getTranslation("alarms.shelve.date"));
        until.setTimeAriaLabel(getTranslation("alarms.shelve.time"));
        until.setLocale(Times.dayFirst(getLocale()));
        until.setStep(Duration.ofMinutes(15));
        until.setManualValidation(true);
        until.setWidthFull();
        until.setValue(
                clock.instant()
                        .plus(USUAL)
                        .atZone(zone)
                        .toLocalDateTime()
                        .truncatedTo(ChronoUnit.HOURS));
        problem.getElement().setAttribute("aria-live", "polite");
        var shelve = new Button(getTranslation("alarms.shelve"), _ -> shelve());
        shelve.setId("shelve-confirm");
        shelve.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        var cancel = new Button(getTranslation("cancel"), _ -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_SMALL);
        add(
                new Paragraph(about),
                reason,
                until,
                Parts.why(getTranslation("alarms.shelve.then", Alarm.LONGEST_SHELF.toDays())),
                problem);
        getFooter().add(cancel, shelve);
        reason.focus();
    }

    private void shelve() {
        problem.removeAll();
        boolean reasoned = !reason.getValue().isBlank();
        wrong(reason, !reasoned);
        var end = until.getOptionalValue().map(local -> local.atZone(zone).toInstant());
        var now = clock.instant();
        boolean ends =
                end.filter(e -> e.isAfter(now) && !e.isAfter(now.plus(Alarm.LONGEST_SHELF)))
                        .isPresent();
        until.setErrorMessage(
                getTranslation("alarms.shelve.until.wrong", Alarm.LONGEST_SHELF.toDays()));
        until.setInvalid(!ends);
        if (!reasoned) {
            reason.focus();
        } else if (!ends) {
            until.focus();
        } else {
            try {
                order.shelve(reason.getValue().strip(), end.orElseThrow());
                close();
            } catch (Refused refused) {
                problem.add(Parts.refused(this, refused));
            }
        }
    }

    private void wrong(TextArea field, boolean invalid) {
        field.setErrorMessage(getTranslation("alarms.shelve.reason.missing"));
        field.setInvalid(invalid);
    }
}
