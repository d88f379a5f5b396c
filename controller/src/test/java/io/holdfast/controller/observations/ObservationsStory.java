package io.holdfast.controller.observations;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.controller.scope.Caller;
import io.holdfast.controller.scope.OrganizationId;
import io.holdfast.controller.scope.Permission;
import io.holdfast.controller.scope.Role;
import io.holdfast.controller.sitelinks.DeviceAccesses;
import io.holdfast.controller.sitelinks.DeviceCredentials;
import io.holdfast.controller.sitelinks.DeviceReach;
import io.holdfast.controller.sitelinks.Onboarding;
import io.holdfast.controller.sitelinks.SiteLinks;
import io.holdfast.controller.sitelinks.keys.LinkKeys;
import io.holdfast.core.Bytes;
import io.holdfast.core.alarm.Phase;
import io.holdfast.core.alarm.Threshold.Severity;
import io.holdfast.core.series.BlockCodec;
import io.holdfast.core.series.Retention;
import io.holdfast.core.series.Samples;
import io.holdfast.core.series.SeriesKey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.plant.TestPlant;
import io.holdfast.plant.TestSite;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.ArchivedText;
import io.holdfast.sitelink.telemetry.EventLine;
import io.holdfast.sitelink.telemetry.SeriesBlock;
import io.holdfast.sitelink.telemetry.SiteWord;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Sites that tell what they see, over a real link, into a real database. */
abstract class ObservationsStory {

    static final DeviceSlot SW = new DeviceSlot("sw-1");
    static final SeriesKey CPU = new SeriesKey(SW, "cpu.percent", "1");

    @TempDir static Path folder;
    static TestPlant plant;
    static OrganizationId water;
    static OrganizationId power;
    static int number;
    static Instant hour = Instant.EPOCH;

    @BeforeAll
    static void start() {
        hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
        plant = TestPlant.start(folder);
        water = plant.organization("Waterworks");
        power = plant.organization("Power");
    }

    @AfterAll
    static void stop() {
        plant.close();
    }

    static Caller centre(OrganizationId organization) {
        return Caller.centre(organization, "test");
    }

    static Caller observer() {
        return new Caller(
                water,
                Caller.Kind.PERSON,
                "test",
                "ole",
                "Ole",
                Set.of(Role.OBSERVER),
                Set.of(Permission.READ));
    }

    static final class Box {
        final SiteId site = new SiteId("ww-" + ++number);
        final TestSite link;
        long sequence;

        Box() {
            plant.as(
                    centre(water),
                    () -> {
                        plant.bean(SiteLinks.class).open(site);
                        return true;
                    });
            var token =
                    plant.as(centre(water), () -> plant.bean(Onboarding.class).issueToken(site));
            link = new TestSite(token.file(), plant.bean(LinkKeys.class).authority().certificate());
            assertThat(link.enrol().status()).isEqualTo(200);
            enters(SW);
        }

        /** Somebody enters a device at the site. */
        void enters(DeviceSlot slot) {
            plant.as(
                    centre(water),
                    () ->
                            plant.bean(DeviceAccesses.class)
                                    .putAccess(
                                            site,
                                            slot,
                                            new DeviceReach("192.0.2.1", 830, "192.0.2.1", 161),
                                            new DeviceCredentials(
                                                    secret(), secret(), secret(), secret(),
                                                    secret())));
        }

        private static String secret() {
            return UUID.randomUUID().toString();
        }

        TestSite.Said post(TelemetryRequest request) {
            return link.post("/link/v1/telemetry", WireJson.write(request).toArray());
        }

        TelemetryAnswer tells(
                List<EventLine> events, List<SeriesBlock> blocks, List<ArchivedText> texts) {
            var said = post(new TelemetryRequest(1, link.token.identity(), events, blocks, texts));
            assertThat(said.status()).as(said.body()).isEqualTo(200);
            return WireJson.read(TelemetryAnswer.class, Bytes.utf8(said.body()));
        }

        TelemetryAnswer tells(SiteWord word, Instant at) {
            return tells(List.of(new EventLine(++sequence, at, word)), List.of(), List.of());
        }

        Chart chart(Instant from, Instant to) {
            return plant.as(
                    centre(water), () -> plant.bean(SampleHistory.class).read(site, CPU, from, to));
        }

        AlarmView alarm() {
            return plant.as(centre(water), () -> plant.bean(Alarms.class).list(Optional.of(site)))
                    .getFirst();
        }

        void isHeard() {
            link.answer(link.quiet(0, 0));
        }
    }

    /** Codes of what the site was not believed. */
    static List<String> refusedEntries(Box box) {
        return plant.sql(
                "select code from audit_entry where action = 'telemetry.take' and outcome ="
                        + " 'REFUSED' and object_id = '"
                        + box.site
                        + "' order by entry_id");
    }

    static SeriesBlock block(Instant from, int count) {
        var times = new long[count];
        var values = new long[count];
        for (int i = 0; i < count; i++) {
            times[i] = from.plusSeconds(60L * i).toEpochMilli();
            values[i] = 40L + i;
        }
        return new SeriesBlock(
                SW,
                CPU.metric(),
                CPU.instance(),
                Retention.STANDARD,
                from,
                count,
                BlockCodec.encode(Samples.of(times, values)));
    }

    static SiteWord raised(Instant since) {
        return new SiteWord.AlarmTold(
                SW, "cpu-high", "", Severity.MINOR, new Phase.Raised(since, 95), false);
    }
}
