package io.holdfast.core.observe;

import java.util.List;
import java.util.Optional;

/**
 * Everything a site knows of one device beside its configuration: what SNMP told, and how it was
 * seen to behave. This travels to the centre whole.
 *
 * @param survey empty for a device that is not asked over SNMP
 */
public record Surveyed(Optional<Survey> survey, BehaviourTable behaviour) {

    /**
     * What stands still in it. Clocks, loads, readings, learned stations and radio clients move all
     * the time; two looks that differ in nothing else are equal here.
     */
    public Surveyed standing() {
        return new Surveyed(survey.map(Surveyed::still), behaviour);
    }

    private static Survey still(Survey s) {
        var i = s.inventory();
        return new Survey(
                new Inventory(
                        i.sysName(),
                        i.sysDescr(),
                        i.sysObjectId(),
                        i.sysLocation(),
                        0,
                        i.hardware(),
                        i.serial(),
                        i.softwareVersion(),
                        i.engineId(),
                        i.interfaces()),
                s.vendor(),
                s.identity(),
                s.ports(),
                s.vlans(),
                List.of(),
                s.neighbours(),
                s.parts(),
                s.sensors().stream()
                        .map(r -> new SensorReading(r.index(), r.name(), r.kind(), 0, r.working()))
                        .toList(),
                new Load(List.of(), Optional.empty()),
                List.of(),
                s.notes(),
                s.spoiled());
    }

    /** The same without learned stations and clients, which can be more than travels. */
    public Surveyed shortened(String note) {
        return new Surveyed(
                survey.map(s -> {
                    var notes = new java.util.ArrayList<>(s.notes());
                    notes.add(note);
                    return new Survey(
                            s.inventory(),
                            s.vendor(),
                            s.identity(),
                            s.ports(),
                            s.vlans(),
                            List.of(),
                            s.neighbours(),
                            s.parts(),
                            s.sensors(),
                            s.load(),
                            List.of(),
                            notes,
                            s.spoiled());
                }),
                behaviour);
    }
}
