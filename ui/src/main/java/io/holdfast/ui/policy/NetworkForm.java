package io.holdfast.ui.policy;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import io.holdfast.controller.changes.Changes;
import io.holdfast.controller.policies.Policies;
import io.holdfast.controller.policies.PolicyInForce;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.Transit;
import io.holdfast.core.zone.FieldReader;
import io.holdfast.ui.kit.FieldFaults;
import io.holdfast.ui.kit.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What joins a site's zones and devices: the site node, the ways out, the transit networks. */
@Route(value = "policy/plan-network", layout = MainLayout.class)
@PermitAll
public class NetworkForm extends SiteEditor {

    private static final long serialVersionUID = 1L;

    private final TextField siteNode = new TextField();
    private final TextField routes = new TextField();
    private final FormLayout form = new FormLayout();
    private final Div transits = new Div();
    private final List<Row> rows = new ArrayList<>();

    /** A transit network as it is typed; ends as in fw-1 10.0.0.1/30, fw-2 10.0.0.2/30. */
    private record Row(TextField name, IntegerField vlan, TextField ends) {}

    public NetworkForm(Changes changes, Policies policies) {
        super(changes, policies, "network.what");
        title(getTranslation("plan.network"));
        faults.at("network/siteNode", siteNode).setLabel(getTranslation("plan.site-node"));
        faults.at("network/defaultRoutes", routes).setLabel(getTranslation("plan.default-routes"));
        routes.setId("default-routes");
        form.setMaxWidth("56rem");
        form.add(siteNode, routes);
        var more = new Button(getTranslation("network.add"), _ -> row("", 0, ""));
        more.addThemeVariants(ButtonVariant.LUMO_SMALL);
        fields(form, new H2(getTranslation("network.transits")), transits, more);
    }

    @Override
    void show(BeforeEnterEvent event, PolicyInForce policy, SitePlan shown) {
        title(getTranslation("network.title", code()));
        siteNode.setValue(joined(shown.siteNode()));
        routes.setValue(joined(shown.defaultRoutes()));
        for (var transit : shown.transits()) {
            var ends =
                    transit.ends().stream()
                            .flatMap(e -> e.addresses().stream().map(a -> e.device() + " " + a))
                            .toList();
            row(transit.name(), transit.vlan(), joined(ends));
        }
    }

    private void row(String named, int number, String text) {
        var place = "network/transits/" + rows.size();
        var name = faults.at(place + "/name", new TextField());
        name.setLabel(getTranslation("conduit.name"));
        name.setValue(named);
        var vlan = faults.at(place + "/vlan", new IntegerField());
        vlan.setLabel("VLAN");
        vlan.setValue(number == 0 ? null : Integer.valueOf(number));
        var ends = faults.at(place + "/ends", new TextField());
        ends.setLabel(getTranslation("network.ends"));
        ends.setHelperText(getTranslation("network.ends.help"));
        ends.setValue(text);
        ends.setWidth("32rem");
        rows.add(new Row(name, vlan, ends));
        var line = new Div(name, vlan, ends);
        line.addClassName("hf-row");
        transits.add(line);
    }

    @Override
    void enable(boolean typed) {
        form.setEnabled(typed);
        transits.setEnabled(typed);
    }

    @Override
    Optional<List<PolicyEdit>> typed() {
        var node = read(siteNode, siteNode.getValue(), FieldReader::address);
        var ways = read(routes, routes.getValue(), FieldReader::address);
        var joined = new ArrayList<Transit>();
        boolean whole = node.isPresent() && ways.isPresent();
        for (var row : rows) {
            if (!row.name().isEmpty()) {
                var transit = transit(row);
                whole &= transit.isPresent();
                transit.ifPresent(joined::add);
            }
        }
        return whole
                ? Optional.of(
                        List.of(
                                new PolicyEdit.PutSiteNetwork(
                                        site(), node.orElseThrow(), ways.orElseThrow(), joined)))
                : Optional.empty();
    }

    private Optional<Transit> transit(Row row) {
        var ends = new ArrayList<Transit.End>();
        for (var text : row.ends().getValue().split(",", -1)) {
            var words = text.strip().split(" +", 2);
            if (words.length < 2) {
                FieldFaults.fault(row.ends(), getTranslation("network.ends.help"));
                return Optional.empty();
            }
            var addresses = read(row.ends(), words[1], FieldReader::interfaceAddress);
            if (addresses.isEmpty()) {
                return Optional.empty();
            }
            add(ends, words[0], addresses.get());
        }
        try {
            return Optional.of(
                    new Transit(
                            row.name().getValue().strip(),
                            Objects.requireNonNullElse(row.vlan().getValue(), 0),
                            ends));
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(row.name(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** An address of the other family joins the end that is there already. */
    private static void add(
            List<Transit.End> ends, String device, List<InterfaceAddress> addresses) {
        for (int i = 0; i < ends.size(); i++) {
            if (ends.get(i).device().value().equals(device)) {
                var both = new ArrayList<>(ends.get(i).addresses());
                both.addAll(addresses);
                ends.set(i, new Transit.End(ends.get(i).device(), both));
                return;
            }
        }
        ends.add(new Transit.End(new DeviceSlot(device), addresses));
    }

    @Override
    List<PolicyEdit> removal() {
        return List.of();
    }

    @Override
    String called() {
        return getTranslation("network.title", code());
    }
}
