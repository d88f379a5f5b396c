package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static io.holdfast.sitelink.site.Plant.WW_01;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalEntry;
import io.holdfast.sitelink.JournalHead;
import io.holdfast.sitelink.JournalLine;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SlotReport;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteNodeTest {

    private static final Standing KEPT_7 = new Standing.Kept(1, 7);

    private final Plant plant = new Plant();

    private void everyDeviceRuns(int revision) {
        assertThat(plant.devices.get(FW).running).isEqualTo(digest(revision, FW));
        assertThat(plant.devices.get(SW).running).isEqualTo(digest(revision, SW));
        plant.devices.values().forEach(d -> assertThat(d.transaction).isEmpty());
    }

    private List<String> journaled() {
        return plant.journal.stream()
                .map(line -> Journal.read(line.bytes()).type())
                .filter(t -> !t.equals("NODE_STARTED") && !t.startsWith("LINK"))
                .toList();
    }

    private void journalIsWhole() {
        assertThat(
                        Journal.verify(
                                JournalHead.EMPTY,
                                WW_01,
                                plant.journal.stream().map(JournalLine::bytes).toList()))
                .isEqualTo(new Journal.Check.Intact(plant.memory.head()));
        assertThat(plant.broken).isEmpty();
    }

    private void everyIntentHasOneOutcome() {
        assertThat(plant.entries("OUTCOME").stream().map(JournalEntry::object).toList())
                .isEqualTo(plant.entries("INTENT").stream().map(JournalEntry::object).toList());
    }

    private SlotReport lastReport(io.holdfast.core.site.DeviceSlot slot) {
        return plant.heard.stream()
                .map(LinkRequest::slots)
                .flatMap(List::stream)
                .filter(r -> r.slot().equals(slot))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void an_accepted_revision_is_put_on_trial_read_back_decided_and_kept() {
        plant.accept(7, 1);
        plant.settle();

        everyDeviceRuns(7);
        assertThat(plant.slot(FW).standing()).isEqualTo(KEPT_7);
        assertThat(plant.slot(SW).standing()).isEqualTo(KEPT_7);
        assertThat(journaled())
                .containsSubsequence("BUNDLE_ACCEPTED", "INTENT", "DECISION", "OUTCOME");
        assertThat(lastReport(FW).state()).isEqualTo("KEPT");
        assertThat(lastReport(FW).runningDigest()).isEqualTo(digest(7, FW));
        journalIsWhole();
    }

    @Test
    void a_second_look_changes_nothing() {
        plant.accept(7, 1);
        plant.settle();
        var entries = plant.journal.size();
        plant.run(Duration.ofDays(1));

        assertThat(plant.journal).hasSize(entries);
        assertThat(plant.devices.get(FW).history).hasSize(1);
    }

    @Test
    void groups_go_one_after_the_other() {
        plant.accept(7, 2);
        plant.settle();

        everyDeviceRuns(7);
        assertThat(journaled())
                .containsSubsequence(
                        "INTENT", "DECISION", "OUTCOME", "INTENT", "DECISION", "OUTCOME");
    }

    @Test
    void devices_that_run_it_already_are_not_touched() {
        plant.accept(7, 1);
        plant.settle();
        plant.devices.get(FW).running = digest(8, FW);
        plant.devices.get(SW).running = digest(8, SW);
        plant.accept(8, 1);
        plant.settle();

        assertThat(plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 8));
        assertThat(plant.devices.get(SW).history).hasSize(1);
        assertThat(journaled()).contains("ALREADY_THERE");
    }

    @Test
    void a_device_cut_off_by_its_change_takes_it_back_and_the_group_with_it() {
        plant.devices.get(SW).cutByChange = true;
        plant.accept(7, 1);
        plant.settle();

        assertThat(plant.devices.get(FW).running).isEqualTo(plant.devices.get(SW).running);
        assertThat(plant.slot(FW).standing()).isInstanceOf(Standing.TakenBack.class);
        assertThat(lastReport(SW).state()).isEqualTo("TAKEN_BACK");
        assertThat(lastReport(SW).reason()).contains("sw-1: no answer after the change");
        assertThat(journaled()).doesNotContain("DECISION");
        everyIntentHasOneOutcome();
        journalIsWhole();
    }

    @Test
    void a_probe_that_does_not_pass_means_taken_back() {
        plant.devices.get(FW).failedProbes =
                List.of(new SiteEvent.FailedProbe("historian", "the historian does not answer"));
        plant.accept(7, 1);
        plant.settle();

        assertThat(plant.devices.get(FW).history).hasSize(2);
        assertThat(lastReport(FW).reason()).contains("the historian does not answer");
    }

    @Test
    void what_was_taken_back_is_tried_again_only_with_a_new_revision() {
        plant.devices.get(FW).failedProbes = List.of(new SiteEvent.FailedProbe("historian", "no"));
        plant.accept(7, 1);
        plant.run(Duration.ofDays(2));
        assertThat(plant.entries("INTENT")).hasSize(1);

        plant.devices.get(FW).failedProbes = List.of();
        plant.accept(8, 1);
        plant.settle();
        everyDeviceRuns(8);
    }

    @Test
    void a_foreign_change_is_reported_and_not_overwritten() {
        plant.accept(7, 1);
        plant.settle();
        plant.devices.get(FW).running = digest(99, FW);
        plant.run(Duration.ofMinutes(10));
        assertThat(lastReport(FW).state()).isEqualTo("CONFLICT");
        assertThat(lastReport(FW).runningDigest()).isEqualTo(digest(99, FW));

        plant.accept(8, 1);
        plant.settle();
        assertThat(plant.devices.get(FW).running).isEqualTo(digest(99, FW));
        assertThat(plant.devices.get(SW).running).isEqualTo(digest(7, SW));
        assertThat(plant.slot(FW).standing()).isInstanceOf(Standing.Conflict.class);
        assertThat(journaled()).contains("DRIFT", "CONFLICT");
    }

    @Test
    void a_person_may_decide_to_take_over_exactly_the_foreign_change_they_saw() {
        plant.accept(7, 1);
        plant.settle();
        plant.devices.get(FW).running = digest(99, FW);
        plant.run(Duration.ofMinutes(10));

        plant.accept(8, 1, new Delivery.TakeOver(FW, digest(98, FW)));
        plant.settle();
        assertThat(plant.devices.get(FW).running).isEqualTo(digest(99, FW));

        plant.accept(9, 1, new Delivery.TakeOver(FW, digest(99, FW)));
        plant.settle();
        everyDeviceRuns(9);
    }

    @Test
    void what_was_typed_between_the_check_and_the_lock_is_not_overwritten() {
        plant.accept(7, 1);
        plant.settle();
        plant.devices.get(SW).byHand = digest(99, SW);
        plant.accept(8, 1);
        plant.settle();

        assertThat(plant.devices.get(SW).running).isEqualTo(digest(99, SW));
        assertThat(plant.devices.get(FW).running).isEqualTo(digest(7, FW));
        assertThat(lastReport(SW).state()).isEqualTo("CONFLICT");
        assertThat(lastReport(SW).reason()).contains("somebody else just before it was locked");
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Waiting());
        assertThat(plant.entries("CONFLICT")).hasSize(1);
        everyIntentHasOneOutcome();
        journalIsWhole();

        plant.devices.get(SW).running = digest(7, SW);
        plant.run(Duration.ofMinutes(20));
        everyDeviceRuns(8);
    }

    @Test
    void a_device_that_shows_another_key_while_a_change_waits_for_it_is_named() {
        plant.accept(7, 1);
        plant.settle();
        plant.devices.get(FW).shownKey = "SHA256:stranger";
        plant.accept(8, 1);
        plant.settle();

        assertThat(plant.entries("HOST_KEY_CHANGED")).hasSize(1);
        assertThat(lastReport(FW).state()).isEqualTo("CONFLICT");
        assertThat(lastReport(FW).reason()).contains("SHA256:stranger");
        assertThat(plant.memory.work()).isEqualTo(new Work.Idle());
        assertThat(plant.entries("INTENT")).hasSize(1);

        plant.devices.get(FW).shownKey = "SHA256:x";
        plant.run(Duration.ofMinutes(10));
        everyDeviceRuns(8);
        assertThat(plant.entries("FIRST_READ")).hasSize(2);
    }

    @Test
    void a_probe_that_failed_before_as_well_is_not_held_against_the_change() {
        plant.devices.get(FW).failedProbes =
                List.of(new SiteEvent.FailedProbe("historian", "it never answers"));
        plant.devices.get(FW).failsAlways = true;
        plant.accept(7, 1);
        plant.settle();

        everyDeviceRuns(7);
        assertThat(plant.entries("DECISION").getLast().payload())
                .contains("probe historian did not pass before the change either");
    }

    @Test
    void neighbours_that_answered_are_asked_before_and_after_the_change() {
        plant.run(Duration.ofMinutes(10));
        plant.accept(7, 2);
        plant.settle();

        assertThat(plant.done)
                .filteredOn(order ->
                        order instanceof SiteOrder.Read read
                                && read.slot().equals(FW)
                                && read.neighbours().equals(List.of(SW)))
                .hasSize(2);
        assertThat(plant.entries("DECISION").getFirst().payload())
                .contains("fw-1 was reached anew over NETCONF")
                .contains("sw-1 still answers the site node");
    }

    @Test
    void a_foreign_change_that_goes_away_ends_the_conflict() {
        plant.accept(7, 1);
        plant.settle();
        plant.devices.get(FW).running = digest(99, FW);
        plant.run(Duration.ofMinutes(10));
        plant.devices.get(FW).running = digest(7, FW);
        plant.run(Duration.ofMinutes(10));

        assertThat(plant.slot(FW).standing()).isEqualTo(KEPT_7);
        assertThat(journaled()).endsWith("DRIFT", "DRIFT_ENDED");
    }

    @Test
    void without_the_centre_the_site_goes_on_and_says_since_when() {
        plant.wan = false;
        var cut = plant.now;
        plant.accept(7, 1);
        plant.run(Duration.ofDays(90));

        everyDeviceRuns(7);
        assertThat(plant.memory.link().standing())
                .isInstanceOfSatisfying(
                        Link.Standing.Autonomous.class,
                        a ->
                                assertThat(Duration.between(a.since(), cut).abs())
                                        .isLessThan(Duration.ofMinutes(1)));
        assertThat(plant.memory.unsent()).isPositive();

        plant.wan = true;
        plant.run(Duration.ofMinutes(10));
        assertThat(plant.memory.unsent()).isZero();
        assertThat(plant.memory.link().standing()).isInstanceOf(Link.Standing.Connected.class);
    }

    @Test
    void a_device_that_does_not_answer_is_waited_for() {
        plant.devices.get(FW).reachable = false;
        plant.run(Duration.ofMinutes(10));
        plant.accept(7, 1);
        plant.run(Duration.ofDays(3));
        assertThat(plant.entries("INTENT")).isEmpty();
        assertThat(lastReport(FW).state()).isEqualTo("SILENT");

        plant.devices.get(FW).reachable = true;
        plant.run(Duration.ofMinutes(10));
        everyDeviceRuns(7);
    }

    @Test
    void a_device_without_a_timer_goes_alone_after_its_group() {
        plant.devices.get(SW).selfReverting = false;
        plant.run(Duration.ofMinutes(10));
        plant.accept(7, 1);
        plant.settle();

        everyDeviceRuns(7);
        assertThat(plant.entries("INTENT")).hasSize(2);
        assertThat(plant.entries("INTENT").getLast().payload())
                .contains("sw-1")
                .doesNotContain("fw-1");
    }

    @Test
    void an_equivocation_stops_acceptance_until_the_trust_root_is_replaced() {
        plant.accept(7, 1);
        plant.settle();
        plant.tell(new SiteEvent.BundleExamined(new Judgement.Equivocation(1, 7, "a", "b")));
        plant.accept(8, 1);
        plant.settle();
        everyDeviceRuns(7);
        assertThat(journaled()).contains("BUNDLE_EQUIVOCATION");

        plant.tell(new SiteEvent.TrustReplaced());
        plant.accept(8, 1);
        plant.settle();
        everyDeviceRuns(8);
    }

    @Test
    void an_older_revision_is_not_accepted_whoever_judged_it() {
        plant.accept(7, 1);
        plant.settle();
        plant.accept(6, 1);
        plant.settle();

        everyDeviceRuns(7);
        assertThat(plant.memory.desired().revisionOrZero()).isEqualTo(7);
    }

    @Test
    void a_device_not_onboarded_shows_its_key_and_is_not_written_to() {
        plant.tell(
                new SiteEvent.AccessExamined(
                        new io.holdfast.sitelink.AccessJudgement.Accepted(Plant.access(2, null))));
        plant.accept(7, 1);
        plant.settle();

        assertThat(plant.entries("INTENT")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false,PT7S", "true,PT7S", "false,PT10M", "true,PT10M"})
    void power_lost_at_any_order_of_a_change_leaves_no_device_between_old_and_new(
            boolean late, Duration outage) {
        plant.accept(7, 1);
        plant.settle();
        int before = plant.done.size();
        plant.accept(8, 1);
        plant.settle();
        int orders = plant.done.size();

        for (int at = before; at < Math.min(orders, before + 120); at++) {
            var crashed = new SiteNodeTest();
            crashed.plant.accept(7, 1);
            crashed.plant.settle();
            crashed.plant.crashAt = at;
            crashed.plant.crashLate = late;
            crashed.plant.outage = outage;
            crashed.plant.accept(8, 1);
            crashed.plant.settle();
            if (crashed.plant.memory.desired().revisionOrZero() == 7) {
                crashed.plant.accept(8, 1);
                crashed.plant.settle();
            }
            crashed.plant.settle();

            crashed.everyDeviceRuns(8);
            crashed.everyIntentHasOneOutcome();
            crashed.journalIsWhole();
            assertThat(crashed.plant.slot(SW).standing()).isEqualTo(new Standing.Kept(1, 8));
        }
    }
}
