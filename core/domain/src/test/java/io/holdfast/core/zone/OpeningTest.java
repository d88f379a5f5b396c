package io.holdfast.core.zone;

import static io.holdfast.core.zone.Plant.conduit;
import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.site.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is opened for a while, under protection, between sites, or against a guardrail. */
class OpeningTest {

    private static final ZoneModel MODEL = Blueprint.reference();
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant FRIDAY = NOW.plus(4, ChronoUnit.DAYS);

    private static final Conduit IT_TO_DMZ = conduit("reports", "it", "it-dmz", "tcp/443");

    private static Conduit until(Conduit conduit, Instant end, Duration longest) {
        return conduit.lasting(new Lasting.Temporary(end, longest));
    }

    private static List<String> problems(Conduit conduit) {
        return ModelCheck.checkNewConduit(conduit, MODEL, Plant.TODAY).stream()
                .map(p -> p.pointer() + " " + p.code())
                .toList();
    }

    private static List<String> problems(ZoneModel model) {
        return ModelCheck.check(model, Plant.sites()).stream()
                .map(p -> p.pointer() + " " + p.code())
                .toList();
    }

    private static RiskAcceptance acceptance(String guardrail, String conduit) {
        return new RiskAcceptance(
                "risk-1",
                guardrail,
                new ConduitId(conduit),
                "The old reporting server reads the plant until it is replaced.",
                "plant-manager",
                NOW,
                FRIDAY);
    }

    /** IT asks the plant: the connection that every plant has had once. */
    private static ZoneModel historicallyEvolved() {
        return with(MODEL, conduit("old-reports", "it/reporting", "ot/scada", "tcp/1433"));
    }

    @Test
    void a_temporary_conduit_ends_at_its_hard_end_and_not_before() {
        var model = with(MODEL, until(Plant.vendorAccess(), FRIDAY, Duration.ofDays(4)));

        assertThat(model.at(FRIDAY.minusSeconds(1))).isEqualTo(model);
        assertThat(model.at(FRIDAY).conduit(Plant.vendorAccess().id())).isEmpty();
        assertThat(model.at(FRIDAY).conduits()).hasSize(MODEL.conduits().size());
    }

    @Test
    void nothing_closes_by_itself_in_an_essential_zone() {
        assertThat(
                        problems(
                                until(
                                        conduit("jump", "ot-dmz/jump-host", "ot", "tcp/443"),
                                        FRIDAY,
                                        Duration.ofDays(1))))
                .containsExactly("/lasting TEMPORARY_IN_ESSENTIAL_ZONE");
    }

    @Test
    void a_temporary_conduit_has_an_end_that_is_near_and_ahead() {
        assertThat(problems(until(IT_TO_DMZ, FRIDAY, Duration.ofDays(1)))).isEmpty();
        assertThat(problems(until(IT_TO_DMZ, FRIDAY, Duration.ZERO)))
                .containsExactly("/lasting/longestOpen TEMPORARY_TOO_LONG");
        assertThat(problems(until(IT_TO_DMZ, FRIDAY, Duration.ofDays(91))))
                .containsExactly("/lasting/longestOpen TEMPORARY_TOO_LONG");
        assertThat(problems(until(IT_TO_DMZ, NOW.plus(99, ChronoUnit.DAYS), Duration.ofDays(1))))
                .containsExactly("/lasting/end TEMPORARY_TOO_LONG");
        assertThat(problems(until(IT_TO_DMZ, NOW.minus(2, ChronoUnit.DAYS), Duration.ofDays(1))))
                .containsExactly("/lasting/end TEMPORARY_END_PAST");
    }

    @Test
    void an_encrypted_conduit_carries_protected_protocols_only() {
        assertThat(problems(IT_TO_DMZ.protectedOnly())).isEmpty();
        assertThat(
                        problems(
                                conduit("files", "it", "it-dmz", "tcp/22", "tcp/21", "udp/514")
                                        .protectedOnly()))
                .containsExactly(
                        "/services/1 ENCRYPTED_WITHOUT_PROTECTED_PROTOCOL",
                        "/services/2 ENCRYPTED_WITHOUT_PROTECTED_PROTOCOL");
    }

    @Test
    void what_goes_from_site_to_site_is_encrypted_and_keeps_the_guardrails_of_the_wan() {
        var sites = new Scope.BetweenSites(Plant.WW_01, Plant.SS_04);
        var plain = conduit("reports", "it", "it-dmz", "tcp/80");
        var plant = conduit("plant", "ot/scada", "it-dmz", "tcp/443").protectedOnly();

        assertThat(problems(plain.between(plain.from(), plain.to(), sites)))
                .containsExactly("/encrypted BETWEEN_SITES_NOT_ENCRYPTED");
        assertThat(problems(plain.protectedOnly().between(plain.from(), plain.to(), sites)))
                .isEmpty();
        assertThat(problems(plant.between(plant.from(), plant.to(), sites)))
                .containsExactly("/to CONDUIT_BREAKS_GUARDRAIL");
    }

    @Test
    void a_conduit_between_sites_may_join_a_zone_with_itself_and_names_sites_that_exist() {
        var replica = conduit("replica", "it", "it", "tcp/443").protectedOnly();
        var sites = new Scope.BetweenSites(Plant.WW_01, new SiteId("nowhere"));

        assertThat(problems(with(MODEL, replica.between(replica.from(), replica.to(), sites))))
                .containsExactly("/conduits/6/scope/sites/1 UNKNOWN_SITE");
    }

    @Test
    void it_reads_the_historian_and_never_writes() {
        assertThat(problems(conduit("read", "it", "ot-dmz/historian", "tcp/443"))).isEmpty();
        assertThat(problems(conduit("write", "it", "ot-dmz/historian", "tcp/4840")))
                .containsExactly("/to CONDUIT_BREAKS_GUARDRAIL");
        assertThat(problems(conduit("write", "it", "ot-dmz", "tcp/443", "tcp/5432")))
                .containsExactly("/to CONDUIT_BREAKS_GUARDRAIL");
        assertThat(problems(conduit("other", "it", "ot-dmz/jump-host", "tcp/22"))).isEmpty();
    }

    @Test
    void only_a_signed_exception_opens_a_guardrail() {
        var model = historicallyEvolved();

        assertThat(problems(model)).containsExactly("/conduits/6/to CONDUIT_BREAKS_GUARDRAIL");
        assertThat(problems(model.accepting(List.of(acceptance("no-direct-it-ot", "old-reports")))))
                .isEmpty();
        assertThat(problems(model.accepting(List.of(acceptance("no-wan-ot", "old-reports")))))
                .containsExactly(
                        "/conduits/6/to CONDUIT_BREAKS_GUARDRAIL",
                        "/acceptances/0/conduit ACCEPTANCE_OPENS_NOTHING");
    }

    @Test
    void an_exception_that_has_ended_opens_nothing() {
        var model =
                historicallyEvolved()
                        .accepting(List.of(acceptance("no-direct-it-ot", "old-reports")));

        assertThat(model.at(FRIDAY.minusSeconds(1))).isEqualTo(model);
        assertThat(model.at(FRIDAY)).isEqualTo(MODEL);
    }

    @Test
    void an_exception_says_who_why_until_when_and_for_what() {
        var model = historicallyEvolved();
        var nothing =
                new RiskAcceptance(
                        "risk-1",
                        "no-such-guardrail",
                        new ConduitId("no-such-conduit"),
                        "because",
                        " ",
                        NOW,
                        NOW);

        assertThat(problems(model.accepting(List.of(nothing))))
                .containsExactly(
                        "/conduits/6/to CONDUIT_BREAKS_GUARDRAIL",
                        "/acceptances/0/reason ACCEPTANCE_WITHOUT_REASON",
                        "/acceptances/0/signer ACCEPTANCE_NOT_SIGNED",
                        "/acceptances/0/end ACCEPTANCE_WITHOUT_END",
                        "/acceptances/0/guardrail UNKNOWN_GUARDRAIL",
                        "/acceptances/0/conduit UNKNOWN_CONDUIT");
    }

    @Test
    void nobody_accepts_that_others_open_the_management_zone() {
        var model = with(MODEL, conduit("admin", "it", "management", "tcp/22"));

        assertThat(
                        problems(
                                model.accepting(
                                        List.of(acceptance("management-only-site-node", "admin")))))
                .containsExactly("/acceptances/0/guardrail ACCEPTANCE_NOT_POSSIBLE");
    }
}
