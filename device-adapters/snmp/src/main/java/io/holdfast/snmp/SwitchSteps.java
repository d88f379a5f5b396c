package io.holdfast.snmp;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.snmp.SwitchState.Port;
import io.holdfast.snmp.SwitchState.StaticVlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.VariableBinding;

/**
 * The way from what a switch has to what it shall have, one object after the other. A port leaves
 * its old VLANs before it enters new ones, and none is up with a VLAN it shall not have: in between
 * less is possible than before and after, never more.
 */
final class SwitchSteps {

    /** One SET, in words for a person, and what reading back has to show. */
    record Step(String words, List<VariableBinding> objects, VariableBinding shows) {}

    private final SwitchState from;
    private final DeviceConfig to;
    private final Map<String, Integer> numbers;
    private final int highest;
    private final SortedMap<Integer, StaticVlan> wanted;
    private final List<Step> steps = new ArrayList<>();

    private SwitchSteps(SwitchState from, DeviceConfig to) {
        this.from = from;
        this.to = to;
        this.numbers = from.numbers();
        this.highest = from.ports().lastKey();
        this.wanted = wanted();
    }

    /** Why the switch must not be brought there; empty if nothing speaks against it. */
    static Optional<String> objection(SwitchState from, DeviceConfig to, int managementVlan) {
        return elsewhere(from, to)
                .or(() -> managed(from, to, managementVlan))
                .or(() -> {
                    var lost = lost(from, to, managementVlan);
                    return lost.isEmpty()
                            ? Optional.empty()
                            : Optional.of(cut(lost.getFirst(), managementVlan));
                });
    }

    /**
     * Why the switch must not be taken back. A port that came into its management VLAN with what is
     * taken back leaves it again, as long as one that had it before still has it: that is the way
     * it was managed by.
     */
    static Optional<String> objectionToGoingBack(
            SwitchState from, DeviceConfig to, int managementVlan) {
        return elsewhere(from, to)
                .or(() -> managed(from, to, managementVlan))
                .or(() -> {
                    var lost = lost(from, to, managementVlan);
                    var carriers = carriers(from, managementVlan);
                    return lost.isEmpty() || lost.size() < carriers.size()
                            ? Optional.empty()
                            : Optional.of(cut(lost.getFirst(), managementVlan));
                });
    }

    /** Whether it speaks of another switch. */
    private static Optional<String> elsewhere(SwitchState from, DeviceConfig to) {
        var numbers = from.numbers();
        for (var port : to.interfaces()) {
            if (!numbers.containsKey(port.name())) {
                return Optional.of("the switch has no port " + port.name());
            }
        }
        for (var name : numbers.keySet()) {
            if (to.interfaceNamed(name).isEmpty()) {
                return Optional.of("nothing is said of its port " + name);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> managed(SwitchState from, DeviceConfig to, int managementVlan) {
        var management = from.vlans().get(managementVlan);
        if (management == null || management.egress().isEmpty()) {
            return Optional.of(
                    "VLAN " + managementVlan + ", in which it is managed, is on none of its ports");
        }
        if (to.vlans().stream().noneMatch(v -> v.id() == managementVlan)) {
            return Optional.of(
                    "VLAN " + managementVlan + ", in which it is managed, would be gone");
        }
        return Optional.empty();
    }

    /** The ports by which it may be managed, by number: up, and in its management VLAN. */
    private static SortedMap<Integer, Port> carriers(SwitchState from, int managementVlan) {
        var management = from.vlans().get(managementVlan);
        var carriers = new TreeMap<Integer, Port>();
        from.ports()
                .forEach((number, port) -> {
                    if (management != null && port.up() && management.egress().contains(number)) {
                        carriers.put(number, port);
                    }
                });
        return carriers;
    }

    /** Those of them that would not be any more. */
    private static List<Port> lost(SwitchState from, DeviceConfig to, int managementVlan) {
        var management = from.vlans().get(managementVlan);
        var lost = new ArrayList<Port>();
        carriers(from, managementVlan)
                .forEach((number, port) -> {
                    boolean stays =
                            management != null
                                    && named(to, port)
                                            .filter(n ->
                                                    carries(n, managementVlan, management, number))
                                            .isPresent();
                    if (!stays) {
                        lost.add(port);
                    }
                });
        return lost;
    }

    private static String cut(Port port, int managementVlan) {
        return "port "
                + port.name()
                + " carries VLAN "
                + managementVlan
                + ", in which the switch is managed, and would not any more";
    }

    private static Optional<InterfaceConfig> named(DeviceConfig config, Port port) {
        return config.interfaceNamed(port.name());
    }

    private static boolean carries(InterfaceConfig port, int vlan, StaticVlan before, int number) {
        boolean untagged = before.untagged().contains(number);
        return port.enabled()
                && switch (port.mode()) {
                    case InterfaceMode.AccessPort(int own) -> untagged && own == vlan;
                    case InterfaceMode.TrunkPort(var all) -> !untagged && all.contains(vlan);
                    case InterfaceMode.NoVlan _,
                            InterfaceMode.Routed _,
                            InterfaceMode.Subinterface _,
                            InterfaceMode.TunnelInterface _,
                            InterfaceMode.VlanInterface _ ->
                            false;
                };
    }

    static List<Step> between(SwitchState from, DeviceConfig to) {
        var way = new SwitchSteps(from, to);
        way.shut();
        way.createVlans();
        way.leaveVlans();
        way.portTables();
        way.enterVlans();
        way.destroyVlans();
        way.describe();
        way.open();
        return way.steps;
    }

    private SortedMap<Integer, StaticVlan> wanted() {
        var vlans = new TreeMap<Integer, StaticVlan>();
        for (var vlan : to.vlans()) {
            vlans.put(vlan.id(), new StaticVlan(vlan.name(), new TreeSet<>(), new TreeSet<>()));
        }
        for (var port : to.interfaces()) {
            var number = numbers.get(port.name());
            if (number == null) {
                continue;
            }
            switch (port.mode()) {
                case InterfaceMode.AccessPort(int vlan) -> {
                    in(vlans, vlan).egress().add(number);
                    in(vlans, vlan).untagged().add(number);
                }
                case InterfaceMode.TrunkPort(var all) ->
                        all.forEach(vlan -> in(vlans, vlan).egress().add(number));
                case InterfaceMode.NoVlan _,
                        InterfaceMode.Routed _,
                        InterfaceMode.Subinterface _,
                        InterfaceMode.TunnelInterface _,
                        InterfaceMode.VlanInterface _ -> {}
            }
        }
        return vlans;
    }

    private static StaticVlan in(SortedMap<Integer, StaticVlan> vlans, int id) {
        var vlan = vlans.get(id);
        if (vlan == null) {
            throw new IllegalArgumentException("VLAN " + id + " is not there");
        }
        return vlan;
    }

    private void shut() {
        from.ports()
                .values()
                .forEach(port -> {
                    if (port.up() && !enabled(port)) {
                        one("shuts " + port.name(), QBridgeObjects.adminStatus(port, false));
                    }
                });
    }

    private void open() {
        from.ports()
                .values()
                .forEach(port -> {
                    if (!port.up() && enabled(port)) {
                        one("opens " + port.name(), QBridgeObjects.adminStatus(port, true));
                    }
                });
    }

    private boolean enabled(Port port) {
        return named(to, port).map(InterfaceConfig::enabled).orElse(false);
    }

    private void createVlans() {
        wanted.forEach((id, vlan) -> {
            var before = from.vlans().get(id);
            if (before == null) {
                var none = QBridgeObjects.portList(new TreeSet<>(), highest);
                var name = QBridgeObjects.vlanName(id, vlan.name());
                steps.add(
                        new Step(
                                "creates VLAN " + id,
                                List.of(
                                        QBridgeObjects.vlanStatus(id, QBridgeObjects.CREATE_AND_GO),
                                        name,
                                        QBridgeObjects.egress(id, none),
                                        QBridgeObjects.untagged(id, none)),
                                name));
            } else if (!before.name().equals(vlan.name())) {
                one("names VLAN " + id, QBridgeObjects.vlanName(id, vlan.name()));
            }
        });
    }

    /** A VLAN keeps only those ports that stay in it the same way. */
    private void leaveVlans() {
        from.vlans()
                .forEach((id, before) -> {
                    var stay = new TreeSet<Integer>();
                    var after = wanted.get(id);
                    if (after != null) {
                        before.egress().stream()
                                .filter(p -> after.egress().contains(p))
                                .filter(p ->
                                        before.untagged().contains(p)
                                                == after.untagged().contains(p))
                                .forEach(stay::add);
                    }
                    if (!stay.equals(before.egress())) {
                        var untagged = new TreeSet<>(before.untagged());
                        untagged.retainAll(stay);
                        members("takes ports out of VLAN " + id, id, stay, untagged);
                    }
                });
    }

    private void enterVlans() {
        wanted.forEach((id, after) -> {
            var before = from.vlans().get(id);
            boolean same =
                    before == null
                            ? after.egress().isEmpty()
                            : before.egress().equals(after.egress())
                                    && before.untagged().equals(after.untagged());
            if (!same) {
                members("puts ports in VLAN " + id, id, after.egress(), after.untagged());
            }
        });
    }

    private void members(
            String words, int id, SortedSet<Integer> egress, SortedSet<Integer> untagged) {
        OctetString leaving = QBridgeObjects.portList(egress, highest);
        var shows = QBridgeObjects.egress(id, leaving);
        steps.add(
                new Step(
                        words,
                        List.of(
                                shows,
                                QBridgeObjects.untagged(
                                        id, QBridgeObjects.portList(untagged, highest))),
                        shows));
    }

    private void portTables() {
        from.ports()
                .forEach((number, port) -> {
                    var after = named(to, port);
                    if (after.isEmpty()) {
                        return;
                    }
                    boolean taggedOnly = after.get().mode() instanceof InterfaceMode.TrunkPort;
                    if (taggedOnly != port.taggedOnly()) {
                        one(
                                "says which frames " + port.name() + " takes",
                                QBridgeObjects.frameTypes(number, taggedOnly));
                    }
                    if (after.get().mode() instanceof InterfaceMode.AccessPort(int vlan)
                            && vlan != port.pvid()) {
                        one("sets the PVID of " + port.name(), QBridgeObjects.pvid(number, vlan));
                    }
                    if (!port.filtering()) {
                        one("lets " + port.name() + " filter", QBridgeObjects.filtering(number));
                    }
                });
    }

    private void destroyVlans() {
        from.vlans().keySet().stream()
                .filter(id -> !wanted.containsKey(id))
                .forEach(id ->
                        one(
                                "removes VLAN " + id,
                                QBridgeObjects.vlanStatus(id, QBridgeObjects.DESTROY)));
    }

    private void describe() {
        from.ports().values().forEach(p -> describe(p.name(), p.ifIndex(), p.alias()));
    }

    private void describe(String name, int ifIndex, String alias) {
        var words = to.interfaceNamed(name).map(InterfaceConfig::description).orElse(alias);
        if (!words.equals(alias)) {
            one("describes " + name, QBridgeObjects.alias(ifIndex, words));
        }
    }

    private void one(String words, VariableBinding object) {
        steps.add(new Step(words, List.of(object), object));
    }
}
