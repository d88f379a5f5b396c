package io.holdfast.ui.changes;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.holdfast.controller.changes.ApprovalRules;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.controller.scope.Role;
import io.holdfast.core.change.ApprovalRule;
import io.holdfast.core.change.ApprovalRule.OfRole;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Page;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Tone;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many other people, of which roles, approve a change of each risk class. */
@Route(value = "approval-rules", layout = MainLayout.class)
@PermitAll
public class ApprovalRulesView extends Page {

    private static final long serialVersionUID = 1L;

    private final transient ApprovalRules rules;
    private final transient Map<String, Row> rows = new TreeMap<>();
    private final Div said = new Div();
    private final Div body = new Div();
    private transient ApprovalRules.Setting setting;

    private record Row(IntegerField people, MultiSelectComboBox<Role> roles) {}

    public ApprovalRulesView(ApprovalRules rules) {
        this.rules = rules;
        this.setting = rules.read();
        title(getTranslation("approvals.title"));
        crumb(new RouterLink(getTranslation("changes.title"), ChangesView.class));
        sub(getTranslation("approvals.about"));
        said.getElement().setAttribute("aria-live", "polite");
        var save = primary(getTranslation("approvals.save"));
        save.setId("save-rules");
        save.addClickListener(_ -> save());
        actions(Rights.guarded(this, Permission.ADMINISTER, save));
        add(said, body);
        show();
    }

    private void show() {
        body.removeAll();
        rows.clear();
        boolean may = Rights.may(Permission.ADMINISTER);
        for (var risk : ApprovalRules.CLASSES) {
            var rule = setting.rule(risk);
            var people = new IntegerField(getTranslation("approvals.people"));
            people.setId("people-" + risk.toLowerCase(Locale.ROOT));
            people.setMin(1);
            people.setMax(ApprovalRule.MOST);
            people.setStepButtonsVisible(true);
            people.setManualValidation(true);
            people.setValue(rule.people());
            var roles = new MultiSelectComboBox<Role>(getTranslation("approvals.roles"));
            roles.setItems(Role.values());
            roles.setItemLabelGenerator(r -> Approvals.role(this, r.name()));
            roles.setValue(
                    Arrays.stream(Role.values()).filter(r -> held(rule, r).isPresent()).toList());
            roles.setWidth("24rem");
            people.setReadOnly(!may);
            roles.setReadOnly(!may);
            rows.put(risk, new Row(people, roles));
            body.add(ofClass(risk, people, roles));
        }
        body.add(why(getTranslation("approvals.note")));
    }

    private Component ofClass(String risk, Component... fields) {
        var row = new Div(fields);
        row.addClassName("hf-row");
        var section =
                new Div(
                        new H2(risk),
                        new Paragraph(getTranslation("approvals." + risk.toLowerCase(Locale.ROOT))),
                        row);
        section.addClassName("hf-section");
        return section;
    }

    private static Optional<OfRole> held(ApprovalRule rule, Role role) {
        return rule.roles().stream().filter(r -> r.role().equals(role.name())).findFirst();
    }

    private void save() {
        said.removeAll();
        var wanted = new TreeMap<String, ApprovalRule>();
        for (var entry : rows.entrySet()) {
            var row = entry.getValue();
            var people = row.people().getOptionalValue();
            var before = setting.rule(entry.getKey());
            row.people().setInvalid(false);
            try {
                wanted.put(
                        entry.getKey(),
                        new ApprovalRule(
                                people.orElse(0),
                                row.roles().getValue().stream()
                                        .sorted()
                                        .map(r -> held(before, r).orElse(new OfRole(r.name(), 1)))
                                        .toList()));
            } catch (IllegalArgumentException e) {
                FieldFaults.fault(row.people(), fault(people.orElse(0), before));
                row.people().focus();
                return;
            }
        }
        try {
            setting = rules.set(setting.version(), wanted);
            said.add(note(Tone.OK, new Span(getTranslation("approvals.saved"))));
            show();
        } catch (Refused refused) {
            said.add(Parts.refused(this, refused));
        }
    }

    /** A role of which several have to approve was set by a program; the form keeps the number. */
    private String fault(int people, ApprovalRule before) {
        int least = before.roles().stream().mapToInt(OfRole::people).max().orElse(1);
        return getTranslation("waves.between", people < least ? least : 1, ApprovalRule.MOST);
    }
}
