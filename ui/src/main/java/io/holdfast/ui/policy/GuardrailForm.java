package io.holdfast.ui.policy;

import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.network.Service;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.Guardrail;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A guardrail: what must hold whatever people approve. Loosening one is the highest risk. */
@Route(value = "policy/guardrail", layout = MainLayout.class)
@PermitAll
public class GuardrailForm extends EditorPage {

    private static final long serialVersionUID = 1L;

    private enum Type {
        NEVER,
        THROUGH,
        READS,
        MANAGEMENT
    }

    private final transient Policies policies;
    private final TextField name = new TextField();
    private final Select<Type> type = new Select<>();
    private final Select<ZoneKind> from = new Select<>();
    private final Select<ZoneKind> to = new Select<>();
    private final TextField group = new TextField();
    private final TextField reading = new TextField();
    private final Paragraph sentence = new Paragraph();
    private final FormLayout form = new FormLayout();

    public GuardrailForm(Changes changes, Policies policies) {
        super(changes, "guardrail.what", ZoneForm.up());
        this.policies = policies;
        title(getTranslation("guardrail.title"));
        faults.at("guardrail/name", name).setLabel(getTranslation("zones.guardrail"));
        name.setHelperText(getTranslation("zone.name.help"));
        name.setId("guardrail-name");
        type.setLabel(getTranslation("guardrail.type"));
        type.setItems(Type.values());
        type.setItemLabelGenerator(
                t -> getTranslation("guardrail.type." + t.name().toLowerCase(Locale.ROOT)));
        faults.at("guardrail/from", from).setLabel(getTranslation("conduit.from"));
        faults.at("guardrail/to", to).setLabel(getTranslation("conduit.to"));
        for (var end : List.of(from, to)) {
            end.setItems(ZonesView.kinds());
            end.setItemLabelGenerator(k -> ZonesView.kind(this, k.name()));
        }
        from.setValue(ZoneKind.WAN);
        to.setValue(ZoneKind.OT);
        faults.at("guardrail/group", group).setLabel(getTranslation("guardrail.group"));
        faults.at("guardrail/reading", reading).setLabel(getTranslation("guardrail.reading"));
        reading.setHelperText(getTranslation("conduit.services.help"));
        type.addValueChangeListener(_ -> follow());
        from.addValueChangeListener(_ -> follow());
        to.addValueChangeListener(_ -> follow());
        type.setValue(Type.NEVER);
        form.setMaxWidth("56rem");
        form.add(name, type, from, to, group, reading);
        fields(form, sentence);
    }

    private void follow() {
        var now = type.getValue();
        from.setVisible(now != Type.MANAGEMENT);
        to.setVisible(now != Type.MANAGEMENT);
        group.setVisible(now == Type.THROUGH || now == Type.READS);
        reading.setVisible(now == Type.READS);
        sentence.setText(
                now == Type.NEVER || now == Type.MANAGEMENT
                        ? ZonesView.says(this, guardrail("x", List.of()))
                        : "");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        asked(event, "guardrail")
                .flatMap(n ->
                        policies.inForce().model().guardrails().stream()
                                .filter(g -> g.name().equals(n))
                                .findFirst())
                .ifPresent(this::show);
    }

    private void show(Guardrail guardrail) {
        existing(guardrail.name());
        name.setValue(guardrail.name());
        name.setReadOnly(true);
        switch (guardrail) {
            case Guardrail.NeverDirect(_, var one, var other) -> ends(Type.NEVER, one, other);
            case Guardrail.OnlyThrough(_, var one, var other, var only) -> {
                ends(Type.THROUGH, one, other);
                group.setValue(only.value());
            }
            case Guardrail.OnlyReads(_, var one, var other, var only, var services) -> {
                ends(Type.READS, one, other);
                group.setValue(only.value());
                reading.setValue(
                        services.stream().map(Object::toString).collect(Collectors.joining(", ")));
            }
            case Guardrail.ManagementOnlyFromSiteNode _ -> type.setValue(Type.MANAGEMENT);
        }
    }

    private void ends(Type as, ZoneKind one, ZoneKind other) {
        from.setValue(one);
        to.setValue(other);
        type.setValue(as);
    }

    private Guardrail guardrail(String named, List<Service> services) {
        return switch (type.getValue()) {
            case NEVER -> new Guardrail.NeverDirect(named, from.getValue(), to.getValue());
            case THROUGH ->
                    new Guardrail.OnlyThrough(
                            named, from.getValue(), to.getValue(), new GroupName(group.getValue()));
            case READS ->
                    new Guardrail.OnlyReads(
                            named,
                            from.getValue(),
                            to.getValue(),
                            new GroupName(group.getValue()),
                            services);
            case MANAGEMENT -> new Guardrail.ManagementOnlyFromSiteNode(named);
        };
    }

    @Override
    void enable(boolean typed) {
        form.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        if (name.isEmpty()) {
            FieldFaults.fault(name, getTranslation("conduit.missing"));
            return Optional.empty();
        }
        var services = new ArrayList<Service>();
        if (type.getValue() == Type.READS) {
            for (var text : reading.getValue().split(",", -1)) {
                try {
                    services.add(Service.of(text.strip()));
                } catch (IllegalArgumentException e) {
                    FieldFaults.fault(reading, String.valueOf(e.getMessage()));
                    return Optional.empty();
                }
            }
        }
        try {
            return Optional.of(
                    List.of(
                            new PolicyEdit.PutGuardrail(
                                    guardrail(name.getValue().strip(), services))));
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(group, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    List<PolicyEdit> removal() {
        return List.of(new PolicyEdit.RemoveGuardrail(name.getValue()));
    }

    @Override
    String called() {
        return getTranslation("guardrail.change-title", name.getValue());
    }
}
