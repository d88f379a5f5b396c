package io.holdfast.simulator.snmp;

import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.Vids;
import io.holdfast.simulator.xml.Element;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UnsignedInteger32;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * The bridge of a device as Q-BRIDGE-MIB shows it (RFC 4363), read from what the device runs and
 * written back to it. A SET changes all its objects or none.
 */
final class BridgeTables {

    private static final String BASE_PORT = "1.3.6.1.2.1.17.1.4.1.2.";
    private static final OID ADMIN = new OID("1.3.6.1.2.1.2.2.1.7");
    private static final OID ALIAS = new OID("1.3.6.1.2.1.31.1.1.1.18");
    private static final OID VLAN = new OID("1.3.6.1.2.1.17.7.1.4.3.1");
    private static final OID PORT = new OID("1.3.6.1.2.1.17.7.1.4.5.1");
    private static final int NAME = 1;
    private static final int EGRESS = 2;
    private static final int UNTAGGED = 4;
    private static final int STATUS = 5;
    private static final int CREATE_AND_GO = 4;
    private static final int DESTROY = 6;

    /** A bridge port. */
    static final class Port {
        final String name;
        final int ifIndex;
        boolean up;
        String alias;
        int pvid;
        boolean taggedOnly;
        boolean filtering;

        Port(String name, int ifIndex, Element shown) {
            this.name = name;
            this.ifIndex = ifIndex;
            up = shown.textAt("true", "enabled").equals("true");
            alias = shown.textAt("", "description");
            pvid = Integer.parseInt(shown.textAt("1", "bridge-port", "pvid"));
            taggedOnly =
                    shown.textAt("", "bridge-port", "acceptable-frame")
                            .equals("admit-only-VLAN-tagged-frames");
            filtering =
                    shown.textAt("false", "bridge-port", "enable-ingress-filtering").equals("true");
        }
    }

    /** A static VLAN. */
    static final class StaticVlan {
        String name;
        SortedSet<Integer> egress = new TreeSet<>();
        SortedSet<Integer> untagged = new TreeSet<>();

        StaticVlan(String name) {
            this.name = name;
        }
    }

    private final SortedMap<Integer, Port> ports = new TreeMap<>();
    private final SortedMap<Integer, StaticVlan> vlans = new TreeMap<>();

    private final SortedMap<String, String> described = new TreeMap<>();

    private BridgeTables() {}

    /** New descriptions of interfaces that are no bridge ports. */
    Map<String, String> described() {
        return described;
    }

    static BridgeTables of(SimulatedDevice device) {
        var tables = new BridgeTables();
        var running = device.datastores().running();
        var names = device.description().ports();
        var numbered = names.stream().sorted().toList();
        for (var each :
                running.child("interfaces").map(i -> i.all("interface")).orElse(List.of())) {
            var name = each.textAt("", "name");
            if (each.child("bridge-port").isPresent() && numbered.contains(name)) {
                tables.ports.put(
                        numbered.indexOf(name) + 1, new Port(name, names.indexOf(name) + 1, each));
            }
        }
        running.at("bridges", "bridge", "component").ifPresent(tables::readVlans);
        return tables;
    }

    private void readVlans(Element component) {
        component
                .child("bridge-vlan")
                .map(b -> b.all("vlan"))
                .orElse(List.of())
                .forEach(v ->
                        vlans.put(
                                Integer.parseInt(v.textAt("0", "vid")),
                                new StaticVlan(v.textAt("", "name"))));
        var entries =
                component
                        .child("filtering-database")
                        .map(f -> f.all("vlan-registration-entry"))
                        .orElse(List.of());
        for (var entry : entries) {
            for (int vid : Vids.read(entry.textAt("", "vids"))) {
                var vlan = vlans.computeIfAbsent(vid, id -> new StaticVlan("VLAN" + id));
                for (var map : entry.all("port-map")) {
                    int port = Integer.parseInt(map.textAt("0", "port-ref"));
                    vlan.egress.add(port);
                    if (map.textAt("tagged", "static-vlan-registration-entries", "vlan-transmitted")
                            .equals("untagged")) {
                        vlan.untagged.add(port);
                    }
                }
            }
        }
    }

    Map<Integer, Port> ports() {
        return ports;
    }

    Map<Integer, StaticVlan> vlans() {
        return vlans;
    }

    void show(BiConsumer<String, Variable> put) {
        ports.forEach((number, port) -> {
            put.accept(BASE_PORT + number, new Integer32(port.ifIndex));
            put.accept(PORT + ".1." + number, new UnsignedInteger32(port.pvid));
            put.accept(PORT + ".2." + number, new Integer32(port.taggedOnly ? 2 : 1));
            put.accept(PORT + ".3." + number, new Integer32(port.filtering ? 1 : 2));
        });
        vlans.forEach((id, vlan) -> {
            put.accept(VLAN + ".1." + id, text(vlan.name));
            put.accept(VLAN + ".2." + id, list(vlan.egress));
            put.accept(VLAN + ".3." + id, list(new TreeSet<>()));
            put.accept(VLAN + ".4." + id, list(vlan.untagged));
            put.accept(VLAN + ".5." + id, new Integer32(1));
        });
    }

    private static OctetString text(String text) {
        return new OctetString(text.getBytes(StandardCharsets.UTF_8));
    }

    private OctetString list(SortedSet<Integer> members) {
        var octets = new byte[ports.isEmpty() ? 1 : (ports.lastKey() + 7) / 8];
        members.forEach(port -> octets[(port - 1) / 8] |= (byte) (0x80 >> ((port - 1) % 8)));
        return new OctetString(octets);
    }

    /** Takes the objects in; the error status if one of them cannot be, 0 if all are. */
    int set(List<VariableBinding> objects) {
        for (var object : objects) {
            var oid = object.getOid();
            int status;
            if (oid.startsWith(ADMIN) || oid.startsWith(ALIAS)) {
                status = setInterface(oid, object.getVariable());
            } else if (oid.startsWith(PORT)) {
                status = setPort(oid, object.getVariable());
            } else if (oid.startsWith(VLAN)) {
                status = setVlan(oid, object.getVariable());
            } else {
                status = PDU.notWritable;
            }
            if (status != PDU.noError) {
                return status;
            }
        }
        boolean sound =
                vlans.values().stream().allMatch(v -> v.egress.containsAll(v.untagged))
                        && vlans.values().stream()
                                .allMatch(v -> ports.keySet().containsAll(v.egress));
        return sound ? PDU.noError : PDU.inconsistentValue;
    }

    private int setInterface(OID oid, Variable value) {
        var port = ports.values().stream().filter(p -> p.ifIndex == oid.last()).findFirst();
        if (port.isEmpty() && oid.startsWith(ALIAS) && oid.last() > MibView.OWN_INTERFACES) {
            var words = new String(((OctetString) value).getValue(), StandardCharsets.UTF_8);
            described.put("vlan" + (oid.last() - MibView.OWN_INTERFACES), words);
            return PDU.noError;
        }
        if (port.isEmpty()) {
            return PDU.notWritable;
        }
        if (oid.startsWith(ALIAS)) {
            port.get().alias = new String(((OctetString) value).getValue(), StandardCharsets.UTF_8);
            return PDU.noError;
        }
        int wanted = value.toInt();
        port.get().up = wanted == 1;
        return wanted == 1 || wanted == 2 ? PDU.noError : PDU.wrongValue;
    }

    private int setPort(OID oid, Variable value) {
        var port = ports.get(oid.last());
        if (port == null) {
            return PDU.noCreation;
        }
        int number = value.toInt();
        switch (oid.get(oid.size() - 2)) {
            case 1 -> {
                if (!vlans.containsKey(number)) {
                    return PDU.inconsistentValue;
                }
                port.pvid = number;
            }
            case 2 -> port.taggedOnly = number == 2;
            case 3 -> port.filtering = number == 1;
            default -> {
                return PDU.notWritable;
            }
        }
        return PDU.noError;
    }

    private int setVlan(OID oid, Variable value) {
        int id = oid.last();
        int column = oid.get(oid.size() - 2);
        if (column == STATUS) {
            return setStatus(id, value.toInt());
        }
        var vlan = vlans.get(id);
        if (vlan == null) {
            return PDU.inconsistentName;
        }
        var octets = ((OctetString) value).getValue();
        switch (column) {
            case NAME -> vlan.name = new String(octets, StandardCharsets.UTF_8);
            case EGRESS -> {
                vlan.egress = members(octets);
                // As most agents do: who leaves no more at all leaves no more without a tag.
                vlan.untagged.retainAll(vlan.egress);
            }
            case UNTAGGED -> vlan.untagged = members(octets);
            default -> {
                return PDU.notWritable;
            }
        }
        return PDU.noError;
    }

    private int setStatus(int id, int status) {
        if (status == CREATE_AND_GO && id >= 1 && id <= 4094 && !vlans.containsKey(id)) {
            vlans.put(id, new StaticVlan("VLAN" + id));
            return PDU.noError;
        }
        if (status == DESTROY) {
            vlans.remove(id);
            return PDU.noError;
        }
        return PDU.inconsistentValue;
    }

    private static SortedSet<Integer> members(byte[] octets) {
        var members = new TreeSet<Integer>();
        for (int i = 0; i < octets.length * 8; i++) {
            if ((octets[i / 8] & (0x80 >> (i % 8))) != 0) {
                members.add(i + 1);
            }
        }
        return members;
    }
}
