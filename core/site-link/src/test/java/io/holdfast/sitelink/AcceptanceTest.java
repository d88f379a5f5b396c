package io.holdfast.sitelink;

import static io.holdfast.sitelink.Offer.AGREES;
import static io.holdfast.sitelink.Offer.NOW;
import static io.holdfast.sitelink.Offer.WW_01;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Acceptance.InForce;
import io.holdfast.sitelink.Acceptance.Judge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptanceTest {

    private static Judge site() {
        return site(new InForce.Nothing(), TimeBounds.exactly(NOW));
    }

    private static Judge site(InForce inForce, TimeBounds time) {
        return new Judge(Offer.trust(1, 1, 1, 2, 2), WW_01, inForce, false, time);
    }

    private static InForce having(Offer offer) {
        var content = offer.content();
        return new InForce.State(
                offer.epoch, offer.revision, Digests.of(WireJson.write(content)), content);
    }

    private static Judgement judge(Offer offer, Judge site) {
        return Acceptance.judge(offer.bundle(), site, AGREES);
    }

    private static String code(Judgement judgement) {
        return judgement instanceof Judgement.Refused(_, _, var code, _)
                ? code
                : judgement.getClass().getSimpleName();
    }

    @Test
    void a_whole_offer_is_accepted_and_its_risk_computed_here() {
        var judgement = judge(new Offer(), site());

        assertThat(judgement).isInstanceOf(Judgement.Accepted.class);
        assertThat(((Judgement.Accepted) judgement).risk()).isEqualTo(RiskClass.R1);
    }

    private static Arguments wrong(String code, Consumer<Offer> how) {
        return Arguments.of(code, how);
    }

    static Stream<Arguments> everythingThatCanBeWrong() {
        var stranger = Keys.p256();
        return Stream.of(
                wrong("DELIVERY_SIGNATURE", o -> o.deliveryKey = stranger),
                wrong("DELIVERY_SIGNATURE", o -> o.deliveryKey = Offer.RELEASE),
                wrong("RELEASE_SIGNATURE", o -> o.releaseKey = stranger),
                wrong("RELEASE_SIGNATURE", o -> o.releaseKey = Offer.DELIVERY),
                wrong("SCHEMA_UNKNOWN", o -> o.deliverySchema = 2),
                wrong("SCHEMA_UNKNOWN", o -> o.releaseSchema = 2),
                wrong("SCHEMA_UNKNOWN", o -> o.contentSchema = 2),
                wrong("WRONG_ORGANIZATION", o -> o.organization = "other"),
                wrong("WRONG_SITE", o -> o.site = new SiteId("cl-03")),
                wrong("WRONG_INCARNATION", o -> o.incarnation = 2),
                wrong("DELIVERY_MALFORMED", o -> o.epoch = 0),
                wrong("DELIVERY_MALFORMED", o -> o.revision = 0),
                wrong("EXPIRED", o -> o.acceptUntil = NOW.minusSeconds(1)),
                wrong("CONTENT_DIGEST", o -> o.otherContent = Optional.of(Bytes.utf8("{}"))),
                wrong("NOT_IN_RELEASE", o -> o.root = Optional.of("0".repeat(64))),
                wrong("NOT_IN_RELEASE", o -> o.root = Optional.of("not hex")),
                wrong("DIALECT_UNKNOWN", o -> o.dialect = "klingon"),
                wrong("TEXT_DIGEST", o -> o.textDigest = Optional.of("0".repeat(64))),
                wrong("TEXT_UNREADABLE", o -> o.text = Optional.of("{}")),
                wrong("TEXT_MEANING", o -> o.text = Optional.of(WireJson.text(Offer.config(41)))),
                wrong("DEVICE_UNKNOWN", o -> o.slot = new DeviceSlot("fw-9")),
                wrong("DEVICE_TWICE", o -> o.listedTwice = true),
                wrong("TOO_FEW_SIGNATURES", o -> o.declared = RiskClass.R3));
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeWrong")
    void what_is_wrong_is_refused_with_its_own_code(String code, Consumer<Offer> how) {
        var offer = new Offer();
        how.accept(offer);
        var judgement = judge(offer, site());

        assertThat(code(judgement)).isEqualTo(code);
        assertThat(((Judgement.Refused) judgement).reason()).isNotBlank();
    }

    @Test
    void a_second_key_makes_the_threshold_of_the_higher_class() {
        var offer = new Offer();
        offer.declared = RiskClass.R3;
        offer.countersigned = true;

        assertThat(code(judge(offer, site()))).isEqualTo("Accepted");
    }

    @Test
    void a_sender_cannot_lower_the_class() {
        var offer = new Offer();
        offer.declared = RiskClass.R0;
        var site =
                new Judge(
                        Offer.trust(1, 2, 2, 2, 2),
                        WW_01,
                        new InForce.Nothing(),
                        false,
                        TimeBounds.exactly(NOW));

        assertThat(code(judge(offer, site))).isEqualTo("TOO_FEW_SIGNATURES");
    }

    @Test
    void an_older_revision_is_stale_and_the_same_one_again_is_harmless() {
        var seven = new Offer();
        var site = site(having(seven), TimeBounds.exactly(NOW));
        var six = new Offer();
        six.revision = 6;

        assertThat(judge(six, site)).isEqualTo(new Judgement.Stale(1, 6, 1, 7));
        assertThat(judge(seven, site)).isEqualTo(new Judgement.AlreadyInForce(1, 7));
    }

    @Test
    void the_same_number_with_other_content_is_an_equivocation() {
        var other = new Offer();
        other.vlan = 41;

        assertThat(judge(other, site(having(new Offer()), TimeBounds.exactly(NOW))))
                .isInstanceOf(Judgement.Equivocation.class);
    }

    @Test
    void an_unsigned_equivocation_is_only_a_bad_signature() {
        var other = new Offer();
        other.vlan = 41;
        other.deliveryKey = Keys.p256();

        assertThat(code(judge(other, site(having(new Offer()), TimeBounds.exactly(NOW)))))
                .isEqualTo("DELIVERY_SIGNATURE");
    }

    @Test
    void a_suspended_site_accepts_nothing() {
        var site =
                new Judge(
                        Offer.trust(1, 1, 1, 1, 1),
                        WW_01,
                        new InForce.Nothing(),
                        true,
                        TimeBounds.exactly(NOW));

        assertThat(code(judge(new Offer(), site))).isEqualTo("SUSPENDED");
    }

    @Test
    void a_greater_epoch_beats_every_revision_and_a_smaller_one_none() {
        var had = new Offer();
        had.epoch = 2;
        var restored = new Offer();
        restored.epoch = 3;
        restored.revision = 1;
        var old = new Offer();
        old.revision = 99;
        var site = site(having(had), TimeBounds.exactly(NOW));

        assertThat(code(judge(restored, site))).isEqualTo("Accepted");
        assertThat(code(judge(old, site))).isEqualTo("Stale");
    }

    @Test
    void with_an_unsure_clock_nothing_that_might_be_over_is_accepted() {
        var unsure = new TimeBounds(NOW, Instant.MAX);

        assertThat(code(judge(new Offer(), site(new InForce.Nothing(), unsure))))
                .isEqualTo("TIME_UNSURE");
    }

    @Test
    void an_objection_of_the_sites_own_verifier_is_the_reason() {
        var doubts =
                new ContentChecks() {
                    @Override
                    public Meaning read(String dialect, String text) {
                        return AGREES.read(dialect, text);
                    }

                    @Override
                    public List<String> objections(
                            Optional<SiteContent> inForce, SiteContent offered) {
                        return List.of("tcp 10.1.10.1 -> 10.1.40.1 passes rule it-7");
                    }
                };

        assertThat(Acceptance.judge(new Offer().bundle(), site(), doubts))
                .isEqualTo(
                        new Judgement.Refused(
                                1, 7, "PROOF", "tcp 10.1.10.1 -> 10.1.40.1 passes rule it-7"));
    }

    @Test
    void a_payload_with_a_field_twice_is_malformed_although_it_is_signed() {
        var bundle = new Offer().bundle();
        var twice =
                Bytes.utf8(
                        bundle.delivery().payload().text().replaceFirst("\\{", "{\"schema\":1,"));
        var signed =
                Envelopes.sign(
                        Delivery.TYPE, twice, Offer.DELIVERY.secret(), Offer.DELIVERY.open());
        var offer =
                new Bundle(
                        signed, bundle.release(), bundle.leaf(), bundle.proof(), bundle.content());

        assertThat(code(Acceptance.judge(offer, site(), AGREES))).isEqualTo("DELIVERY_MALFORMED");
    }

    @Test
    void access_is_taken_only_if_signed_for_this_site_and_newer() {
        var access = new DeviceAccess(1, "org", WW_01.site(), 1, 5, List.of());
        var envelope = signed(access, Offer.DELIVERY);

        assertThat(Acceptance.judgeAccess(envelope, Offer.trust(1), WW_01, 4))
                .isEqualTo(new AccessJudgement.Accepted(access));
        assertThat(Acceptance.judgeAccess(envelope, Offer.trust(1), WW_01, 5))
                .isEqualTo(new AccessJudgement.NotNewer(5));
        assertThat(Acceptance.judgeAccess(signed(access, Offer.RELEASE), Offer.trust(1), WW_01, 4))
                .isInstanceOf(AccessJudgement.Refused.class);
        assertThat(
                        Acceptance.judgeAccess(
                                envelope,
                                Offer.trust(1),
                                new SiteIdentity("org", new SiteId("cl-03"), 1),
                                4))
                .isInstanceOf(AccessJudgement.Refused.class);
    }

    private static Envelope signed(DeviceAccess access, Keys key) {
        return Envelopes.sign(DeviceAccess.TYPE, WireJson.write(access), key.secret(), key.open());
    }
}
