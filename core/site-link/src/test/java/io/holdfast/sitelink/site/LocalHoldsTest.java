package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SealedCode;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A person holds a site by break-glass, with the centre and without (rulings S5, I10, X4). */
class LocalHoldsTest {

    private static final String MARA = "a".repeat(64);
    private static final String JON = "b".repeat(64);
    private static final Duration FOUR_HOURS = Duration.ofHours(4);

    private final Plant plant = new Plant();
    private long version = 1;

    private static SealedCode code(long issue, int number) {
        return new SealedCode(issue, number, "00".repeat(16), 210_000, verifier(issue, number));
    }

    private static String verifier(long issue, int number) {
        return ("0" + issue + "0" + number).repeat(32);
    }

    private void issued(long issue) {
        codes(List.of(code(issue, 1), code(issue, 2), code(issue, 3)));
    }

    private void codes(List<SealedCode> codes) {
        var list = Plant.access(++version, "SHA256:x");
        plant.tell(
                new SiteEvent.AccessExamined(
                        new AccessJudgement.Accepted(
                                new DeviceAccess(
                                        list.schema(),
                                        list.organization(),
                                        list.site(),
                                        list.incarnation(),
                                        list.version(),
                                        list.devices(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        codes))));
    }

    private ConsoleAnswer ask(ConsoleDeed deed) {
        int before = plant.answers.size();
        plant.tell(new SiteEvent.AtConsole(1, deed));
        assertThat(plant.answers).hasSize(before + 1);
        return plant.answers.getLast();
    }

    private ConsoleAnswer enter(String verifier, Duration lease, String session) {
        return ask(
                new ConsoleDeed.Enter(1, verifier, "Mara Lind", "pump 3 must run", lease, session));
    }

    private void hold() {
        issued(1);
        assertThat(enter(verifier(1, 1), FOUR_HOURS, MARA)).isEqualTo(new ConsoleAnswer.Done());
    }

    private List<LocalHold> open() {
        return plant.memory.breakGlass().openHolds();
    }

    @Test
    void a_code_opens_a_hold_with_person_and_reason_in_the_journal_before_anything_follows() {
        hold();
        var used = plant.entries("BREAK_GLASS_USED");
        assertThat(used).hasSize(1);
        assertThat(used.getFirst().actor()).isEqualTo("Mara Lind");
        assertThat(used.getFirst().payload())
                .contains("pump 3 must run", "\"code\":\"1.1\"", "\"leaseSeconds\":14400");
        var kinds = plant.done.stream().map(o -> o.getClass().getSimpleName()).toList();
        int answered = kinds.lastIndexOf("AnswerConsole");
        assertThat(kinds.subList(0, answered).lastIndexOf("Persist"))
                .as("on disk in the same step, before anybody is answered")
                .isGreaterThan(kinds.subList(0, answered).lastIndexOf("WakeAt"));
        assertThat(plant.disk.breakGlass()).isEqualTo(plant.memory.breakGlass());
    }

    @Test
    void the_alarm_is_raised_and_again_after_a_restart() {
        hold();
        plant.start();
        assertThat(plant.done)
                .filteredOn(o -> o instanceof SiteOrder.Alarm a && a.code().equals("BREAK_GLASS"))
                .hasSize(2);
    }

    @Test
    void while_a_hold_is_open_what_the_centre_sends_is_kept_and_not_applied() {
        plant.accept(1, 1);
        plant.settle();
        hold();
        plant.accept(2, 1);
        plant.settle();
        assertThat(plant.slot(FW).kept()).isEqualTo(Plant.digest(1, FW));
        assertThat(plant.memory.desired().revisionOrZero()).isEqualTo(2);
        assertThat(plant.memory.hold()).isInstanceOf(SiteState.Hold.ForPerson.class);
        assertThat(plant.heard.stream().flatMap(r -> r.slots().stream()).map(s -> s.reason()))
                .anyMatch(r -> r.contains("by Mara Lind: pump 3 must run"));
    }

    @Test
    void after_its_end_the_newest_content_is_applied() {
        plant.accept(1, 1);
        plant.settle();
        hold();
        plant.accept(2, 1);
        plant.accept(3, 1);
        plant.settle();
        assertThat(ask(new ConsoleDeed.EndHold(MARA))).isEqualTo(new ConsoleAnswer.Done());
        plant.settle();
        assertThat(plant.slot(FW).standing()).isEqualTo(new SlotState.Standing.Kept(1, 3));
        assertThat(plant.devices.get(FW).history).doesNotContain(Plant.digest(2, FW));
        assertThat(plant.entries("HOLD_ENDED").getFirst().payload()).contains("Mara Lind");
        assertThat(plant.memory.hold()).isEqualTo(new SiteState.Hold.None());
    }

    @Test
    void after_its_end_a_window_is_waited_for_as_ever() {
        plant.windows =
                List.of(
                        new Window(
                                "night",
                                WindowKind.MAINTENANCE,
                                Recurrence.of("FREQ=DAILY"),
                                LocalDateTime.parse("2026-11-01T20:00"),
                                Duration.ofHours(1)));
        hold();
        plant.accept(1, 1);
        plant.run(Duration.ofHours(5));
        assertThat(open()).isEmpty();
        assertThat(plant.slot(FW).kept()).isEmpty();
        plant.run(Duration.ofHours(8));
        assertThat(plant.slot(FW).kept()).isEqualTo(Plant.digest(1, FW));
    }

    @Test
    void a_hold_ends_by_its_lease_also_without_the_centre() {
        plant.wan = false;
        hold();
        plant.run(FOUR_HOURS.minusMinutes(2));
        assertThat(open()).hasSize(1);
        plant.run(Duration.ofMinutes(3));
        assertThat(open()).isEmpty();
        assertThat(plant.entries("HOLD_ENDED").getFirst().payload()).contains("lease");
    }

    @Test
    void restarts_and_a_clock_that_is_set_back_gain_nothing() {
        plant.wan = false;
        hold();
        int restarts = 0;
        while (!open().isEmpty()) {
            plant.run(Duration.ofMinutes(9));
            plant.now = plant.now.minus(Duration.ofDays(20));
            plant.start();
            assertThat(++restarts).isLessThanOrEqualTo(26);
        }
        assertThat(restarts).isGreaterThan(20);
    }

    @Test
    void a_node_that_restarts_all_the_time_ends_its_hold_too() {
        plant.wan = false;
        hold();
        int restarts = 0;
        while (!open().isEmpty()) {
            plant.start();
            assertThat(++restarts).isLessThanOrEqualTo(241);
        }
    }

    @Test
    void days_without_power_end_a_hold_as_soon_as_the_centre_tells_the_time() {
        hold();
        plant.now = plant.now.plus(Duration.ofDays(2));
        plant.start();
        plant.run(Duration.ofMinutes(1));
        assertThat(open()).isEmpty();
    }

    @Test
    void a_lease_is_never_longer_than_seventy_two_hours() {
        assertThatThrownBy(() ->
                        new ConsoleDeed.Enter(
                                1, "", "Mara", "why", LocalHold.LONGEST.plusSeconds(1), MARA))
                .isInstanceOf(IllegalArgumentException.class);
        issued(1);
        enter(verifier(1, 1), LocalHold.LONGEST, MARA);
        plant.run(LocalHold.LONGEST.plusMinutes(1));
        assertThat(open()).isEmpty();
    }

    @Test
    void each_code_is_good_for_one_use_also_after_a_crash_right_behind_it() {
        issued(1);
        plant.crashAt = plant.done.size() + 1;
        plant.tell(
                new SiteEvent.AtConsole(
                        1,
                        new ConsoleDeed.Enter(
                                1, verifier(1, 1), "Mara Lind", "why", FOUR_HOURS, MARA)));
        assertThat(plant.answers).as("the power failed before anybody was answered").isEmpty();
        assertThat(open()).hasSize(1);
        plant.run(Duration.ofHours(5));
        assertThat(open()).isEmpty();
        assertThat(enter(verifier(1, 1), FOUR_HOURS, JON))
                .isInstanceOfSatisfying(
                        ConsoleAnswer.No.class,
                        no -> assertThat(no.why()).isEqualTo(Why.USED_CODE));
        assertThat(open()).isEmpty();
    }

    @Test
    void a_crash_before_the_disk_has_it_uses_up_nothing() {
        issued(1);
        plant.crashAt = plant.done.size();
        plant.tell(
                new SiteEvent.AtConsole(
                        1,
                        new ConsoleDeed.Enter(
                                1, verifier(1, 1), "Mara Lind", "why", FOUR_HOURS, MARA)));
        assertThat(open()).isEmpty();
        assertThat(enter(verifier(1, 1), FOUR_HOURS, MARA)).isEqualTo(new ConsoleAnswer.Done());
    }

    @Test
    void guessing_grows_slow_is_journaled_and_alarmed() {
        issued(1);
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
            var no = (ConsoleAnswer.No) enter("", FOUR_HOURS, JON);
            assertThat(no.why()).isEqualTo(Why.WRONG_CODE);
            pauses.add(Duration.between(plant.now, no.notBefore()).toSeconds());
            assertThat(((ConsoleAnswer.No) enter(verifier(1, 1), FOUR_HOURS, MARA)).why())
                    .as("not even the right one is looked at meanwhile")
                    .isEqualTo(Why.TOO_SOON);
            plant.now = no.notBefore();
        }
        assertThat(pauses).containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 120L, 120L, 120L);
        assertThat(plant.entries("BREAK_GLASS_REFUSED")).hasSize(9);
        assertThat(enter(verifier(1, 1), FOUR_HOURS, MARA)).isEqualTo(new ConsoleAnswer.Done());
    }

    @Test
    void a_restart_does_not_make_guessing_faster() {
        issued(1);
        for (int i = 0; i < 6; i++) {
            plant.now = ((ConsoleAnswer.No) enter("", FOUR_HOURS, JON)).notBefore();
        }
        plant.now = plant.now.minus(Duration.ofDays(3));
        plant.start();
        var no = (ConsoleAnswer.No) enter("", FOUR_HOURS, JON);
        assertThat(no.why()).isEqualTo(Why.TOO_SOON);
        assertThat(Duration.between(plant.now, no.notBefore())).isEqualTo(Duration.ofSeconds(64));
    }

    @Test
    void a_new_set_replaces_the_old_one_and_a_used_code_stays_used() {
        hold();
        ask(new ConsoleDeed.EndHold(MARA));
        codes(List.of(code(1, 1), code(2, 2), code(2, 3)));
        assertThat(((ConsoleAnswer.No) enter(verifier(1, 2), FOUR_HOURS, MARA)).why())
                .isEqualTo(Why.WRONG_CODE);
        plant.now = plant.now.plusSeconds(10);
        assertThat(((ConsoleAnswer.No) enter(verifier(1, 1), FOUR_HOURS, MARA)).why())
                .isEqualTo(Why.USED_CODE);
        plant.now = plant.now.plusSeconds(10);
        assertThat(enter(verifier(2, 3), FOUR_HOURS, MARA)).isEqualTo(new ConsoleAnswer.Done());
        assertThat(open().getFirst().number()).isEqualTo(2);
    }

    /** A centre that came back from a backup may know an older set, or none. */
    @Test
    void an_older_set_or_none_replaces_nothing_and_a_used_code_never_opens_again() {
        hold();
        ask(new ConsoleDeed.EndHold(MARA));
        issued(2);
        codes(List.of());
        issued(1);
        assertThat(enter(verifier(2, 1), FOUR_HOURS, MARA)).isEqualTo(new ConsoleAnswer.Done());
        ask(new ConsoleDeed.EndHold(MARA));
        codes(List.of(code(1, 1), code(3, 2)));
        assertThat(((ConsoleAnswer.No) enter(verifier(1, 1), FOUR_HOURS, MARA)).why())
                .isEqualTo(Why.USED_CODE);
    }

    @Test
    void how_unsure_the_time_is_after_a_quarter_alone_does_not_shorten_a_lease() {
        plant.settle();
        issued(1);
        plant.settle();
        plant.wan = false;
        plant.now = plant.now.plus(Duration.ofDays(120));
        plant.settle();
        enter(verifier(1, 1), Duration.ofHours(1), MARA);
        plant.run(Duration.ofMinutes(50));
        assertThat(open()).hasSize(1);
        plant.run(Duration.ofMinutes(15));
        assertThat(open()).isEmpty();
    }

    @Test
    void a_second_person_joins_with_a_code_of_his_own_and_lengthens_nothing() {
        hold();
        plant.run(Duration.ofHours(3));
        assertThat(
                        ask(
                                new ConsoleDeed.Enter(
                                        2,
                                        verifier(1, 2),
                                        "Jon Beck",
                                        "I relieve her",
                                        LocalHold.LONGEST,
                                        JON)))
                .isEqualTo(new ConsoleAnswer.Done());
        assertThat(open().getFirst().lease()).isEqualTo(FOUR_HOURS);
        ask(new ConsoleDeed.Leave(MARA));
        assertThat(((ConsoleAnswer.No) ask(new ConsoleDeed.EndHold(MARA))).why())
                .isEqualTo(Why.NOT_ENTERED);
        assertThat(ask(new ConsoleDeed.EndHold(JON))).isEqualTo(new ConsoleAnswer.Done());
        assertThat(plant.entries("HOLD_ENDED").getFirst().actor()).isEqualTo("Jon Beck");
    }

    @Test
    void who_is_in_no_hold_ends_none_and_an_unknown_site_has_no_codes() {
        assertThat(((ConsoleAnswer.No) ask(new ConsoleDeed.EndHold(JON))).why())
                .isEqualTo(Why.NOT_ENTERED);
        assertThat(((ConsoleAnswer.No) enter("", FOUR_HOURS, JON)).why()).isEqualTo(Why.NO_CODES);
        hold();
        assertThat(((ConsoleAnswer.No) ask(new ConsoleDeed.EndHold(JON))).why())
                .isEqualTo(Why.NOT_ENTERED);
    }

    @Test
    void what_was_only_looked_at_is_not_begun_and_what_is_on_trial_is_brought_to_its_end() {
        issued(1);
        plant.accept(1, 1);
        assertThat(plant.memory.work()).isInstanceOf(Work.Checking.class);
        enter(verifier(1, 1), FOUR_HOURS, MARA);
        assertThat(plant.memory.work()).isInstanceOf(Work.Idle.class);
        plant.settle();
        assertThat(plant.entries("INTENT")).isEmpty();
        ask(new ConsoleDeed.EndHold(MARA));
        while (!(plant.memory.work() instanceof Work.Proving)) {
            plant.tell(plant.inbox.removeFirst());
        }
        enter(verifier(1, 2), FOUR_HOURS, MARA);
        plant.settle();
        assertThat(plant.slot(SW).standing()).isEqualTo(new SlotState.Standing.Kept(1, 1));
    }

    @Test
    void a_node_says_that_it_can() {
        plant.settle();
        assertThat(plant.heard.getLast().can())
                .contains(LinkRequest.BREAK_GLASS, LinkRequest.HARD_ENDS);
    }

    @Test
    void a_state_of_before_break_glass_is_read_and_written_as_it_was() {
        var fresh = SiteState.fresh(Plant.WW_01, Pace.PLANT);
        assertThat(WireJson.text(fresh)).doesNotContain("breakGlass");
    }

    @Test
    void nobody_waits_for_a_hold_that_has_nothing_to_hold() {
        plant.accept(1, 1);
        plant.settle();
        hold();
        plant.settle();
        assertThat(plant.memory.hold()).isEqualTo(new SiteState.Hold.None());
        assertThat(open().getFirst().opened()).isAfter(Instant.EPOCH);
    }
}
