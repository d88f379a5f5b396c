package io.holdfast.sitelink;

import static io.holdfast.sitelink.Offer.AGREES;
import static io.holdfast.sitelink.Offer.FW;
import static io.holdfast.sitelink.Offer.NOW;
import static io.holdfast.sitelink.Offer.WW_01;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.Service;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.Lasting;
import io.holdfast.core.zone.Scope;
import io.holdfast.core.zone.SecurityLevel;
import io.holdfast.core.zone.Zone;
import io.holdfast.core.zone.ZoneKind;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import io.holdfast.sitelink.SiteContent.HardEnd;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A site takes no content that would close something else than its model says, or not at all. */
class HardEndsAcceptedTest {

    private static final Instant END = NOW.plusSeconds(86_400);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int CLOSED = 41;

    private static ZoneModel temporary(boolean essential) {
        var level = new SecurityLevel(List.of(2, 2, 2, 2, 2, 2, 2));
        return new ZoneModel(
                List.of(
                        new Zone(new ZoneName("it"), ZoneKind.IT, level, "it", false),
                        new Zone(new ZoneName("ot"), ZoneKind.OT, level, "ot", essential)),
                List.of(
                        new Conduit(
                                        new ConduitId("vendor"),
                                        "Vendor",
                                        new Endpoint.WholeZone(new ZoneName("it")),
                                        new Endpoint.WholeZone(new ZoneName("ot")),
                                        List.of(Service.of("tcp/22")),
                                        "The vendor comes this week.",
                                        "ot",
                                        LocalDate.of(2027, 1, 1),
                                        new Scope.EverySite())
                                .lasting(new Lasting.Temporary(END, LONGEST))),
                List.of());
    }

    private static DeviceContent device(DeviceSlot slot, String text) {
        return new DeviceContent(slot, 1, "test", Offer.config(CLOSED), text, Digests.of(text));
    }

    private static DeviceContent closed(DeviceSlot slot) {
        return device(slot, WireJson.text(Offer.config(CLOSED)));
    }

    private static HardEnd end(Instant at, Duration longest, DeviceContent... devices) {
        return new HardEnd(at, longest, List.of(devices));
    }

    private static Offer whole() {
        var offer = new Offer();
        offer.model = temporary(false);
        offer.ends = List.of(end(END, LONGEST, closed(FW)));
        return offer;
    }

    private static Judgement judge(Offer offer) {
        return Acceptance.judge(
                offer.bundle(),
                new Acceptance.Judge(
                        Offer.trust(1, 1, 1, 2, 2),
                        WW_01,
                        new Acceptance.InForce.Nothing(),
                        false,
                        TimeBounds.exactly(NOW)),
                AGREES);
    }

    private static Arguments wrong(String code, Consumer<Offer> how) {
        return Arguments.of(code, how);
    }

    static Stream<Arguments> everythingThatCanBeWrong() {
        return Stream.of(
                wrong("HARD_ENDS_DIFFER", o -> o.ends = List.of()),
                wrong(
                        "HARD_ENDS_DIFFER",
                        o -> o.ends = List.of(end(END.plusSeconds(1), LONGEST, closed(FW)))),
                wrong(
                        "HARD_ENDS_DIFFER",
                        o -> o.ends = List.of(end(END, LONGEST.multipliedBy(2), closed(FW)))),
                wrong(
                        "HARD_ENDS_DIFFER",
                        o -> o.model = new ZoneModel(List.of(), List.of(), List.of())),
                wrong("TEMPORARY_IN_ESSENTIAL_ZONE", o -> o.model = temporary(true)),
                wrong(
                        "HARD_END_DEVICES",
                        o -> o.ends = List.of(end(END, LONGEST, closed(new DeviceSlot("fw-9"))))),
                wrong(
                        "HARD_END_DEVICES",
                        o -> o.ends = List.of(end(END, LONGEST, closed(FW), closed(FW)))),
                wrong(
                        "TEXT_MEANING",
                        o ->
                                o.ends =
                                        List.of(
                                                end(
                                                        END,
                                                        LONGEST,
                                                        device(
                                                                FW,
                                                                WireJson.text(Offer.config(40)))))),
                wrong(
                        "TEXT_UNREADABLE",
                        o -> o.ends = List.of(end(END, LONGEST, device(FW, "nothing")))));
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeWrong")
    void what_is_wrong_at_an_end_is_refused_before_it_begins(String code, Consumer<Offer> how) {
        var offer = whole();
        how.accept(offer);

        assertThat(judge(offer))
                .isInstanceOfSatisfying(
                        Judgement.Refused.class, r -> assertThat(r.code()).isEqualTo(code));
    }

    @Test
    void a_content_that_closes_what_its_model_ends_is_accepted_and_says_so_at_any_time() {
        assertThat(judge(whole()))
                .isInstanceOfSatisfying(
                        Judgement.Accepted.class,
                        accepted -> {
                            var content = accepted.content();
                            assertThat(content.at(END.minusNanos(1))).isEqualTo(content);
                            assertThat(content.at(END).devices()).containsExactly(closed(FW));
                            assertThat(content.at(END).model().conduits()).isEmpty();
                            assertThat(content.at(END).ends()).isEmpty();
                            assertThat(content.of(FW)).hasSize(2);
                        });
    }

    @Test
    void another_end_is_a_change_of_its_own() {
        var before = whole().content();
        var longer = whole();
        longer.ends = List.of(end(END.plusSeconds(60), LONGEST, closed(FW)));

        assertThat(RiskOf.between(java.util.Optional.of(before), longer.content()))
                .isEqualTo(RiskClass.R1);
        assertThat(RiskOf.between(java.util.Optional.of(before), before)).isEqualTo(RiskClass.R0);
    }
}
