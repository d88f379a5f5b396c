package io.holdfast.ui.policy;

import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.inventory.Sites;
import io.holdfast.controller.policies.Packs;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.BlueprintRevision;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import io.holdfast.ui.kit.Sentences;
import io.holdfast.ui.kit.Table;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Uses a pack at a site: its zones, conduits and guardrails as edits that people can read. */
@Route(value = "policy/pack", layout = MainLayout.class)
@PermitAll
public class PackForm extends EditorPage {

    private static final long serialVersionUID = 1L;

    private final transient Packs packs;
    private final transient Sites sites;
    private final Select<String> site = new Select<>();
    private final Map<String, IntegerField> numbers = new TreeMap<>();
    private final FormLayout form = new FormLayout();
    private final Div holds = new Div();
    private transient Optional<BlueprintRevision> pack = Optional.empty();

    public PackForm(Changes changes, Packs packs, Sites sites) {
        super(changes, "pack.what", ZoneForm.up());
        this.packs = packs;
        this.sites = sites;
        title(getTranslation("zones.packs"));
        site.setLabel(getTranslation("alarms.site"));
        site.setItemLabelGenerator(s -> s.toUpperCase(Locale.ROOT));
        site.setId("pack-site");
        form.setMaxWidth("56rem");
        form.add(site);
        fields(form, holds);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        pack =
                asked(event, "pack")
                        .flatMap(n ->
                                packs.all().stream().filter(p -> p.name().equals(n)).findFirst());
        var known = sites.list();
        site.setItems(known.stream().map(s -> s.id().value()).toList());
        if (pack.isEmpty() || known.isEmpty()) {
            return;
        }
        title(pack.get().title());
        for (var parameter : pack.get().parameters()) {
            var number = faults.at("value/" + parameter.name(), new IntegerField());
            number.setLabel(getTranslation("pack.number", parameter.name()));
            number.setHelperText(parameter.first() + " - " + parameter.last());
            numbers.put(parameter.name(), number);
            form.add(number);
        }
        site.addValueChangeListener(e ->
                known.stream()
                        .filter(s -> s.id().value().equals(e.getValue()))
                        .findFirst()
                        .ifPresent(s -> {
                            if (numbers.containsKey("site")) {
                                numbers.get("site").setValue(s.number());
                            }
                        }));
        site.setValue(known.getFirst().id().value());
        show(pack.get());
    }

    private void show(BlueprintRevision shown) {
        var table =
                new Table(shown.title())
                        .head(getTranslation("conduit.name"))
                        .head(getTranslation("conduit.from"))
                        .head(getTranslation("conduit.to"))
                        .head(getTranslation("conduit.services"))
                        .head(getTranslation("conduit.because"));
        for (var conduit : shown.conduits()) {
            table.row(
                    Table.text(conduit.name()),
                    Table.text(conduit.from().toString()),
                    Table.text(conduit.to().toString()),
                    Table.text(SiteEditor.joined(conduit.services())),
                    Table.text(conduit.justification()));
        }
        holds.add(table);
    }

    @Override
    void enable(boolean typed) {
        form.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        var values = new TreeMap<String, Integer>();
        numbers.forEach((name, number) -> {
            if (number.getValue() != null) {
                values.put(name, number.getValue());
            }
        });
        if (pack.isEmpty() || site.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    packs.edits(new SiteId(site.getValue()), pack.get().name(), values, draft()));
        } catch (Refused refused) {
            numbers.values().forEach(n -> FieldFaults.fault(n, Sentences.of(this, refused)));
            return Optional.empty();
        }
    }

    @Override
    List<PolicyEdit> removal() {
        return List.of();
    }

    @Override
    String called() {
        return pack.map(BlueprintRevision::title).orElse("")
                + " "
                + String.valueOf(site.getValue()).toUpperCase(Locale.ROOT);
    }
}
