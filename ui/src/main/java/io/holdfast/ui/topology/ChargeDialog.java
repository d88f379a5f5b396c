package io.holdfast.ui.topology;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.topology.Stranger;
import io.holdfast.ui.kit.Parts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/** Asks who answers for a neighbour that is in no plan, until when, and why it may stay so long. */
final class ChargeDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_OWNER = 100;
    private static final int LONGEST_REASON = 500;
    private static final int USUAL_DAYS = 30;

    /** What happens once the fields are right. */
    interface Order {
        void charge(String owner, Instant due, String reason);
    }

    private final TextField owner = new TextField();
    private final DatePicker due = new DatePicker();
    private final TextArea reason = new TextArea();
    private final Div problem = new Div();
    private final transient ZoneId zone;
    private final transient InstantSource clock;
    private final transient Order order;

    ChargeDialog(Stranger stranger, ZoneId zone, InstantSource clock, Order order) {
        this.zone = zone;
        this.clock = clock;
        this.order = order;
        setHeaderTitle(getTranslation("topology.charge.title"));
        setWidth("30rem");
        owner.setId("charge-owner");
        owner.setLabel(getTranslation("topology.charge.owner"));
        owner.setMaxLength(LONGEST_OWNER);
        due.setId("charge-due");
        due.setLabel(getTranslation("topology.charge.due", zone.getId()));
        due.setLocale(getLocale().getLanguage().equals("en") ? Locale.UK : getLocale());
        due.setManualValidation(true);
        due.setValue(LocalDate.ofInstant(clock.instant(), zone).plusDays(USUAL_DAYS));
        reason.setId("charge-reason");
        reason.setLabel(getTranslation("topology.charge.reason"));
        reason.setMaxLength(LONGEST_REASON);
        owner.setManualValidation(true);
        reason.setManualValidation(true);
        owner.setRequiredIndicatorVisible(true);
        reason.setRequiredIndicatorVisible(true);
        owner.setWidthFull();
        due.setWidthFull();
        reason.setWidthFull();
        stranger.charge()
                .ifPresent(charge -> {
                    owner.setValue(charge.owner());
                    reason.setValue(charge.reason());
                });
        problem.getElement().setAttribute("aria-live", "polite");
        var charge = new Button(getTranslation("topology.charge"), _ -> charge());
        charge.setId("charge-confirm");
        charge.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        var cancel = new Button(getTranslation("cancel"), _ -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_SMALL);
        add(
                new Paragraph(
                        getTranslation(
                                "topology.charge.about",
                                stranger.announcedName().isBlank()
                                        ? stranger.chassis().value()
                                        : stranger.announcedName(),
                                stranger.chassis().value())),
                owner,
                due,
                reason,
                problem);
        getFooter().add(cancel, charge);
        owner.focus();
    }

    private void charge() {
        problem.removeAll();
        boolean owned = !owner.getValue().isBlank();
        boolean reasoned = !reason.getValue().isBlank();
        var day = due.getOptionalValue().map(d -> d.atStartOfDay(zone).toInstant());
        boolean ends = day.filter(d -> d.isAfter(clock.instant())).isPresent();
        owner.setErrorMessage(getTranslation("topology.charge.owner.missing"));
        owner.setInvalid(!owned);
        due.setErrorMessage(getTranslation("topology.charge.due.wrong"));
        due.setInvalid(!ends);
        reason.setErrorMessage(getTranslation("topology.charge.reason.missing"));
        reason.setInvalid(!reasoned);
        if (!owned) {
            owner.focus();
        } else if (!ends) {
            due.focus();
        } else if (!reasoned) {
            reason.focus();
        } else {
            try {
                order.charge(
                        owner.getValue().strip(), day.orElseThrow(), reason.getValue().strip());
                close();
            } catch (Refused refused) {
                problem.add(Parts.refused(this, refused));
            }
        }
    }
}
