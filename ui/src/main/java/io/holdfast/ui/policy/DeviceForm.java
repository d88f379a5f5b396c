package io.holdfast.ui.policy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.site.Chassis;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Perimeter;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.FieldReader;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One device of a site's plan, with what each of its ports is for. */
@Route(value = "policy/plan-device", layout = MainLayout.class)
@PermitAll
public class DeviceForm extends SiteEditor {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_SLOT = 32;

    private final TextField slot = new TextField();
    private final Select<DeviceRole> role = new Select<>();
    private final TextField model = new TextField();
    private final TextField address = new TextField();
    private final Checkbox configured = new Checkbox();
    private final CheckboxGroup<Perimeter> perimeters = new CheckboxGroup<>();
    private final FormLayout form = new FormLayout();
    private final Div ports = new Div();
    private final List<PortFields> rows = new ArrayList<>();
    private transient List<Chassis> chassis = List.of();
    private transient List<String> zones = List.of();

    public DeviceForm(Changes changes, Policies policies) {
        super(changes, policies, "device-form.what");
        title(getTranslation("plan.add-device"));
        faults.at("device/slot", slot).setLabel(getTranslation("plan.slot"));
        slot.setHelperText(getTranslation("device-form.slot.help"));
        slot.setId("device-slot");
        faults.at("device/role", role).setLabel(getTranslation("plan.role"));
        role.setItems(DeviceRole.values());
        role.setItemLabelGenerator(
                r -> getTranslation("device-role." + r.name().toLowerCase(Locale.ROOT)));
        role.setValue(DeviceRole.SWITCH);
        faults.at("device/model", model).setLabel(getTranslation("plan.model"));
        faults.at("device/managementAddress", address).setLabel(getTranslation("plan.address"));
        address.setHelperText(getTranslation("device-form.address.help"));
        address.setId("device-address");
        configured.setLabel(getTranslation("device-form.configured"));
        configured.setHelperText(getTranslation("device-form.configured.help"));
        faults.at("device/perimeters", perimeters).setLabel(getTranslation("device-form.borders"));
        perimeters.setItems(Perimeter.values());
        perimeters.setItemLabelGenerator(
                p -> getTranslation("perimeter." + p.name().toLowerCase(Locale.ROOT)));
        form.setMaxWidth("56rem");
        form.add(slot, role, model, address, configured, perimeters);
        var more =
                new Button(
                        getTranslation("device-form.add-port"),
                        _ -> port(new Port("port-" + (rows.size() + 1), new PortUse.Unused())));
        more.setId("add-port");
        more.addThemeVariants(ButtonVariant.LUMO_SMALL);
        fields(form, new H2(getTranslation("plan.ports")), ports, more);
    }

    @Override
    void show(BeforeEnterEvent event, PolicyInForce policy, SitePlan shown) {
        zones = shown.zones().stream().map(z -> z.zone().value()).toList();
        var named = asked(event, "slot").orElse("");
        shown.devices().stream()
                .filter(d -> d.slot().value().equals(named))
                .findFirst()
                .ifPresentOrElse(this::show, () -> found(event));
    }

    /** A device that a search found: what it said of itself is only a beginning. */
    private void found(BeforeEnterEvent event) {
        asked(event, "address").ifPresent(address::setValue);
        asked(event, "model").ifPresent(model::setValue);
        asked(event, "name").map(DeviceForm::word).ifPresent(slot::setValue);
        if (!address.isEmpty()) {
            because(getTranslation("device-form.found", address.getValue()));
            slot.setHelperText(getTranslation("device-form.found.help"));
        }
    }

    /** What a device calls itself, as far as a slot may be called so. */
    private static String word(String name) {
        var word =
                name.toLowerCase(Locale.ROOT)
                        .replaceAll("\\..*", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        return word.substring(0, Math.min(LONGEST_SLOT, word.length()));
    }

    private void show(Device device) {
        existing(code() + " " + device.slot());
        slot.setValue(device.slot().value());
        slot.setReadOnly(true);
        role.setValue(device.role());
        model.setValue(device.model());
        address.setValue(device.managementAddress().toString());
        configured.setValue(device.configured());
        perimeters.select(device.perimeters());
        chassis = device.chassis();
        device.ports().forEach(this::port);
    }

    private void port(Port port) {
        var row = new PortFields(faults, "device/ports/" + rows.size(), zones, others(), port);
        rows.add(row);
        ports.add(row);
    }

    private List<Device> others() {
        return plan().devices().stream()
                .filter(d -> !d.slot().value().equals(slot.getValue()))
                .toList();
    }

    @Override
    void enable(boolean typed) {
        form.setEnabled(typed);
        ports.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        boolean whole = true;
        for (var field : List.of(slot, model, address)) {
            if (field.isEmpty()) {
                FieldFaults.fault(field, getTranslation("conduit.missing"));
                whole = false;
            }
        }
        var managed = read(address, address.getValue(), FieldReader::address);
        var used = rows.stream().map(PortFields::typed).toList();
        whole &= managed.isPresent() && used.stream().allMatch(Optional::isPresent);
        if (!whole) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    List.of(
                            new PolicyEdit.PutDevice(
                                    site(),
                                    new Device(
                                            new DeviceSlot(slot.getValue().strip()),
                                            role.getValue(),
                                            model.getValue().strip(),
                                            managed.get().getFirst(),
                                            configured.getValue(),
                                            used.stream().flatMap(Optional::stream).toList(),
                                            List.copyOf(perimeters.getValue()),
                                            chassis))));
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(slot, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The device, and the ports of the others that led to it. */
    @Override
    List<PolicyEdit> removal() {
        var gone = new DeviceSlot(slot.getValue());
        var edits = new ArrayList<PolicyEdit>();
        edits.add(new PolicyEdit.RemoveDevice(site(), gone));
        for (var other : others()) {
            var freed =
                    other.ports().stream()
                            .map(p ->
                                    p.use() instanceof PortUse.Trunk(var peer, _)
                                                    && peer.equals(gone)
                                            ? new Port(p.name(), new PortUse.Unused())
                                            : p)
                            .toList();
            if (!freed.equals(other.ports())) {
                edits.add(new PolicyEdit.PutDevice(site(), other.with(freed)));
            }
        }
        return edits;
    }

    @Override
    String called() {
        return getTranslation("device-form.change-title", code(), slot.getValue());
    }
}
