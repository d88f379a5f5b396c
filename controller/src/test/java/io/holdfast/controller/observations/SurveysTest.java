package io.holdfast.controller.observations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.controller.scope.Refused;
import io.holdfast.core.Bytes;
import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Duplicates;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.Load;
import io.holdfast.core.observe.Neighbour;
import io.holdfast.core.observe.Port;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.topology.Confidence;
import io.holdfast.core.topology.SeenLink;
import io.holdfast.core.topology.Stranger;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.telemetry.SurveyTold;
import io.holdfast.sitelink.telemetry.TelemetryAnswer;
import io.holdfast.sitelink.telemetry.TelemetryRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Surveys told over a real link into a real database, and the links they make. */
class SurveysTest extends ObservationsStory {

    private static final DeviceSlot FW = new DeviceSlot("fw-1");

    private static Surveyed surveyed(String mac, String engine, Neighbour... neighbours) {
        var port =
                new Port(
                        1,
                        "lan0",
                        "lan0",
                        "",
                        6,
                        1500,
                        1_000_000_000L,
                        mac,
                        Port.AdminStatus.UP,
                        Port.OperStatus.UP);
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
                                        mac,
                                        "1.2",
                                        engine,
                                        List.of(port.sighting())),
                                "ACME",
                                new DeviceIdentity("S" + mac, engine, mac, ""),
                                List.of(port),
                                List.of(),
                                List.of(),
                                List.of(neighbours),
                                List.of(),
                                List.of(),
                                new Load(List.of(12), Optional.empty()),
                                List.of(),
                                List.of(),
                                List.of())),
                BehaviourTable.EMPTY.with(
                        new DeviceBehaviour(
                                DeviceBehaviour.Kind.COMMIT_WITHOUT_EFFECT,
                                "a commit, and nothing",
                                Instant.EPOCH)));
    }

    private static Neighbour heard(String mac, String port) {
        return new Neighbour(
                Neighbour.Protocol.LLDP, 1, "lan0", mac, port, "", "peer", "", "", List.of());
    }

    private static TelemetryAnswer tells(Box box, SurveyTold... told) {
        var said =
                box.post(
                        new TelemetryRequest(
                                1,
                                box.link.token.identity(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(told)));
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        return WireJson.read(TelemetryAnswer.class, Bytes.utf8(said.body()));
    }

    private static Surveys.DeviceSurvey survey(Box box, DeviceSlot slot) {
        return plant.as(observer(), () -> plant.bean(Surveys.class).of(box.site, slot));
    }

    private static List<SeenLink> links(Box box) {
        return plant.as(observer(), () -> plant.bean(Topologies.class).of(box.site)).links();
    }

    @Test
    void the_newest_survey_stays_and_says_when_it_was_read_and_when_confirmed() {
        var box = new Box();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var first = now.minus(Duration.ofMinutes(10));
        var surveyed = surveyed("02:00:5e:00:01:01", "80aa01");
        var told = SurveyTold.whole(SW, first, first, surveyed);

        assertThat(tells(box, told).missing()).isEmpty();
        assertThat(survey(box, SW).surveyed()).isEqualTo(surveyed);
        assertThatThrownBy(() ->
                        plant.as(centre(power), () -> plant.bean(Surveys.class).of(box.site, SW)))
                .as("another organisation")
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.code()).isEqualTo("NOT_FOUND"));

        var again = new SurveyTold(SW, first, now, told.digest(), 0, Bytes.of(new byte[0]));
        assertThat(tells(box, again).missing()).isEmpty();
        assertThat(survey(box, SW).taken()).isEqualTo(first);
        assertThat(survey(box, SW).confirmed()).isEqualTo(now);
        assertThat(survey(box, SW).age()).isLessThan(Duration.ofMinutes(5));

        var older = now.minus(Duration.ofHours(1));
        tells(box, SurveyTold.whole(SW, older, older, surveyed("02:00:5e:00:01:02", "80aa02")));
        assertThat(survey(box, SW).surveyed())
                .as("an older one changes nothing")
                .isEqualTo(surveyed);
    }

    @Test
    void a_survey_that_is_not_here_is_asked_for_and_a_spoiled_one_is_left_out_with_its_reason() {
        var box = new Box();
        var now = Instant.now();
        var told = SurveyTold.whole(SW, now, now, surveyed("02:00:5e:00:02:01", "80aa03"));

        assertThat(tells(box, told.again()).missing()).containsExactly(SW);
        assertThatThrownBy(() -> survey(box, SW))
                .isInstanceOfSatisfying(
                        Refused.class, r -> assertThat(r.code()).isEqualTo("NOT_FOUND"));
        var lying = new SurveyTold(SW, now, now, "0".repeat(64), told.length(), told.compressed());
        assertThat(tells(box, lying).unfit()).singleElement().asString().contains("digest");
        var early = now.plus(Duration.ofDays(1));
        assertThat(tells(box, SurveyTold.whole(SW, early, early, surveyed("", "80"))).unfit())
                .singleElement()
                .asString()
                .contains("future");
    }

    @Test
    void links_come_from_what_both_devices_tell_and_strangers_into_the_ledger() {
        var box = new Box();
        box.enters(FW);
        var now = Instant.now();
        var fw = "02:00:5e:00:03:01";
        var sw = "02:00:5e:00:03:02";
        tells(
                box,
                SurveyTold.whole(FW, now, now, surveyed(fw, "80aa04", heard(sw, "lan0"))),
                SurveyTold.whole(
                        SW,
                        now,
                        now,
                        surveyed(
                                sw,
                                "80aa05",
                                heard(fw, "lan0"),
                                heard("02:00:5e:00:03:99", "uplink"))));

        assertThat(links(box))
                .filteredOn(l -> l.confidence() == Confidence.CERTAIN)
                .singleElement()
                .satisfies(l -> assertThat(l.standing()).isEqualTo(SeenLink.Standing.PRESENT));
        assertThat(
                        plant.as(observer(), () -> plant.bean(Topologies.class).of(box.site))
                                .strangers())
                .extracting(Stranger::announcedName)
                .containsExactly("peer");
    }

    @Test
    void devices_of_two_sites_with_one_engine_are_named_on_both() {
        var one = new Box();
        var two = new Box();
        two.enters(FW);
        var now = Instant.now();
        tells(one, SurveyTold.whole(SW, now, now, surveyed("02:00:5e:00:04:01", "80beef")));
        tells(two, SurveyTold.whole(FW, now, now, surveyed("02:00:5e:00:04:02", "80beef")));

        var names = new ArrayList<>(List.of(one.site + "/sw-1", two.site + "/fw-1"));
        names.sort(null);
        assertThat(survey(one, SW).shared())
                .containsExactly(new Duplicates.Finding.SharedEngine(names, "80beef"));
    }
}
