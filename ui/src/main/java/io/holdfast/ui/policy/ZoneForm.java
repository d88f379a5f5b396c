package io.holdfast.ui.policy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.change.Proposals;
import io.holdfast.core.zone.IntraZone;
import io.holdfast.core.zone.SecurityLevel;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A zone of the blueprint: kind, target security level, owner. Its addresses are each site's. */
@Route(value = "policy/zone", layout = MainLayout.class)
@PermitAll
public class ZoneForm extends EditorPage {

    private static final long serialVersionUID = 1L;

    /** The foundational requirements of IEC 62443-3-3, FR 1 to FR 7. */
    private static final List<String> REQUIREMENTS =
            List.of("IAC", "UC", "SI", "DC", "RDF", "TRE", "RA");

    private final transient Policies policies;
    private final TextField name = new TextField();
    private final Select<ZoneKind> kind = new Select<>();
    private final TextField owner = new TextField();
    private final Checkbox essential = new Checkbox();
    private final Checkbox isolated = new Checkbox();
    private final List<Select<Integer>> levels = new ArrayList<>();
    private final FormLayout form = new FormLayout();

    public ZoneForm(Changes changes, Policies policies) {
        super(changes, "zone.what", up());
        this.policies = policies;
        title(getTranslation("zone.title"));
        faults.at("blueprintZone/name", name).setLabel(getTranslation("zones.zone"));
        name.setHelperText(getTranslation("zone.name.help"));
        name.setId("zone-name");
        faults.at("blueprintZone/kind", kind).setLabel(getTranslation("zones.kind"));
        kind.setItems(ZonesView.kinds());
        kind.setItemLabelGenerator(k -> ZonesView.kind(this, k.name()));
        kind.setValue(ZoneKind.OT);
        kind.setId("zone-kind");
        faults.at("blueprintZone/ownerRole", owner).setLabel(getTranslation("conduit.owner"));
        owner.setId("zone-owner");
        essential.setLabel(getTranslation("zone.essential"));
        essential.setHelperText(getTranslation("zone.essential.help"));
        isolated.setLabel(getTranslation("zone.isolated"));
        isolated.setHelperText(getTranslation("zone.isolated.help"));
        var vector = new Div();
        vector.addClassName("hf-row");
        for (var requirement : REQUIREMENTS) {
            var level = new Select<Integer>();
            level.setLabel("SL-T " + requirement);
            level.setItems(0, 1, 2, 3, 4);
            level.setValue(2);
            level.setWidth("5.5rem");
            level.setHelperText(getTranslation("zone.fr." + requirement.toLowerCase(Locale.ROOT)));
            levels.add(level);
            vector.add(level);
        }
        form.setMaxWidth("56rem");
        form.add(name, kind, owner, vector, essential, isolated);
        form.setColspan(vector, 2);
        fields(form);
    }

    static RouterLink up() {
        return new RouterLink(UI.getCurrent().getTranslation("zones.title"), ZonesView.class);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        asked(event, "zone")
                .flatMap(n ->
                        policies.inForce().model().zones().stream()
                                .filter(z -> z.name().value().equals(n))
                                .findFirst())
                .ifPresent(this::show);
    }

    private void show(Zone zone) {
        existing(zone.name().value());
        name.setValue(zone.name().value());
        name.setReadOnly(true);
        kind.setValue(zone.kind());
        owner.setValue(zone.ownerRole());
        essential.setValue(zone.essentialFunction());
        isolated.setValue(zone.inside() == IntraZone.ISOLATED);
        for (int i = 0; i < levels.size(); i++) {
            levels.get(i).setValue(zone.slTarget().levels().get(i));
        }
    }

    @Override
    void enable(boolean typed) {
        form.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        if (name.isEmpty() || owner.isEmpty()) {
            List.of(name, owner).stream()
                    .filter(TextField::isEmpty)
                    .forEach(f -> FieldFaults.fault(f, getTranslation("conduit.missing")));
            return Optional.empty();
        }
        ZoneName named;
        try {
            named = new ZoneName(name.getValue().strip());
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        return Optional.of(
                List.of(
                        new PolicyEdit.PutZone(
                                new Zone(
                                        named,
                                        kind.getValue(),
                                        new SecurityLevel(
                                                levels.stream().map(Select::getValue).toList()),
                                        owner.getValue().strip(),
                                        essential.getValue(),
                                        isolated.getValue()
                                                ? IntraZone.ISOLATED
                                                : IntraZone.OPEN))));
    }

    /** With everything that hangs on it; each of it is shown as an edit of the change. */
    @Override
    List<PolicyEdit> removal() {
        var policy = policies.inForce();
        return Proposals.retire(
                new ZoneName(name.getValue()), policy.model(), policy.plans(), draft());
    }

    @Override
    String called() {
        return getTranslation(exists() ? "zone.change-title" : "zone.new-title", name.getValue());
    }
}
