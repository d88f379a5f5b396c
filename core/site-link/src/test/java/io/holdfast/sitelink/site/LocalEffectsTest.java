package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.local.LocalDecision;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.SealedCode;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person closes in a hold stays closed until somebody answers (issue 6, I10, I16). */
class LocalEffectsTest extends OpenForAWhile {

    private static final String MARA = "a".repeat(64);
    private static final int CHANGED = 12;

    private void hold() {
        var codes =
                List.of(
                        new SealedCode(1, 1, "00".repeat(16), 210_000, "01".repeat(64)),
                        new SealedCode(1, 2, "00".repeat(16), 210_000, "02".repeat(64)));
        var list = Plant.access(2, "SHA256:x");
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
        ask(
                new ConsoleDeed.Enter(
                        1,
                        "01".repeat(64),
                        "Mara Lind",
                        "the vendor's laptop is infected",
                        Duration.ofHours(2),
                        MARA));
    }

    private ConsoleAnswer ask(ConsoleDeed deed) {
        plant.tell(new SiteEvent.AtConsole(1, deed));
        return plant.answers.getLast();
    }

    private void closes(Instant upTo) {
        assertThat(ask(new ConsoleDeed.CloseNow(MARA, upTo))).isEqualTo(new ConsoleAnswer.Done());
        plant.settle();
    }

    private void endsTheHold() {
        assertThat(ask(new ConsoleDeed.EndHold(MARA))).isEqualTo(new ConsoleAnswer.Done());
        plant.settle();
    }

    private List<LocalEffect> effects() {
        return ((BreakGlass.Known) plant.memory.breakGlass()).effects();
    }

    private List<String> verdicts() {
        return plant.entries("LOCAL_DECIDED").stream()
                .map(e -> note(e, JournalNote.LocalDecided.class))
                .peek(n ->
                        assertThat(LocalDecision.decide(n.known()))
                                .as("who has the journal decides the same (I16)")
                                .isEqualTo(n.decided()))
                .map(n -> n.slot() + " " + n.decided())
                .toList();
    }

    private void closedEarly() {
        opened(NOON);
        hold();
        closes(NOON);
        runs(FW, CLOSED);
        runs(SW, CLOSED);
    }

    @Test
    void a_person_in_a_hold_closes_before_its_time_by_guarded_transactions() {
        closedEarly();
        assertThat(world()).isBefore(NOON);
        var intents =
                plant.entries("INTENT").stream()
                        .map(e -> note(e, JournalNote.Intent.class).closes())
                        .toList();
        assertThat(intents.subList(intents.size() - 2, intents.size()))
                .containsOnly(List.of("vendor-1"));
        assertThat(plant.broken).isEmpty();
        var closed = plant.entries("EMERGENCY_CLOSED").getFirst();
        assertThat(closed.actor()).isEqualTo("Mara Lind");
        assertThat(note(closed, JournalNote.EmergencyClosed.class).devices())
                .containsExactly(
                        new JournalNote.Effect(FW, digest(OPEN, FW), digest(CLOSED, FW)),
                        new JournalNote.Effect(SW, digest(OPEN, SW), digest(CLOSED, SW)));
        assertThat(lastReport(FW).reason()).contains("Mara Lind, who holds the site");
        assertThat(alarms()).contains("EMERGENCY_CLOSED");
    }

    /** What was sent before the closing is no less than what is sent after it (I10). */
    @Test
    void what_was_sent_before_it_was_closed_does_not_open_it_again_when_the_hold_ends() {
        opened(NOON);
        hold();
        accept(8, content(CHANGED, CHANGED, until(NEXT_DAY)));
        plant.settle();
        closes(NOON);
        runs(FW, CLOSED);
        runs(SW, CLOSED);
        endsTheHold();
        runs(FW, CLOSED);
        runs(SW, CLOSED);
        assertThat(plant.slot(FW).standing()).isInstanceOf(Standing.Conflict.class);
        assertThat(alarms()).contains("LOCAL_DECISION");
    }

    @Test
    void an_adoption_that_comes_in_the_hold_answers_it_when_the_hold_ends() {
        closedEarly();
        accept(8, content(CLOSED, CLOSED));
        plant.settle();
        assertThat(effects()).hasSize(2);
        endsTheHold();
        assertThat(effects()).isEmpty();
        runs(FW, CLOSED);
    }

    @Test
    void nobody_else_closes_anything_and_there_has_to_be_something_to_close() {
        opened(NOON);
        hold();
        assertThat(ask(new ConsoleDeed.CloseNow("b".repeat(64), NOON)))
                .isEqualTo(new ConsoleAnswer.No(Why.NOT_ENTERED));
        assertThat(ask(new ConsoleDeed.CloseNow(MARA, NOON.minusSeconds(1))))
                .isEqualTo(new ConsoleAnswer.No(Why.NOTHING_TO_CLOSE));
        runs(FW, OPEN);
    }

    @Test
    void of_several_ends_each_is_closed_with_those_before_it_as_they_were_proved() {
        var first = new End(NOON, Duration.ofDays(2), CLOSED, CLOSED);
        var second = new End(NEXT_DAY, Duration.ofDays(3), 20, 21);
        accept(7, content(OPEN, OPEN, first, second));
        plant.settle();
        hold();
        closes(NOON);
        runs(FW, CLOSED);
        closes(NEXT_DAY);
        runs(FW, 20);
        runs(SW, 21);
        assertThat(plant.devices.get(FW).history).containsSubsequence(digest(CLOSED, FW));
        assertThat(effects()).extracting(LocalEffect::base).contains(digest(OPEN, FW));
        assertThat(effects()).extracting(LocalEffect::local).contains(digest(20, FW));
    }

    @Test
    void it_does_not_open_again_when_the_hold_ends_nor_when_the_same_content_comes_again() {
        closedEarly();
        endsTheHold();
        runs(FW, CLOSED);
        accept(8, content(OPEN, OPEN, until(NOON)));
        plant.settle();
        runs(FW, CLOSED);
        runs(SW, CLOSED);
        assertThat(effects()).hasSize(2);
    }

    @Test
    void another_content_that_opens_it_again_waits_for_an_answer_with_an_alarm() {
        closedEarly();
        endsTheHold();
        accept(8, content(CHANGED, OPEN, until(NEXT_DAY)));
        plant.settle();
        plant.run(Duration.ofHours(1));
        runs(FW, CLOSED);
        runs(SW, CLOSED);
        assertThat(plant.slot(FW).standing()).isInstanceOf(Standing.Conflict.class);
        assertThat(lastReport(FW).state()).isEqualTo("CONFLICT");
        assertThat(lastReport(FW).reason()).contains("Mara Lind closed vendor-1");
        assertThat(alarms()).contains("LOCAL_DECISION");
        assertThat(verdicts())
                .containsExactly(
                        "fw-1 KeepLocal[because=OVERLAPS]", "sw-1 KeepLocal[because=UNCHANGED]");
    }

    @Test
    void what_comes_while_the_hold_is_open_is_decided_at_its_end() {
        closedEarly();
        accept(8, content(CHANGED, CHANGED, until(NEXT_DAY)));
        plant.settle();
        runs(FW, CLOSED);
        assertThat(verdicts()).containsExactly("fw-1 Held[]", "sw-1 Held[]");
        endsTheHold();
        runs(FW, CLOSED);
        assertThat(verdicts()).hasSize(4).contains("fw-1 KeepLocal[because=OVERLAPS]");
    }

    @Test
    void a_content_without_the_conduit_adopts_what_was_done() {
        closedEarly();
        endsTheHold();
        accept(8, content(CHANGED, CHANGED));
        plant.settle();
        runs(FW, CHANGED);
        assertThat(effects()).isEmpty();
        assertThat(verdicts()).contains("fw-1 TakeCentral[because=ADOPTED]");
    }

    @Test
    void a_person_at_the_centre_who_saw_it_reverts_it_with_the_same_content() {
        closedEarly();
        endsTheHold();
        accept(
                8,
                content(OPEN, OPEN, until(NOON)),
                new Delivery.TakeOver(FW, digest(CLOSED, FW)),
                new Delivery.TakeOver(SW, digest(CLOSED, SW)));
        plant.settle();
        runs(FW, OPEN);
        runs(SW, OPEN);
        assertThat(effects()).isEmpty();
        runUntil(NOON.plus(BOUND));
        runs(FW, CLOSED);
    }

    @Test
    void an_answer_to_what_waits_lets_the_other_content_in() {
        closedEarly();
        endsTheHold();
        accept(8, content(CHANGED, CHANGED, until(NEXT_DAY)));
        plant.settle();
        accept(
                9,
                content(CHANGED, CHANGED, until(NEXT_DAY)),
                new Delivery.TakeOver(FW, digest(CLOSED, FW)),
                new Delivery.TakeOver(SW, digest(CLOSED, SW)));
        plant.settle();
        runs(FW, CHANGED);
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 9));
    }

    @Test
    void an_answer_to_something_else_is_none() {
        closedEarly();
        endsTheHold();
        accept(
                8,
                content(OPEN, OPEN, until(NOON)),
                new Delivery.TakeOver(FW, digest(OPEN, FW)),
                new Delivery.TakeOver(SW, digest(99, SW)));
        plant.settle();
        runs(FW, CLOSED);
        runs(SW, CLOSED);
    }

    @Test
    void once_it_would_have_ended_anyway_there_is_nothing_left_to_answer() {
        closedEarly();
        endsTheHold();
        assertThat(effects()).hasSize(2);
        runUntil(NOON.plus(BOUND));
        assertThat(effects()).isEmpty();
        accept(8, content(CHANGED, CHANGED, until(NEXT_DAY)));
        plant.settle();
        runs(FW, CHANGED);
    }

    @Test
    void a_silent_device_is_closed_as_soon_as_it_answers_whatever_came_meanwhile() {
        opened(NOON);
        hold();
        plant.devices.get(SW).reachable = false;
        plant.settle();
        closes(NOON);
        runs(FW, CLOSED);
        endsTheHold();
        accept(8, content(CHANGED, OPEN, until(NOON)));
        plant.settle();
        plant.devices.get(SW).reachable = true;
        plant.run(Duration.ofHours(1));
        runs(SW, CLOSED);
        runs(FW, CLOSED);
    }

    @Test
    void a_crash_at_any_order_of_it_loses_nothing() {
        for (int at = 0; at < 12; at++) {
            plant = new Plant();
            opened(NOON);
            hold();
            plant.crashAt = plant.done.size() + at;
            plant.tell(new SiteEvent.AtConsole(1, new ConsoleDeed.CloseNow(MARA, NOON)));
            plant.settle();
            if (effects().isEmpty()) {
                closes(NOON);
            }
            plant.run(Duration.ofMinutes(30));
            runs(FW, CLOSED);
            runs(SW, CLOSED);
            assertThat(plant.broken).isEmpty();
        }
    }
}
