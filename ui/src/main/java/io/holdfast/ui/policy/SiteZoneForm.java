package io.holdfast.ui.policy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.FieldReader;
import io.holdfast.core.zone.GroupName;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a zone is at one site: VLAN, prefixes, gateways and endpoint groups. */
@Route(value = "policy/plan-zone", layout = MainLayout.class)
@PermitAll
public class SiteZoneForm extends SiteEditor {

    private static final long serialVersionUID = 1L;

    private static final String NO_DEVICE = "-";

    private final ComboBox<String> zone = new ComboBox<>();
    private final IntegerField vlan = new IntegerField();
    private final TextField prefixes = new TextField();
    private final TextField gateways = new TextField();
    private final Select<String> enforcedBy = new Select<>();
    private final FormLayout form = new FormLayout();
    private final Div groups = new Div();
    private final List<Group> rows = new ArrayList<>();
    private transient Optional<SiteZone> before = Optional.empty();

    /** One endpoint group as it is typed. */
    private record Group(TextField name, TextField prefixes) {}

    public SiteZoneForm(Changes changes, Policies policies) {
        super(changes, policies, "site-zone.what");
        title(getTranslation("plan.add-zone"));
        faults.at("zone/zone", zone).setLabel(getTranslation("zones.zone"));
        zone.setId("site-zone");
        faults.at("zone/vlan", vlan).setLabel("VLAN");
        vlan.setHelperText(getTranslation("site-zone.vlan.help"));
        faults.at("zone/prefixes", prefixes).setLabel(getTranslation("plan.prefixes"));
        prefixes.setHelperText(getTranslation("site-zone.prefixes.help"));
        prefixes.setId("site-zone-prefixes");
        faults.at("zone/gateways", gateways).setLabel(getTranslation("plan.gateways"));
        gateways.setHelperText(getTranslation("site-zone.gateways.help"));
        faults.at("zone/enforcedBy", enforcedBy).setLabel(getTranslation("site-zone.enforced-by"));
        form.setMaxWidth("56rem");
        form.add(zone, vlan, prefixes, gateways, enforcedBy);
        var more = new Button(getTranslation("site-zone.add-group"), _ -> group("", ""));
        more.addThemeVariants(ButtonVariant.LUMO_SMALL);
        fields(form, new H2(getTranslation("plan.groups")), groups, more);
    }

    @Override
    void show(BeforeEnterEvent event, PolicyInForce policy, SitePlan shown) {
        var named = asked(event, "zone").orElse("");
        before = shown.zones().stream().filter(z -> z.zone().value().equals(named)).findFirst();
        var devices = new ArrayList<String>();
        devices.add(NO_DEVICE);
        shown.devices().forEach(d -> devices.add(d.slot().value()));
        enforcedBy.setItems(devices);
        enforcedBy.setValue(NO_DEVICE);
        if (before.isEmpty()) {
            zone.setItems(
                    policy.model().zones().stream()
                            .filter(z -> shown.zone(z.name()).isEmpty())
                            .map(z -> z.name().value())
                            .toList());
            return;
        }
        var old = before.get();
        existing(code() + " " + old.zone());
        zone.setItems(old.zone().value());
        zone.setValue(old.zone().value());
        zone.setReadOnly(true);
        vlan.setValue(old.vlan());
        prefixes.setValue(joined(old.prefixes()));
        gateways.setValue(joined(old.gateways()));
        old.enforcedBy().stream().findFirst().ifPresent(d -> enforcedBy.setValue(d.value()));
        old.groups().forEach(g -> group(g.name().value(), joined(g.prefixes())));
    }

    private void group(String named, String hosts) {
        int number = rows.size();
        var name = faults.at("zone/groups/" + number + "/name", new TextField());
        name.setLabel(getTranslation("site-zone.group"));
        name.setValue(named);
        var members = faults.at("zone/groups/" + number + "/prefixes", new TextField());
        members.setLabel(getTranslation("plan.prefixes"));
        members.setValue(hosts);
        members.setWidth("28rem");
        rows.add(new Group(name, members));
        var row = new Div(name, members);
        row.addClassName("hf-row");
        groups.add(row);
    }

    @Override
    void enable(boolean typed) {
        form.setEnabled(typed);
        groups.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        if (zone.isEmpty()) {
            FieldFaults.fault(zone, getTranslation("conduit.missing"));
            return Optional.empty();
        }
        var wide = read(prefixes, prefixes.getValue(), FieldReader::prefix);
        var ways = read(gateways, gateways.getValue(), FieldReader::interfaceAddress);
        var named = named();
        if (wide.isEmpty() || ways.isEmpty() || named.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    List.of(
                            new PolicyEdit.PutSiteZone(
                                    site(),
                                    new SiteZone(
                                            new ZoneName(zone.getValue()),
                                            Objects.requireNonNullElse(vlan.getValue(), 0),
                                            wide.get(),
                                            ways.get(),
                                            named.get(),
                                            enforcedBy.getValue().equals(NO_DEVICE)
                                                    ? List.of()
                                                    : List.of(
                                                            new DeviceSlot(enforcedBy.getValue())),
                                            before.map(SiteZone::ssids).orElse(List.of())))));
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(vlan, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The groups; a row without a name is left out. */
    private Optional<List<SiteZone.SiteGroup>> named() {
        var all = new ArrayList<SiteZone.SiteGroup>();
        boolean whole = true;
        for (var row : rows) {
            if (row.name().isEmpty()) {
                continue;
            }
            var hosts = read(row.prefixes(), row.prefixes().getValue(), FieldReader::prefix);
            try {
                var name = new GroupName(row.name().getValue().strip());
                hosts.ifPresent(h -> all.add(new SiteZone.SiteGroup(name, h)));
            } catch (IllegalArgumentException e) {
                FieldFaults.fault(row.name(), String.valueOf(e.getMessage()));
                whole = false;
            }
            whole &= hosts.isPresent();
        }
        return whole ? Optional.of(all) : Optional.empty();
    }

    @Override
    List<PolicyEdit> removal() {
        return List.of(new PolicyEdit.RemoveSiteZone(site(), new ZoneName(zone.getValue())));
    }

    @Override
    String called() {
        return getTranslation("site-zone.change-title", code(), zone.getValue());
    }
}
