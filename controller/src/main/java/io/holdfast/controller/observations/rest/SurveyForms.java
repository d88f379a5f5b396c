package io.holdfast.controller.observations.rest;

import io.holdfast.api.model.BehaviourRow;
import io.holdfast.api.model.DeviceSurvey;
import io.holdfast.api.model.IdentityFact;
import io.holdfast.api.model.SharedIdentity;
import io.holdfast.api.model.SpoiledTableItem;
import io.holdfast.api.model.SurveyedClient;
import io.holdfast.api.model.SurveyedInterface;
import io.holdfast.api.model.SurveyedNeighbour;
import io.holdfast.api.model.SurveyedPart;
import io.holdfast.api.model.SurveyedSensor;
import io.holdfast.api.model.SurveyedStation;
import io.holdfast.api.model.SurveyedVlan;
import io.holdfast.controller.observations.Surveys;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.Duplicates.Finding;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.observe.VlanSighting;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Surveys as the API writes them. */
final class SurveyForms {

    private SurveyForms() {}

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static DeviceSurvey form(Surveys.DeviceSurvey survey, int stationsFrom, int most) {
        var form =
                new DeviceSurvey()
                        .site(survey.site().value())
                        .slot(survey.slot().value())
                        .takenAt(at(survey.taken()))
                        .confirmedAt(at(survey.confirmed()))
                        .ageSeconds(survey.age().toSeconds())
                        .vendor("")
                        .shared(survey.shared().stream().map(SurveyForms::form).toList())
                        .stationsTotal(0)
                        .behaviour(
                                survey.surveyed().behaviour().rows().stream()
                                        .map(SurveyForms::form)
                                        .toList());
        survey.surveyed().survey().ifPresent(s -> told(form, s, stationsFrom, most));
        return form;
    }

    private static void told(DeviceSurvey form, Survey survey, int stationsFrom, int most) {
        var names = new TreeMap<Integer, String>();
        survey.ports().forEach(p -> names.put(p.index(), p.sighting().name()));
        form.vendor(survey.vendor())
                .identity(identity(survey))
                .interfaces(survey.ports().stream().map(SurveyForms::form).toList())
                .vlans(survey.vlans().stream().map(v -> form(v, names)).toList())
                .neighbours(
                        survey.neighbours().stream()
                                .map(n ->
                                        new SurveyedNeighbour(
                                                n.protocol().name(),
                                                names.getOrDefault(n.localIfIndex(), n.localPort()),
                                                n.chassisId(),
                                                n.portId(),
                                                n.sysName(),
                                                n.platform(),
                                                n.addresses()))
                                .toList())
                .parts(
                        survey.parts().stream()
                                .map(p ->
                                        new SurveyedPart(
                                                p.index(),
                                                p.kind(),
                                                p.name().isEmpty() ? p.descr() : p.name(),
                                                p.model(),
                                                p.serial(),
                                                p.hardware(),
                                                p.firmware(),
                                                p.software()))
                                .toList())
                .sensors(
                        survey.sensors().stream()
                                .map(r ->
                                        new SurveyedSensor(
                                                r.name(), r.kind().name(), r.value(), r.working()))
                                .toList())
                .processors(survey.load().processors())
                .clients(
                        survey.clients().stream()
                                .map(c ->
                                        new SurveyedClient(
                                                c.mac(), c.ssid(), c.radio(), c.signal()))
                                .toList())
                .stationsTotal(survey.macs().size())
                .stations(
                        survey.macs().stream()
                                .skip(stationsFrom)
                                .limit(most)
                                .map(m ->
                                        new SurveyedStation(
                                                m.vlan(),
                                                m.mac(),
                                                names.getOrDefault(m.ifIndex(), "")))
                                .toList())
                .spoiled(
                        survey.spoiled().stream()
                                .map(s ->
                                        new SpoiledTableItem(
                                                s.part().name(), s.table(), s.reason()))
                                .toList())
                .notes(survey.notes());
        survey.load().memory().ifPresent(m -> form.memoryUsed(m.used()).memorySize(m.size()));
    }

    private static List<IdentityFact> identity(Survey survey) {
        var facts = new ArrayList<IdentityFact>();
        var inventory = survey.inventory();
        var who = survey.identity();
        fact(facts, "NAME", inventory.sysName(), "SNMP");
        fact(facts, "HARDWARE", inventory.hardware(), "SNMP");
        fact(facts, "SERIAL", who.serial(), "SNMP");
        fact(facts, "SOFTWARE", inventory.softwareVersion(), "SNMP");
        fact(facts, "DESCRIPTION", inventory.sysDescr(), "SNMP");
        fact(facts, "LOCATION", inventory.sysLocation(), "SNMP");
        fact(facts, "OBJECT_ID", inventory.sysObjectId(), "SNMP");
        fact(facts, "ENGINE_ID", who.engineId(), "SNMP");
        fact(facts, "CHASSIS_MAC", who.chassisMac(), "SNMP");
        fact(facts, "HOST_KEY", who.hostKey(), "NETCONF");
        return facts;
    }

    private static void fact(List<IdentityFact> facts, String what, String value, String source) {
        if (!value.isBlank()) {
            facts.add(new IdentityFact(what, value, source));
        }
    }

    private static SharedIdentity form(Finding finding) {
        return switch (finding) {
            case Finding.SameDevice(var devices, var serial) ->
                    new SharedIdentity("SAME_DEVICE", serial, devices);
            case Finding.SharedAddress(var devices, var mac) ->
                    new SharedIdentity("SHARED_ADDRESS", mac, devices);
            case Finding.SharedSerial(var devices, var serial) ->
                    new SharedIdentity("SHARED_SERIAL", serial, devices);
            case Finding.SharedEngine(var devices, var engine) ->
                    new SharedIdentity("SHARED_ENGINE", engine, devices);
            case Finding.SharedHostKey(var devices, var key) ->
                    new SharedIdentity("SHARED_HOST_KEY", key, devices);
        };
    }

    private static SurveyedInterface form(io.holdfast.core.observe.Port port) {
        return new SurveyedInterface(
                port.index(),
                port.sighting().name(),
                port.alias(),
                port.type(),
                port.mtu(),
                port.speed(),
                port.mac(),
                port.admin().name(),
                port.oper().name());
    }

    private static SurveyedVlan form(VlanSighting vlan, Map<Integer, String> names) {
        return new SurveyedVlan(
                vlan.id(), vlan.name(), members(vlan, false, names), members(vlan, true, names));
    }

    private static List<String> members(
            VlanSighting vlan, boolean untagged, Map<Integer, String> names) {
        return vlan.members().stream()
                .filter(m -> m.untagged() == untagged)
                .map(m -> names.getOrDefault(m.ifIndex(), Integer.toString(m.bridgePort())))
                .toList();
    }

    private static BehaviourRow form(DeviceBehaviour row) {
        return new BehaviourRow(
                row.kind().name(),
                row.kind().words(),
                row.evidence(),
                at(row.seen()),
                row.kind().forbidsTrial());
    }
}
