package io.holdfast.dialect.junos;

import io.holdfast.core.config.Vlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads {@code vlans}. */
final class VlanReading {

    /**
     * @param ids by the name Junos gives a VLAN
     * @param own the VLAN of each irb unit
     */
    record Vlans(List<Vlan> vlans, Map<String, Integer> ids, Map<Integer, Integer> own) {

        /** The VLANs a port's member statement means: a name, a number, a range, all. */
        List<Integer> meant(Part part, String word) {
            var found = new TreeSet<Integer>();
            if (word.equals("all")) {
                vlans.forEach(v -> found.add(v.id()));
            } else if (ids.containsKey(word)) {
                found.add(ids.getOrDefault(word, 0));
            } else if (word.matches("[0-9]+(-[0-9]+)?")) {
                int dash = word.indexOf('-');
                int first = part.number(dash < 0 ? word : word.substring(0, dash), 1, 4094);
                int last = dash < 0 ? first : part.number(word.substring(dash + 1), first, 4094);
                vlans.stream()
                        .map(Vlan::id)
                        .filter(id -> id >= first && id <= last)
                        .forEach(found::add);
            }
            if (found.isEmpty()) {
                throw part.noModel("no VLAN " + word);
            }
            return List.copyOf(found);
        }
    }

    static final Vlans NONE = new Vlans(List.of(), Map.of(), Map.of());

    private VlanReading() {}

    static Vlans read(Part vlans) {
        var found = new Vlans(new ArrayList<>(), new TreeMap<>(), new TreeMap<>());
        for (var each : vlans.each("vlan")) {
            each.remarks().attempt(() -> vlan(each, found));
        }
        vlans.done();
        return found;
    }

    private static Vlan vlan(Part part, Vlans found) {
        var called = part.name();
        int id =
                ConfigReading.maybe(part, "vlan-id", 1, 4094)
                        .orElseThrow(() -> part.noModel("has no vlan-id"));
        var description = part.text("description");
        var name = description.filter(_ -> called.equals("v" + id)).orElse(called);
        if (description.isPresent() && !called.equals("v" + id)) {
            part.remarks().add(part.path(), "its description is left out");
        }
        part.text("l3-interface")
                .map(String::strip)
                .ifPresent(own -> {
                    if (!own.startsWith(Junos.IRB + ".")) {
                        throw part.noModel("no model for l3-interface " + own);
                    }
                    int unit = part.number(own.substring(Junos.IRB.length() + 1), 0, 16385);
                    if (found.own().putIfAbsent(unit, id) != null) {
                        throw part.noModel(own + " is in two VLANs");
                    }
                });
        part.done();
        var vlan = part.value(() -> new Vlan(id, name));
        if (found.ids().containsValue(id) || found.ids().putIfAbsent(called, id) != null) {
            throw part.noModel("stands twice");
        }
        found.vlans().add(vlan);
        return vlan;
    }
}
