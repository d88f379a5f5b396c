package io.holdfast.ui.discoveries;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.observations.DiscoveryOrderForm;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Refused;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.Parts;
import io.holdfast.ui.kit.Rights;
import io.holdfast.ui.kit.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is to be looked for: prefixes, pace, and as whom devices are asked. */
final class DiscoveryForm extends Div {

    private static final long serialVersionUID = 1L;

    private static final int MOST = 65_536;
    private static final int USUAL_RATE = 10;
    private static final int USUAL_MINUTES = 60;
    private static final int SNMP = 161;
    private static final int NETCONF = 830;

    private final TextField within = new TextField();
    private final TextField seeds = new TextField();
    private final Checkbox sweep = new Checkbox(true);
    private final Checkbox follow = new Checkbox(true);
    private final IntegerField rate = new IntegerField();
    private final IntegerField minutes = new IntegerField();
    private final IntegerField snmpPort = new IntegerField();
    private final IntegerField netconfPort = new IntegerField();
    private final ComboBox<DeviceSlot> credentialsOf = new ComboBox<>();
    private final TextField user = new TextField();
    private final PasswordField auth = new PasswordField();
    private final PasswordField priv = new PasswordField();
    private final Div problems = new Div();
    private final transient Map<String, HasValidation> fields = new LinkedHashMap<>();
    private final transient Consumer<DiscoveryOrderForm> order;

    DiscoveryForm(List<DeviceSlot> withAccess, Consumer<DiscoveryOrderForm> order) {
        this.order = order;
        problems.getElement().setAttribute("role", "alert");
        text(within, "within", "discovery.within");
        within.setHelperText(getTranslation("discovery.within.help"));
        within.setRequiredIndicatorVisible(true);
        text(seeds, "seeds", "discovery.seeds");
        seeds.setHelperText(getTranslation("discovery.seeds.help"));
        sweep.setLabel(getTranslation("discovery.sweep"));
        follow.setLabel(getTranslation("discovery.follow"));
        number(rate, "perSecond", "discovery.rate", USUAL_RATE);
        rate.setHelperText(getTranslation("discovery.rate.help"));
        number(minutes, "minutes", "discovery.minutes", USUAL_MINUTES);
        number(snmpPort, "snmpPort", "discovery.snmp-port", SNMP);
        number(netconfPort, "netconfPort", "discovery.netconf-port", NETCONF);
        credentialsOf.setLabel(getTranslation("discovery.credentials-of"));
        credentialsOf.setId("discovery-credentialsOf");
        credentialsOf.setItems(withAccess);
        credentialsOf.setClearButtonVisible(true);
        credentialsOf.setHelperText(getTranslation("discovery.credentials-of.help"));
        credentialsOf.addValueChangeListener(_ -> own(credentialsOf.isEmpty()));
        fields.put("credentialsOf", credentialsOf);
        text(user, "snmpUser", "discovery.snmp-user");
        auth.setLabel(getTranslation("discovery.snmp-auth"));
        auth.setId("discovery-snmpAuth");
        fields.put("snmpAuth", auth);
        priv.setLabel(getTranslation("discovery.snmp-priv"));
        priv.setId("discovery-snmpPriv");
        fields.put("snmpPriv", priv);
        // A browser must neither fill in nor keep what opens a plant's devices.
        auth.getElement().setAttribute("autocomplete", "new-password");
        priv.getElement().setAttribute("autocomplete", "new-password");
        withAccess.stream().findFirst().ifPresent(credentialsOf::setValue);
        var begin = Parts.primary(getTranslation("discovery.begin"));
        begin.addClickListener(_ -> begin());
        begin.setId("discovery-begin");
        var form =
                new FormLayout(
                        within,
                        seeds,
                        sweep,
                        follow,
                        rate,
                        minutes,
                        snmpPort,
                        netconfPort,
                        credentialsOf,
                        user,
                        auth,
                        priv);
        form.setMaxWidth("56rem");
        add(problems, form, new Div(Rights.guarded(this, Permission.ONBOARD, begin)));
    }

    private void text(TextField field, String name, String key) {
        field.setLabel(getTranslation(key));
        field.setId("discovery-" + name);
        fields.put(name, field);
    }

    private void number(IntegerField field, String name, String key, int usual) {
        field.setLabel(getTranslation(key));
        field.setId("discovery-" + name);
        field.setValue(usual);
        fields.put(name, field);
    }

    private void own(boolean shown) {
        user.setVisible(shown);
        auth.setVisible(shown);
        priv.setVisible(shown);
    }

    private void begin() {
        problems.removeAll();
        fields.values().forEach(f -> f.setInvalid(false));
        var prefixes = each(within, Prefix::of);
        var addresses = each(seeds, IpAddress::of);
        if (prefixes.isEmpty() || addresses.isEmpty()) {
            return;
        }
        if (prefixes.get().isEmpty()) {
            FieldFaults.fault(within, getTranslation("discovery.within.missing"));
            within.focus();
            return;
        }
        try {
            order.accept(form(prefixes.get(), addresses.get()));
            // They are sealed to the site now and opened there alone; no page keeps them.
            auth.clear();
            priv.clear();
        } catch (Refused refused) {
            show(refused);
        }
    }

    private DiscoveryOrderForm form(List<Prefix> prefixes, List<IpAddress> addresses) {
        var of = credentialsOf.getOptionalValue();
        return new DiscoveryOrderForm(
                prefixes,
                sweep.getValue(),
                addresses,
                follow.getValue(),
                MOST,
                whole(rate),
                whole(minutes),
                whole(snmpPort),
                whole(netconfPort),
                of,
                of.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                new DiscoveryOrderForm.SnmpUser(
                                        user.getValue(), auth.getValue(), priv.getValue())));
    }

    private static int whole(IntegerField field) {
        return Objects.requireNonNullElse(field.getValue(), 0);
    }

    /**
     * What stands between commas and blanks; empty, and said at the field, if it cannot be read.
     */
    private static <T> Optional<List<T>> each(TextField field, Function<String, T> reader) {
        var values = new ArrayList<T>();
        try {
            for (var word : field.getValue().split("[,;\\s]+", -1)) {
                if (!word.isEmpty()) {
                    values.add(reader.apply(word));
                }
            }
            return Optional.of(values);
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(field, String.valueOf(e.getMessage()));
            field.focus();
            return Optional.empty();
        }
    }

    private void show(Refused refused) {
        boolean placed = false;
        for (var fault : refused.faults()) {
            var field = fields.get(fault.pointer().substring(1));
            if (field != null) {
                FieldFaults.fault(field, Sentences.of(this, fault));
                placed = true;
            }
        }
        if (!placed) {
            problems.add(Parts.refused(this, refused));
        }
    }
}
