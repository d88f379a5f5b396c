package io.holdfast.simulator.snmp;

import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.Datastores.Store;
import io.holdfast.simulator.datastore.Refused;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import java.util.List;
import java.util.Optional;
import org.snmp4j.PDU;
import org.snmp4j.smi.VariableBinding;

/**
 * Carries out a SET on the same datastores as the NETCONF door, with the lie the device has at the
 * moment. What is set is saved, as Q-BRIDGE-MIB asks for its static objects.
 */
final class Setting {

    private static final String IF = "urn:ietf:params:xml:ns:yang:ietf-interfaces";
    private static final String BRIDGE = "urn:ieee:std:802.1Q:yang:ieee802-dot1q-bridge";
    private static final String NC = "urn:ietf:params:xml:ns:netconf:base:1.0";

    private final SimulatedDevice device;

    Setting(SimulatedDevice device) {
        this.device = device;
    }

    /** The error status to answer, or empty if nobody is answered. */
    Optional<Integer> set(List<VariableBinding> objects) {
        return switch (device.fault()) {
            case SET_DROPPED, SILENT -> Optional.empty();
            case SET_WITHOUT_EFFECT -> Optional.of(PDU.noError);
            case SET_WRONG_VALUE -> Optional.of(PDU.wrongValue);
            case SET_COMMIT_FAILED -> Optional.of(PDU.commitFailed);
            case SET_PARTIAL -> {
                // The first object of several, and of one with members only half of them.
                done(objects.subList(0, objects.size() / 2), true);
                yield Optional.of(PDU.noError);
            }
            case SET_ANSWER_LOST -> {
                done(objects, true);
                yield Optional.empty();
            }
            case SET_REBOOTS -> {
                done(objects, false);
                device.power(false);
                device.power(true);
                yield Optional.empty();
            }
            default -> Optional.of(done(objects, true));
        };
    }

    private int done(List<VariableBinding> objects, boolean saved) {
        var tables = BridgeTables.of(device);
        int status = tables.set(objects);
        if (status != PDU.noError || objects.isEmpty()) {
            return status;
        }
        var who = new Who(device.newSession(), device.description().credentials().snmpUser());
        var stores = device.datastores();
        try {
            stores.edit(who, XmlReader.read(edit(tables)), "merge", true, true);
            stores.commit(who, "");
            if (saved) {
                stores.copy(who, Store.RUNNING, Store.STARTUP);
            }
            return PDU.noError;
        } catch (Refused e) {
            try {
                stores.discard(who);
            } catch (Refused again) {
                return PDU.undoFailed;
            }
            return PDU.commitFailed;
        } catch (MalformedXml e) {
            throw new IllegalStateException(e);
        }
    }

    private static String edit(BridgeTables tables) {
        var xml = new StringBuilder("<config xmlns:nc='").append(NC).append("'>");
        xml.append("<interfaces xmlns='").append(IF).append("'>");
        tables.ports()
                .values()
                .forEach(port -> {
                    xml.append("<interface>").append(leaf("name", port.name));
                    xml.append(
                            port.alias.isEmpty()
                                    ? "<description nc:operation='remove'/>"
                                    : leaf("description", port.alias));
                    xml.append(leaf("enabled", Boolean.toString(port.up)));
                    xml.append("<bridge-port xmlns='").append(BRIDGE).append("'>");
                    xml.append(leaf("pvid", Integer.toString(port.pvid)));
                    xml.append(
                            leaf(
                                    "acceptable-frame",
                                    port.taggedOnly
                                            ? "admit-only-VLAN-tagged-frames"
                                            : "admit-only-untagged-and-priority-tagged"));
                    xml.append(leaf("enable-ingress-filtering", Boolean.toString(port.filtering)));
                    xml.append("</bridge-port></interface>");
                });
        tables.described()
                .forEach((name, words) ->
                        xml.append("<interface>")
                                .append(leaf("name", name))
                                .append(leaf("description", words))
                                .append("</interface>"));
        xml.append("</interfaces><bridges xmlns='").append(BRIDGE).append("'><bridge>");
        xml.append("<name>br0</name><component><name>br0</name>");
        xml.append("<filtering-database nc:operation='replace'>");
        tables.vlans()
                .forEach((id, vlan) -> {
                    if (!vlan.egress.isEmpty()) {
                        xml.append("<vlan-registration-entry><database-id>1</database-id>");
                        xml.append(leaf("vids", id.toString()))
                                .append("<entry-type>static</entry-type>");
                        vlan.egress.forEach(port ->
                                xml.append("<port-map>")
                                        .append(leaf("port-ref", port.toString()))
                                        .append("<static-vlan-registration-entries>")
                                        .append(
                                                leaf(
                                                        "registrar-admin-control",
                                                        "fixed-new-ignored"))
                                        .append(
                                                leaf(
                                                        "vlan-transmitted",
                                                        vlan.untagged.contains(port)
                                                                ? "untagged"
                                                                : "tagged"))
                                        .append("</static-vlan-registration-entries></port-map>"));
                        xml.append("</vlan-registration-entry>");
                    }
                });
        xml.append("</filtering-database><bridge-vlan nc:operation='replace'>");
        tables.vlans()
                .forEach((id, vlan) ->
                        xml.append("<vlan>")
                                .append(leaf("vid", id.toString()))
                                .append(leaf("name", vlan.name))
                                .append("</vlan>"));
        return xml.append("</bridge-vlan></component></bridge></bridges></config>").toString();
    }

    private static String leaf(String name, String text) {
        var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<" + name + ">" + escaped + "</" + name + ">";
    }
}
