package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.Release;
import io.holdfast.sitelink.RiskClass;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A site node on its plant, with contents that open something for a while. */
abstract class OpenForAWhile {

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final Instant NEXT_DAY = Instant.parse("2026-11-24T12:00:00Z");
    static final int OPEN = 10;
    static final int CLOSED = 11;

    /** Closing ends at most so long after its end: a look, a trial, and the noise of a test. */
    static final Duration BOUND = Duration.ofMinutes(2);

    Plant plant = new Plant();

    /** Something ends at a time, and each device runs what it has to from then on. */
    record End(Instant at, Duration longest, int firewall, int switchs) {}

    static Conduit temporary(int number, End end) {
        return new Conduit(
                new ConduitId("vendor-" + number),
                "Vendor access " + number,
                new Endpoint.WholeZone(new ZoneName("it")),
                new Endpoint.WholeZone(new ZoneName("it-dmz")),
                List.of(Service.of("tcp/22")),
                "The vendor replaces a pump controller this week.",
                "operations",
                LocalDate.of(2027, 1, 1),
                new Scope.EverySite(),
                new Lasting.Temporary(end.at(), end.longest()),
                io.holdfast.core.zone.ConduitRisk.ORDINARY,
                false,
                false);
    }

    static DeviceContent device(int config, DeviceSlot slot, int group) {
        var meaning = Plant.config(config, slot);
        return new DeviceContent(slot, group, "ietf", meaning, "t", Digests.of("t"));
    }

    SiteContent content(int firewall, int switchs, End... ends) {
        var model = Blueprint.reference();
        var conduits = new ArrayList<>(model.conduits());
        var later = new ArrayList<SiteContent.HardEnd>();
        var before = Map.of(FW, firewall, SW, switchs);
        for (var end : ends) {
            conduits.add(temporary(later.size() + 1, end));
            var told = new ArrayList<DeviceContent>();
            if (before.get(FW) != end.firewall()) {
                told.add(device(end.firewall(), FW, 1));
            }
            if (before.get(SW) != end.switchs()) {
                told.add(device(end.switchs(), SW, 2));
            }
            before = Map.of(FW, end.firewall(), SW, end.switchs());
            later.add(new SiteContent.HardEnd(end.at(), end.longest(), told));
        }
        var plan =
                new SitePlan(
                                Plant.WW_01.site(),
                                "W",
                                "UTC",
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of())
                        .within(plant.windows);
        return new SiteContent(
                1,
                "org",
                plan,
                model.with(conduits),
                List.of(device(firewall, FW, 1), device(switchs, SW, 2)),
                later);
    }

    void accept(int revision, SiteContent content, Delivery.TakeOver... takeOver) {
        var digest = Digests.of(WireJson.write(content));
        var time = plant.now.plus(plant.behind);
        plant.tell(
                new SiteEvent.BundleExamined(
                        new Judgement.Accepted(
                                new Delivery(
                                        1,
                                        "org",
                                        Plant.WW_01.site(),
                                        1,
                                        1,
                                        revision,
                                        digest,
                                        time,
                                        time.plusSeconds(3600),
                                        List.of(takeOver)),
                                new Release(
                                        1,
                                        "org",
                                        "chg",
                                        "0".repeat(64),
                                        1,
                                        RiskClass.R0,
                                        List.of(),
                                        time),
                                content,
                                digest,
                                RiskClass.R1)));
    }

    static End until(Instant end) {
        return new End(end, Duration.ofHours(36), CLOSED, CLOSED);
    }

    void opened(Instant end) {
        accept(7, content(OPEN, OPEN, until(end)));
        plant.settle();
        runs(FW, OPEN);
        runs(SW, OPEN);
    }

    Instant world() {
        return plant.now.plus(plant.behind);
    }

    void runUntil(Instant moment) {
        plant.run(Duration.between(world(), moment));
    }

    void runs(DeviceSlot slot, int config) {
        var device = plant.devices.get(slot);
        assertThat(device.running).isEqualTo(digest(config, slot));
        assertThat(device.transaction).isEmpty();
    }

    void everythingIsClosed() {
        runs(FW, CLOSED);
        runs(SW, CLOSED);
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 7));
        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 7));
        assertThat(plant.broken).isEmpty();
    }

    <T extends Record> T note(JournalEntry entry, Class<T> type) {
        return WireJson.read(type, Bytes.utf8(entry.payload()));
    }

    SlotReport lastReport(DeviceSlot slot) {
        return plant.heard.stream()
                .flatMap(r -> r.slots().stream())
                .filter(r -> r.slot().equals(slot))
                .reduce((_, b) -> b)
                .orElseThrow();
    }

    List<String> alarms() {
        return plant.done.stream()
                .filter(SiteOrder.Alarm.class::isInstance)
                .map(o -> ((SiteOrder.Alarm) o).code())
                .toList();
    }
}
