package io.holdfast.ui.policy;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.ui.kit.FieldFaults;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** One port as it is typed: its name, what it is for, and where it leads. */
final class PortFields extends Div {

    private static final long serialVersionUID = 1L;

    private enum Use {
        ACCESS,
        ROUTED,
        TRUNK,
        UNUSED
    }

    private final TextField name = new TextField();
    private final Select<Use> use = new Select<>();
    private final Select<String> zone = new Select<>();
    private final Select<String> peer = new Select<>();
    private final ComboBox<String> peerPort = new ComboBox<>();

    PortFields(
            FieldFaults faults, String place, List<String> zones, List<Device> others, Port port) {
        addClassName("hf-row");
        faults.at(place + "/name", name).setLabel(getTranslation("port.name"));
        faults.at(place + "/use", use).setLabel(getTranslation("port.use"));
        faults.at(place + "/zone", zone).setLabel(getTranslation("zones.zone"));
        faults.at(place + "/peer", peer).setLabel(getTranslation("port.peer"));
        faults.at(place + "/peerPort", peerPort).setLabel(getTranslation("port.peer-port"));
        use.setItems(Use.values());
        use.setItemLabelGenerator(
                u -> getTranslation("port.use." + u.name().toLowerCase(Locale.ROOT)));
        zone.setItems(zones);
        peer.setItems(others.stream().map(d -> d.slot().value()).toList());
        peer.addValueChangeListener(e ->
                peerPort.setItems(
                        others.stream()
                                .filter(d -> d.slot().value().equals(e.getValue()))
                                .flatMap(d -> d.ports().stream())
                                .map(Port::name)
                                .toList()));
        use.addValueChangeListener(_ -> follow());
        add(name, use, zone, peer, peerPort);
        show(port);
    }

    private void show(Port port) {
        name.setValue(port.name());
        switch (port.use()) {
            case PortUse.Access(var of) -> {
                use.setValue(Use.ACCESS);
                zone.setValue(of.value());
            }
            case PortUse.Routed(var of) -> {
                use.setValue(Use.ROUTED);
                zone.setValue(of.value());
            }
            case PortUse.Trunk(var other, var otherPort) -> {
                use.setValue(Use.TRUNK);
                peer.setValue(other.value());
                peerPort.setValue(otherPort);
            }
            case PortUse.Unused _ -> use.setValue(Use.UNUSED);
        }
    }

    private void follow() {
        zone.setVisible(use.getValue() == Use.ACCESS || use.getValue() == Use.ROUTED);
        peer.setVisible(use.getValue() == Use.TRUNK);
        peerPort.setVisible(use.getValue() == Use.TRUNK);
    }

    /** The port, or none with the fault shown at its field. */
    Optional<Port> typed() {
        if (name.isEmpty()) {
            return missing(name);
        }
        return switch (use.getValue()) {
            case UNUSED -> port(PortUse.Unused::new);
            case ACCESS ->
                    zone.isEmpty()
                            ? missing(zone)
                            : port(() -> new PortUse.Access(new ZoneName(zone.getValue())));
            case ROUTED ->
                    zone.isEmpty()
                            ? missing(zone)
                            : port(() -> new PortUse.Routed(new ZoneName(zone.getValue())));
            case TRUNK -> {
                if (peer.isEmpty()) {
                    yield missing(peer);
                }
                yield peerPort.isEmpty()
                        ? missing(peerPort)
                        : port(() ->
                                new PortUse.Trunk(
                                        new DeviceSlot(peer.getValue()), peerPort.getValue()));
            }
        };
    }

    private Optional<Port> missing(HasValidation field) {
        FieldFaults.fault(field, getTranslation("conduit.missing"));
        return Optional.empty();
    }

    private Optional<Port> port(Supplier<PortUse> made) {
        try {
            return Optional.of(new Port(name.getValue().strip(), made.get()));
        } catch (IllegalArgumentException e) {
            FieldFaults.fault(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
