package io.holdfast.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.BehaviourTable;
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
