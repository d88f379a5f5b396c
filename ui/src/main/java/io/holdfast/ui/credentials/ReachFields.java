package io.holdfast.ui.credentials;

import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.holdfast.controller.sitelinks.DeviceReach;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Where and on which way a site meets one device. */
final class ReachFields extends FormLayout {

    private static final long serialVersionUID = 1L;

    private static final int NETCONF = 830;
    private static final int SNMP = 161;

    private final TextField host = new TextField();
    private final IntegerField port = new IntegerField();
    private final Select<String> way = new Select<>();
    private final TextField snmpHost = new TextField();
    private final IntegerField snmpPort = new IntegerField();

    /** Begins with the device's management address. */
    ReachFields(String address) {
        host.setLabel(getTranslation("access.host"));
        host.setId("access-host");
        host.setValue(address);
        port.setLabel(getTranslation("access.port"));
        port.setId("access-port");
        port.setValue(NETCONF);
        way.setLabel(getTranslation("access.way"));
        way.setItems(DeviceReach.ways());
        way.setItemLabelGenerator(w -> getTranslation("access.way." + w.toLowerCase(Locale.ROOT)));
        way.setValue(DeviceReach.ways().getFirst());
        snmpHost.setLabel(getTranslation("access.snmp-host"));
        snmpHost.setId("access-snmp-host");
        snmpHost.setValue(address);
        snmpPort.setLabel(getTranslation("access.snmp-port"));
        snmpPort.setId("access-snmp-port");
        snmpPort.setValue(SNMP);
        for (var field : List.of(host, snmpHost)) {
            field.setWidthFull();
        }
        add(host, port, way, snmpHost, snmpPort);
        setColspan(way, 2);
    }

    DeviceReach reach() {
        return DeviceReach.on(
                way.getValue(),
                host.getValue().strip(),
                Objects.requireNonNullElse(port.getValue(), 0),
                snmpHost.getValue().strip(),
                Objects.requireNonNullElse(snmpPort.getValue(), 0));
    }
}
