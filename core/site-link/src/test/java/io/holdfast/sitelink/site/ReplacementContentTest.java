package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.window.Recurrence;
import io.holdfast.core.window.Window;
import io.holdfast.core.window.WindowKind;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a new unit is told: the content of now, at any time (decision 22, rulings P5). */
class ReplacementContentTest extends OpenForAWhile {

    private final Swap swap = new Swap(plant);

    @Test
    void what_ended_while_the_device_was_dead_is_never_opened_on_the_new_one() {
        opened(NOON);
        plant.wan = false;
        plant.devices.get(FW).reachable = false;
        runUntil(NOON.plus(BOUND));
        runs(FW, OPEN);
        runs(SW, CLOSED);

        plant.devices.get(FW).reachable = true;
        swap.newUnit();
        swap.hold();
        swap.replace();

        assertThat(swap.outcome()).isEqualTo("REPLACED");
        runs(FW, CLOSED);
        assertThat(plant.devices.get(FW).history).doesNotContain(digest(OPEN, FW));
        everythingIsClosed();
    }

    @Test
    void what_ends_while_the_unit_is_on_trial_is_not_kept_on_it() {
        opened(NOON);
        plant.wan = false;
        swap.newUnit();
        runUntil(NOON.minusSeconds(12));
        swap.hold();
        swap.ask();
        swap.confirm();
        runUntil(NOON.plus(Duration.ofMinutes(30)));

        assertThat(swap.outcome()).isEqualTo("REPLACED");
        runs(FW, CLOSED);
        assertThat(plant.broken).isEmpty();
    }

    @Test
    void what_a_person_closed_early_is_closed_on_the_new_unit_too() {
        opened(NOON);
        plant.wan = false;
        swap.hold();
        swap.tell(new ConsoleDeed.CloseNow(Swap.MARA, NOON));
        plant.settle();
        swap.newUnit();
        swap.replace();

        assertThat(swap.outcome()).isEqualTo("REPLACED");
        runs(FW, CLOSED);
        assertThat(plant.devices.get(FW).history).doesNotContain(digest(OPEN, FW));
    }

    @Test
    void while_it_is_not_settled_whose_word_holds_a_device_is_not_replaced() {
        opened(NOON);
        swap.hold();
        swap.tell(new ConsoleDeed.CloseNow(Swap.MARA, NOON));
        plant.settle();
        accept(8, content(12, 12, until(NEXT_DAY)));
        plant.settle();
        swap.newUnit();

        assertThat(swap.ask())
                .as("in the hold")
                .isEqualTo(new ConsoleAnswer.No(ConsoleAnswer.Why.UNDER_WAY));
        swap.tell(new ConsoleDeed.EndHold(Swap.MARA));
        plant.run(Duration.ofMinutes(5));
        swap.tell(
                new ConsoleDeed.Enter(
                        3, Swap.verifier(3), "Mara Lind", "again", Duration.ofHours(1), Swap.MARA));
        assertThat(swap.ask())
                .as("and after it, until somebody at the centre answers")
                .isEqualTo(new ConsoleAnswer.No(ConsoleAnswer.Why.UNDER_WAY));
        assertThat(plant.devices.get(FW).history).isEmpty();
    }

    @Test
    void it_waits_for_no_window_and_the_others_are_not_touched() {
        plant.accept(1, 1);
        plant.settle();
        plant.windows =
                List.of(
                        new Window(
                                "night",
                                WindowKind.MAINTENANCE,
                                Recurrence.of("FREQ=DAILY"),
                                LocalDateTime.parse("2026-11-01T20:00"),
                                Duration.ofHours(1)));
        plant.accept(2, 1);
        swap.hold();
        plant.wan = false;
        swap.newUnit();
        swap.replace();

        assertThat(swap.outcome()).isEqualTo("REPLACED");
        assertThat(plant.devices.get(FW).running).isEqualTo(digest(2, FW));
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 2));
        assertThat(plant.devices.get(SW).running).isEqualTo(digest(1, SW));
        assertThat(plant.slot(SW).standing()).isNotEqualTo(new Standing.Kept(1, 2));
    }
}
