package io.holdfast.ui.drifts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.drifts.DriftLine;
import io.holdfast.ui.kit.Aside;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Times;
import io.holdfast.ui.kit.Tone;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** Asks for what a decision about a difference needs; what is refused is said beside its field. */
final class DriftDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_REASON = 1_000;

    /** What a person entered. */
    record Entered(String title, String owner, LocalDate day, String reason) {}

    /**
     * Carries the decision out, aside from the page; a refusal leaves the dialog open. What it
     * returns is done on the page then.
     */
    interface Order {
        Runnable decide(Entered entered);
    }

    private final TextField heading = new TextField();
    private final TextField owner = new TextField();
    private final DatePicker day = new DatePicker();
    private final TextArea reason = new TextArea();
    private final Div problem = new Div();
    private final FieldFaults faults = new FieldFaults();
    private final boolean dated;
    private final boolean adopts;
    private final Button confirm = new Button();
    private final transient Aside aside = new Aside();
    private final transient Order order;

    private DriftDialog(
            DriftLine line, String kind, Optional<LocalDate> usual, boolean adopts, Order order) {
        this.order = order;
        this.adopts = adopts;
        dated = usual.isPresent();
        var device =
                line.site().value().toUpperCase(Locale.ROOT) + " " + line.drift().slot().value();
        setHeaderTitle(getTranslation("drift." + kind));
        setWidth("32rem");
        add(new Paragraph(getTranslation("drift." + kind + ".about", device)));
        if (adopts) {
            field(faults.at("/title", heading), "drift.adopt.title");
            heading.setMaxLength(200);
            field(faults.at("/ownerRole", owner), "conduit.owner");
            owner.setMaxLength(64);
        }
        usual.ifPresent(d -> {
            field(faults.at("/" + (adopts ? "reviewBy" : "until"), day), "drift." + kind + ".day");
            day.setLocale(Times.dayFirst(getLocale()));
            day.setValue(d);
        });
        field(faults.at("/reason", reason), "drift.reason");
        reason.setMaxLength(LONGEST_REASON);
        problem.getElement().setAttribute("aria-live", "polite");
        add(problem);
        confirm.setText(getTranslation("drift." + kind));
        confirm.addClickListener(_ -> decide());
        confirm.setId("drift-confirm");
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_SMALL);
        var cancel = new Button(getTranslation("cancel"), _ -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_SMALL);
        getFooter().add(cancel, confirm);
        (adopts ? (Focusable<?>) heading : reason).focus();
    }

    static DriftDialog putBack(DriftLine line, Order order) {
        return new DriftDialog(line, "put-back", Optional.empty(), false, order);
    }

    static DriftDialog accept(DriftLine line, LocalDate usual, Order order) {
        return new DriftDialog(line, "accept", Optional.of(usual), false, order);
    }

    static DriftDialog adopt(DriftLine line, LocalDate usual, Order order) {
        return new DriftDialog(line, "adopt", Optional.of(usual), true, order);
    }

    private <F extends Component & HasValidationProperties & HasValue<?, ?>> void field(
            F field, String label) {
        field.getElement().setProperty("label", getTranslation(label));
        field.getElement().setProperty("manualValidation", true);
        field.setRequiredIndicatorVisible(true);
        field.getStyle().set("width", "100%");
        add(field);
    }

    private void decide() {
        problem.removeAll();
        faults.clear();
        if (missing()) {
            return;
        }
        var entered =
                new Entered(
                        heading.getValue().strip(),
                        owner.getValue().strip(),
                        dated ? day.getValue() : LocalDate.EPOCH,
                        reason.getValue().strip());
        confirm.setEnabled(false);
        problem.add(Parts.why(getTranslation("drift.deciding")));
        aside.begin(_ -> order.decide(entered), this::decided);
    }

    private void decided(Aside.Outcome<Runnable> outcome) {
        confirm.setEnabled(true);
        problem.removeAll();
        switch (outcome) {
            case Aside.Outcome.Done(var then) -> {
                close();
                then.run();
            }
            case Aside.Outcome.Denied(var refused) when refused.faults().isEmpty() ->
                    problem.add(Parts.refused(this, refused));
            case Aside.Outcome.Denied(var refused) ->
                    faults.show(this, refused)
                            .forEach(s -> problem.add(Parts.note(Tone.ATTENTION, new Span(s))));
            case Aside.Outcome.Failed() ->
                    problem.add(
                            Parts.note(
                                    Tone.ATTENTION, new Span(getTranslation("proposal.failed"))));
        }
    }

    private boolean missing() {
        boolean missing = false;
        if (reason.getValue().isBlank()) {
            FieldFaults.fault(reason, getTranslation("drift.missing"));
            reason.focus();
            missing = true;
        }
        if (dated && day.getValue() == null) {
            FieldFaults.fault(day, getTranslation("drift.missing"));
            day.focus();
            missing = true;
        }
        if (adopts && owner.getValue().isBlank()) {
            FieldFaults.fault(owner, getTranslation("drift.missing"));
            owner.focus();
            missing = true;
        }
        if (adopts && heading.getValue().isBlank()) {
            FieldFaults.fault(heading, getTranslation("drift.missing"));
            heading.focus();
            missing = true;
        }
        return missing;
    }
}
