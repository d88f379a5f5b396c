package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.Load;
import io.holdfast.core.observe.Neighbour;
import io.holdfast.core.observe.Port;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.Samples;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.SurveyTold;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;

/** A site tells some of everything of one device. */
final class Telling {

    private Telling() {}

    /** Digests of the two configurations it saw. */
    static List<String> of(TestSite site, DeviceSlot slot) {
        var hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
        var texts = List.of("<a/>", "<b/>");
        var events =
                List.of(
                        new EventLine(1, hour, seen(slot, texts.getFirst())),
                        new EventLine(2, hour.plusSeconds(1), seen(slot, texts.getLast())));
        var block =
                new SeriesBlock(
                        slot,
                        "cpu.percent",
                        "1",
                        Retention.STANDARD,
                        hour,
                        2,
                        BlockCodec.encode(
                                Samples.of(
                                        new long[] {
                                            hour.toEpochMilli(), hour.toEpochMilli() + 60_000
                                        },
                                        new long[] {1, 2})));
        var said =
                site.post(
                        "/link/v1/telemetry",
                        WireJson.write(
                                        new TelemetryRequest(
                                                1,
                                                site.token.identity(),
                                                events,
                                                List.of(block),
                                                texts.stream().map(Telling::archived).toList(),
                                                List.of(
                                                        SurveyTold.whole(
                                                                slot,
                                                                hour,
                                                                hour,
                                                                new Surveyed(
                                                                        Optional.empty(),
                                                                        BehaviourTable.EMPTY)))))
                                .toArray());
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(WireJson.read(TelemetryAnswer.class, Bytes.utf8(said.body())).unfit()).isEmpty();
        return texts.stream().map(Digests::of).toList();
    }

    /** A site read this of a device. */
    static void read(TestSite site, DeviceSlot slot, long number, String text) {
        tells(
                site,
                List.of(new EventLine(number, Instant.now(), seen(slot, text))),
                List.of(archived(text)),
                List.of());
    }

    /** A device of the site hears a neighbour that is in no plan. */
    static void neighbour(TestSite site, DeviceSlot slot, String mac) {
        var at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        tells(site, List.of(), List.of(), List.of(SurveyTold.whole(slot, at, at, hears(mac))));
    }

    private static Surveyed hears(String mac) {
        var own = "00:00:5e:00:53:99";
        var port =
                new Port(
                        1,
                        "lan0",
                        "lan0",
                        "",
                        6,
                        1500,
                        1_000_000_000L,
                        own,
                        Port.AdminStatus.UP,
                        Port.OperStatus.UP);
        var heard =
                new Neighbour(
                        Neighbour.Protocol.LLDP,
                        1,
                        "lan0",
                        mac,
                        "p1",
                        "",
                        "stranger",
                        "",
                        "",
                        List.of());
        return new Surveyed(
                Optional.of(
                        new Survey(
                                new Inventory(
                                        "a name",
                                        "a device",
                                        "1.3.6.1.4.1.32473.1",
                                        "",
                                        4200,
                                        "Model 8",
                                        own,
                                        "1.2",
                                        "",
                                        List.of(port.sighting())),
                                "ACME",
                                new DeviceIdentity("S1", "", own, ""),
                                List.of(port),
                                List.of(),
                                List.of(),
                                List.of(heard),
                                List.of(),
                                List.of(),
                                new Load(List.of(12), Optional.empty()),
                                List.of(),
                                List.of(),
                                List.of())),
                BehaviourTable.EMPTY);
    }

    private static void tells(
            TestSite site,
            List<EventLine> events,
            List<ArchivedText> texts,
            List<SurveyTold> surveys) {
        var said =
                site.post(
                        "/link/v1/telemetry",
                        WireJson.write(
                                        new TelemetryRequest(
                                                1,
                                                site.token.identity(),
                                                events,
                                                List.of(),
                                                texts,
                                                surveys))
                                .toArray());
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(WireJson.read(TelemetryAnswer.class, Bytes.utf8(said.body())).unfit()).isEmpty();
    }

    private static SiteWord seen(DeviceSlot slot, String text) {
        return new SiteWord.ConfigurationSeen(slot, Digests.of(text), "netconf-xml", "CHANGED", 0);
    }

    /** As it travels: compressed. */
    static ArchivedText archived(String text) {
        var plain = text.getBytes(StandardCharsets.UTF_8);
        var deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        var out = new byte[plain.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return new ArchivedText(
                Digests.of(text), plain.length, Bytes.of(Arrays.copyOf(out, length)));
    }
}
