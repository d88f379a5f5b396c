package io.holdfast.site.node;

import io.holdfast.core.compile.CompiledSite;
import io.holdfast.core.compile.HardEnds;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceAbilities;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.dialect.snmpqbridge.QBridgeDialect;
import io.holdfast.simulator.DeviceDescription.Credentials;
import io.holdfast.simulator.FleetDescription;
import io.holdfast.simulator.FleetReady.DeviceReady;
import io.holdfast.simulator.PlanDescription;
import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.SimulatedFleet;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.spi.DeviceDialect;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One site of the blueprint with simulated devices on loopback, and what a centre would release for
 * it.
 */
final class SimulatedPlant implements AutoCloseable {

    static final String ORGANIZATION = "0199e0c0-0000-7000-8000-000000000001";
    static final SiteId SITE = new SiteId("ww-01");
    private static final Credentials CREDENTIALS =
            new Credentials(
                    "holdfast", "device password", "inventory", "auth-secret-1", "priv-secret-1");

    private final SitePlan plan = Blueprint.sitePlan(SITE, "Waterworks", "Europe/Berlin", 1);
    private final SimulatedFleet fleet;

    SimulatedPlant() throws IOException {
        fleet =
                SimulatedFleet.start(
                        new FleetDescription(List.of(PlanDescription.of(plan, _ -> CREDENTIALS))));
    }

    SitePlan plan() {
        return plan;
    }

    SimulatedDevice device(String slot) {
        return fleet.device(SITE.value(), slot).orElseThrow();
    }

    DeviceReady ready(String slot) {
        return fleet.ready().devices().stream()
                .filter(d -> d.slot().equals(slot))
                .findFirst()
                .orElseThrow();
    }

    /** Another unit stands in a slot from now on; its host key is the one in this file. */
    DeviceReady swap(String slot, String model, String serial, String hostKeyFile)
            throws IOException {
        return fleet.swap(
                SITE.value(),
                slot,
                old -> old.unit(model.isEmpty() ? old.model() : model, serial, hostKeyFile));
    }

    static DeviceAccess.DeviceSecret secret() {
        return new DeviceAccess.DeviceSecret(
                CREDENTIALS.user(),
                CREDENTIALS.password(),
                CREDENTIALS.snmpUser(),
                CREDENTIALS.snmpAuth(),
                CREDENTIALS.snmpPriv());
    }

    /** What a centre would release for this model to devices it was told of. */
    SiteContent content(ZoneModel model, Map<DeviceSlot, SlotReport> seen) {
        var bridging =
                seen.entrySet().stream()
                        .filter(e -> QBRIDGE.recognises(capable(e.getValue())))
                        .map(Map.Entry::getKey)
                        .toList();
        var contents =
                HardEnds.contents(
                        model, plan, DeviceAbilities.of(List.of(), bridging), Instant.EPOCH);
        var first = devices(contents.getFirst().compiled(), Map.of(), seen);
        var ends = new ArrayList<SiteContent.HardEnd>();
        for (int i = 1; i < contents.size(); i++) {
            var then = contents.get(i);
            var before = contents.get(i - 1).compiled().devices();
            ends.add(
                    new SiteContent.HardEnd(
                            then.from(), then.longest(), devices(then.compiled(), before, seen)));
        }
        return new SiteContent(SiteContent.SCHEMA, ORGANIZATION, plan, model, first, ends);
    }

    /** Those that are told something else than before. */
    private static List<SiteContent.DeviceContent> devices(
            CompiledSite compiled,
            Map<DeviceSlot, DeviceConfig> before,
            Map<DeviceSlot, SlotReport> seen) {
        var devices = new ArrayList<SiteContent.DeviceContent>();
        compiled.devices()
                .forEach((slot, config) -> {
                    if (!config.equals(before.get(slot))) {
                        int group = compiled.groups().getOrDefault(slot, 1);
                        devices.add(device(slot, group, config, seen.get(slot)));
                    }
                });
        return devices;
    }

    /** The same content with another configuration for one device, in order as far as form goes. */
    SiteContent changed(
            SiteContent content,
            DeviceSlot slot,
            UnaryOperator<DeviceConfig> change,
            Map<DeviceSlot, SlotReport> seen) {
        var devices =
                content.devices().stream()
                        .map(d ->
                                d.slot().equals(slot)
                                        ? device(
                                                slot,
                                                d.group(),
                                                change.apply(d.config()),
                                                seen.get(slot))
                                        : d)
                        .toList();
        return new SiteContent(
                content.schema(), content.organization(), content.plan(), content.model(), devices);
    }

    private static SiteContent.DeviceContent device(
            DeviceSlot slot, int group, DeviceConfig config, SlotReport seen) {
        var capabilities = capable(seen);
        DeviceDialect dialect = QBRIDGE.recognises(capabilities) ? QBRIDGE : new IetfDialect();
        var text = dialect.render(config, capabilities).text();
        return new SiteContent.DeviceContent(
                slot, group, dialect.name(), config, text, Digests.of(text));
    }

    private static final QBridgeDialect QBRIDGE = new QBridgeDialect();

    private static DeviceCapabilities capable(SlotReport seen) {
        return new DeviceCapabilities(
                true, ConfirmedCommit.V1_1, true, true, false, seen.modules());
    }

    @Override
    public void close() {
        fleet.close();
    }
}
