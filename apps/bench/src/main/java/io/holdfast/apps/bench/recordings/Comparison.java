package io.holdfast.apps.bench.recordings;

import io.holdfast.core.observe.InterfaceTypes;
import io.holdfast.core.observe.Neighbour;
import io.holdfast.core.observe.Port;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.observe.VlanSighting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares what the adapter saw with what is expected. Where the other product fills a gap - the
 * interface's description where there is no alias, "vlan 7" where a VLAN has no name - that asserts
 * that the device left the field empty.
 */
final class Comparison {

    private final Verdict verdict = new Verdict();

    private Comparison() {}

    static Verdict of(Expected expected, Survey seen) {
        var comparison = new Comparison();
        comparison.device(expected.device(), seen);
        comparison.ports(expected.ports(), seen);
        comparison.vlans(expected, seen);
        comparison.links(expected.links(), seen);
        return comparison.verdict;
    }

    /** A device that told nothing: everything that is asserted of it is missing. */
    static Verdict silent(Expected expected) {
        var comparison = new Comparison();
        expected.device()
                .cells()
                .forEach((name, value) -> {
                    if (List.of("hardware", "version", "serial", "sysName").contains(name)) {
                        comparison.verdict.field(name, "", value, "", false);
                    }
                });
        for (var port : expected.ports()) {
            comparison.port(port, Optional.empty());
        }
        for (var vlan : expected.vlans()) {
            comparison.verdict.field("vlan", vlan.cell("vlan_vlan").orElse(""), "", "", false);
        }
        return comparison.verdict;
    }

    private void device(Expected.Row device, Survey seen) {
        var inventory = seen.inventory();
        device.cell("hardware").ifPresent(e -> same("hardware", "", e, inventory.hardware()));
        device.cell("version").ifPresent(e -> same("version", "", e, inventory.softwareVersion()));
        device.cell("serial").ifPresent(e -> same("serial", "", e, inventory.serial()));
        // Names of hosts know no case (RFC 4343).
        device.cell("sysName")
                .ifPresent(e ->
                        same(
                                "sysName",
                                "",
                                e.toLowerCase(Locale.ROOT),
                                inventory.sysName().toLowerCase(Locale.ROOT)));
    }

    private void ports(List<Expected.Row> rows, Survey seen) {
        var ports = new HashMap<Integer, Port>();
        seen.ports().forEach(p -> ports.put(p.index(), p));
        for (var row : rows) {
            var index = row.cell("ifIndex").filter(t -> t.matches("[0-9]{1,10}"));
            port(row, index.map(i -> ports.get((int) Long.parseLong(i))));
        }
    }

    private void port(Expected.Row row, Optional<Port> port) {
        var at = row.cell("ifIndex").orElse("?");
        var name = port.map(Port::name).orElse("");
        var descr = port.map(Port::descr).orElse("");
        var alias = port.map(Port::alias).orElse("");
        row.cell("ifName").ifPresent(e -> same("port.name", at, e, name.isEmpty() ? descr : name));
        row.cell("ifDescr")
                .ifPresent(e -> same("port.descr", at, e, descr.isEmpty() ? name : descr));
        row.cell("ifAlias")
                .ifPresent(e -> {
                    boolean filled =
                            port.isPresent()
                                    && alias.isEmpty()
                                    && (clean(e).equals(descr) || clean(e).equals(name));
                    same("port.alias", at, filled ? "" : e, alias);
                });
        row.cell("ifType")
                .ifPresent(e ->
                        same(
                                "port.type",
                                at,
                                e,
                                port.map(p -> InterfaceTypes.name(p.type())).orElse("")));
        row.cell("ifMtu")
                .ifPresent(e -> same("port.mtu", at, e, port.map(p -> "" + p.mtu()).orElse("")));
        row.cell("ifSpeed")
                .ifPresent(
                        e -> same("port.speed", at, e, port.map(p -> "" + p.speed()).orElse("")));
        row.cell("ifPhysAddress")
                .ifPresent(e ->
                        same(
                                "port.mac",
                                at,
                                e.toLowerCase(Locale.ROOT).replace(":", ""),
                                port.map(p -> p.mac().replace(":", "")).orElse("")));
        row.cell("ifOperStatus")
                .ifPresent(e -> same("port.oper", at, e, port.map(p -> word(p.oper())).orElse("")));
        row.cell("ifAdminStatus")
                .ifPresent(
                        e -> same("port.admin", at, e, port.map(p -> word(p.admin())).orElse("")));
    }

    /** The word of IF-MIB: LOWER_LAYER_DOWN is lowerLayerDown. */
    private static String word(Enum<?> status) {
        var word = new StringBuilder();
        for (var part : status.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(
                    word.isEmpty()
                            ? part
                            : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }

    private void vlans(Expected expected, Survey seen) {
        var names = new HashMap<String, String>();
        var members = new HashSet<String>();
        for (var vlan : seen.vlans()) {
            names.put("" + vlan.id(), vlan.name());
            for (var member : vlan.members()) {
                members.add(key(vlan, member));
            }
        }
        for (var row : expected.vlans()) {
            var id = row.cell("vlan_vlan").orElse("");
            verdict.field(
                    "vlan",
                    id,
                    "there",
                    names.containsKey(id) ? "there" : "missing",
                    names.containsKey(id));
            row.cell("vlan_name")
                    .ifPresent(e -> {
                        var name = names.getOrDefault(id, "");
                        boolean filled = name.isEmpty() && e.matches("(?i)vlan[ _]?0*" + id);
                        same("vlan.name", id, filled ? "" : e, name);
                    });
        }
        for (var row : expected.vlanMembers()) {
            var key =
                    row.cell("vlan").orElse("")
                            + " "
                            + row.cell("baseport").orElse("")
                            + (row.cell("untagged").orElse("0").equals("1")
                                    ? " untagged"
                                    : " tagged");
            verdict.field("vlan.member", key, "there", "missing", members.contains(key));
        }
    }

    private static String key(VlanSighting vlan, VlanSighting.Member member) {
        return vlan.id()
                + " "
                + member.bridgePort()
                + (member.untagged() ? " untagged" : " tagged");
    }

    private void links(List<Expected.Row> rows, Survey seen) {
        for (var row : rows) {
            var host = row.cell("remote_hostname");
            if (host.isEmpty()) {
                continue;
            }
            var port = row.cell("remote_port");
            boolean found =
                    seen.neighbours().stream()
                            .anyMatch(n ->
                                    names(n, host.get())
                                            && (port.isEmpty() || ends(n, port.get())));
            verdict.field(
                    "link", port.orElse(""), host.get(), found ? host.get() : "missing", found);
        }
    }

    private static boolean names(Neighbour neighbour, String host) {
        return same(neighbour.sysName(), host) || same(neighbour.chassisId(), host);
    }

    private static boolean ends(Neighbour neighbour, String port) {
        return same(neighbour.portId(), port) || same(neighbour.portDescr(), port);
    }

    private static boolean same(String seen, String expected) {
        return seen.replace(":", "").equalsIgnoreCase(clean(expected).replace(":", ""));
    }

    private void same(String field, String at, String expected, String seen) {
        verdict.field(field, at, expected, seen, clean(expected).equals(seen));
    }

    /** The same cleaning that the adapter does: control characters are no part of a text. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cc}+", " ").strip();
    }
}
