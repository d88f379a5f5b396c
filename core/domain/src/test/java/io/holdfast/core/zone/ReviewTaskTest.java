package io.holdfast.core.zone;

import static io.holdfast.core.zone.Plant.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewTaskTest {

    private static final ZoneModel MODEL = Blueprint.reference();

    private static List<ReviewTask> on(ZoneModel model, String day) {
        return ReviewTask.open(model, Instant.parse(day + "T08:00:00Z"));
    }

    @Test
    void nothing_is_asked_for_long_before_a_review() {
        assertThat(on(MODEL, "2027-05-02")).isEmpty();
    }

    @Test
    void four_weeks_before_its_review_date_every_conduit_is_asked_for() {
        assertThat(on(MODEL, "2027-05-03"))
                .hasSameSizeAs(MODEL.conduits())
                .allMatch(t -> t.kind() == ReviewTask.Kind.REVIEW_CONDUIT && !t.overdue());
    }

    @Test
    void a_review_that_nobody_did_is_overdue_and_closes_nothing() {
        assertThat(on(MODEL, "2027-06-01")).isNotEmpty().allMatch(ReviewTask::overdue);
        assertThat(MODEL.at(Instant.parse("2099-01-01T00:00:00Z"))).isEqualTo(MODEL);
    }

    @Test
    void hard_ends_and_exceptions_are_told_before_they_end() {
        var end = Instant.parse("2026-12-01T12:00:00Z");
        var model =
                with(
                                MODEL,
                                Plant.vendorAccess()
                                        .lasting(new Lasting.Temporary(end, Duration.ofDays(2))))
                        .accepting(
                                List.of(
                                        new RiskAcceptance(
                                                "risk-1",
                                                "no-direct-it-ot",
                                                new ConduitId("old"),
                                                "Until the server is replaced.",
                                                "plant-manager",
                                                end.minusSeconds(1),
                                                end)));

        assertThat(on(model, "2026-11-20"))
                .extracting(ReviewTask::kind)
                .containsExactly(ReviewTask.Kind.ACCEPTANCE_ENDS);
        assertThat(on(model, "2026-12-01"))
                .extracting(ReviewTask::kind)
                .containsExactly(
                        ReviewTask.Kind.TEMPORARY_CONDUIT_ENDS, ReviewTask.Kind.ACCEPTANCE_ENDS);
    }
}
