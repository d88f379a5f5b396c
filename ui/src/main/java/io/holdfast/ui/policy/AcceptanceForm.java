package io.holdfast.ui.policy;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.RiskAcceptance;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Times;
import jakarta.annotation.security.PermitAll;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A risk somebody accepts for a while: one conduit, one guardrail, a reason, an end. */
@Route(value = "policy/acceptance", layout = MainLayout.class)
@PermitAll
public class AcceptanceForm extends EditorPage {

    private static final long serialVersionUID = 1L;

    private final transient Policies policies;
    private final transient InstantSource clock;
    private final ComboBox<String> guardrail = new ComboBox<>();
    private final ComboBox<String> conduit = new ComboBox<>();
    private final TextArea why = new TextArea();
    private final TextField signer = new TextField();
    private final DatePicker end = new DatePicker();
    private final FormLayout form = new FormLayout();
    private transient Optional<RiskAcceptance> before = Optional.empty();

    public AcceptanceForm(Changes changes, Policies policies, InstantSource clock) {
        super(changes, "acceptance.what", ZoneForm.up());
        this.policies = policies;
        this.clock = clock;
        title(getTranslation("acceptance.new"));
        faults.at("acceptance/guardrail", guardrail).setLabel(getTranslation("zones.guardrail"));
        faults.at("acceptance/conduit", conduit).setLabel(getTranslation("change.conduit"));
        conduit.setHelperText(getTranslation("acceptance.conduit.help"));
        conduit.setAllowCustomValue(true);
        conduit.addCustomValueSetListener(e -> conduit.setValue(e.getDetail()));
        faults.at("acceptance/reason", why).setLabel(getTranslation("conduit.because"));
        why.setId("acceptance-reason");
        faults.at("acceptance/signer", signer).setLabel(getTranslation("acceptance.signer"));
        faults.at("acceptance/end", end).setLabel(getTranslation("acceptance.end"));
        end.setLocale(Times.dayFirst(getLocale()));
        end.setValue(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusMonths(3));
        form.setMaxWidth("56rem");
        form.add(guardrail, conduit, why, signer, end);
        form.setColspan(why, 2);
        fields(form);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var model = policies.inForce().model();
        guardrail.setItems(model.guardrails().stream().map(g -> g.name()).toList());
        conduit.setItems(model.conduits().stream().map(c -> c.id().value()).toList());
        before =
                asked(event, "acceptance")
                        .flatMap(id ->
                                model.acceptances().stream()
                                        .filter(a -> a.id().equals(id))
                                        .findFirst());
        before.ifPresent(a -> {
            existing(a.id());
            guardrail.setValue(a.guardrail());
            conduit.setValue(a.conduit().value());
            why.setValue(a.reason());
            signer.setValue(a.signer());
            end.setValue(a.end().atOffset(ZoneOffset.UTC).toLocalDate());
        });
    }

    @Override
    void enable(boolean typed) {
        form.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        boolean whole = true;
        for (var field : List.of(guardrail, conduit)) {
            whole &= needed(field.isEmpty(), field);
        }
        whole &= needed(end.isEmpty(), end);
        if (!whole) {
            return Optional.empty();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return Optional.of(
                List.of(
                        new PolicyEdit.PutAcceptance(
                                new RiskAcceptance(
                                        before.map(RiskAcceptance::id)
                                                .orElseGet(() ->
                                                        Names.label(
                                                                conduit.getValue(),
                                                                "accepted",
                                                                now)),
                                        guardrail.getValue(),
                                        new ConduitId(conduit.getValue()),
                                        why.getValue(),
                                        signer.getValue(),
                                        now,
                                        end.getValue().atStartOfDay().toInstant(ZoneOffset.UTC)))));
    }

    private boolean needed(boolean empty, HasValidation field) {
        if (empty) {
            FieldFaults.fault(field, getTranslation("conduit.missing"));
        }
        return !empty;
    }

    @Override
    List<PolicyEdit> removal() {
        return before.<List<PolicyEdit>>map(a -> List.of(new PolicyEdit.RemoveAcceptance(a.id())))
                .orElse(List.of());
    }

    @Override
    String called() {
        return getTranslation("acceptance.change-title", conduit.getValue());
    }

    @Override
    public String reason() {
        return why.getValue();
    }
}
