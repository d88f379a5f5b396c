package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.LISTED;
import static io.holdfast.sitelink.site.Plant.SW;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What crashes and the centre's later words do to a replacement (I1, L3, decision 22). */
class ReplacementAfterwardsTest {

    private final Swap swap = new Swap();
    private final Plant plant = swap.plant;

    private void prepared() {
        plant.accept(1, 1);
        plant.settle();
        swap.hold();
        plant.wan = false;
        swap.newUnit();
    }

    @Test
    void a_node_killed_at_any_order_finishes_what_two_people_confirmed() {
        int orders = 400;
        int seen = 0;
        for (int at = 0; at < orders; at++) {
            for (boolean late : new boolean[] {false, true}) {
                var each = new ReplacementAfterwardsTest();
                each.prepared();
                each.swap.ask();
                each.plant.crashAt = each.plant.done.size() + at;
                each.plant.crashLate = late;
                int before = each.plant.done.size();
                each.plant.tell(
                        new SiteEvent.AtConsole(
                                1,
                                new ConsoleDeed.ConfirmReplacement(
                                        Swap.MARA,
                                        each.plant.memory.units().underWay().orElseThrow().number(),
                                        "Jon Ek",
                                        2,
                                        Swap.verifier(2),
                                        "d".repeat(64))));
                each.plant.settle();
                boolean intended = !each.plant.entries("REPLACEMENT_INTENT").isEmpty();
                assertThat(each.plant.broken).as("order %d", at).isEmpty();
                assertThat(each.plant.entries("REPLACED"))
                        .as("order %d of %s", at, each.plant.done.size() - before)
                        .hasSize(intended ? 1 : 0);
                assertThat(each.plant.devices.get(FW).running.equals(Plant.digest(1, FW)))
                        .as("order %d", at)
                        .isEqualTo(intended);
                seen = Math.max(seen, each.plant.done.size() - before);
            }
            if (at > seen) {
                return;
            }
        }
    }

    @Test
    void a_node_killed_while_it_dials_dials_again() {
        for (int at = 0; at < 4; at++) {
            var each = new ReplacementAfterwardsTest();
            each.prepared();
            each.plant.crashAt = each.plant.done.size() + at;
            each.plant.tell(
                    new SiteEvent.AtConsole(
                            1, new ConsoleDeed.Replace(Swap.MARA, FW, "NEW 7", Swap.KEY, "burnt")));
            each.plant.run(Duration.ofMinutes(1));
            boolean asked = !each.plant.entries("REPLACEMENT_ASKED").isEmpty();
            assertThat(
                            each.plant.memory.units().underWay().stream()
                                    .map(Replacing::stage)
                                    .filter(Replacing.Stage.ToConfirm.class::isInstance)
                                    .count())
                    .as("order %d", at)
                    .isEqualTo(asked ? 1 : 0);
            assertThat(each.plant.loggedIn).isEmpty();
        }
    }

    @Test
    void the_centres_old_list_brings_the_old_key_not_back() {
        prepared();
        swap.replace();
        swap.list(LISTED);
        plant.settle();

        assertThat(plant.memory.units().hostKey(FW, Optional.of(LISTED))).contains(Swap.KEY);
        assertThat(plant.slot(FW).sight()).isInstanceOf(SlotState.Sight.Seen.class);
        assertThat(swap.alarms()).doesNotContain("HOST_KEY_CHANGED", "TAKEN_OUT_UNIT");
    }

    @Test
    void once_the_list_answers_the_replacement_the_centre_says_the_key_again() {
        prepared();
        swap.replace();
        long number = plant.memory.units().unit(FW).orElseThrow().number();
        swap.list(Swap.KEY, new DeviceAccess.Replaced(FW, number));

        assertThat(plant.entries("REPLACEMENT_ANSWERED")).hasSize(1);
        assertThat(plant.memory.units().hostKey(FW, Optional.of("SHA256:third")))
                .contains("SHA256:third");
        assertThat(plant.memory.units().hostKey(SW, Optional.of("SHA256:third")))
                .contains("SHA256:third");
    }

    @Test
    void a_list_that_answers_an_older_replacement_answers_not_this_one() {
        prepared();
        swap.replace();
        long number = plant.memory.units().unit(FW).orElseThrow().number();
        swap.list(LISTED, new DeviceAccess.Replaced(FW, number - 1));
        assertThat(plant.memory.units().hostKey(FW, Optional.of(LISTED))).contains(Swap.KEY);
    }

    @Test
    void a_centre_that_came_back_from_a_backup_and_forgot_it_does_not_bring_the_old_key_back() {
        prepared();
        swap.replace();
        long number = plant.memory.units().unit(FW).orElseThrow().number();
        swap.list(Swap.KEY, new DeviceAccess.Replaced(FW, number));
        swap.list(LISTED);
        assertThat(plant.memory.units().hostKey(FW, Optional.of(LISTED))).contains(Swap.KEY);
    }

    @Test
    void a_key_that_was_taken_out_is_no_key_whatever_a_list_says() {
        prepared();
        swap.replace();
        long number = plant.memory.units().unit(FW).orElseThrow().number();
        swap.list(LISTED, new DeviceAccess.Replaced(FW, number));

        assertThat(plant.memory.units().hostKey(FW, Optional.of(LISTED))).isEmpty();
        assertThat(plant.slot(FW).onboarded()).isFalse();
        assertThat(swap.alarms()).contains("TAKEN_OUT_UNIT");
    }

    @Test
    void a_slot_remembers_the_twenty_units_that_were_taken_out_last() {
        var out = List.<SlotUnit.TakenOut>of();
        for (int i = 0; i < 30; i++) {
            out = SlotUnit.with(out, new SlotUnit.TakenOut("s" + i, "k" + i));
        }
        assertThat(out).hasSize(20);
        assertThat(out.getLast().serial()).isEqualTo("s29");
        assertThat(SlotUnit.with(out, new SlotUnit.TakenOut("s29", "k29"))).isEqualTo(out);
    }

    @Test
    void the_state_of_a_node_that_replaced_nothing_is_written_as_before() {
        assertThat(WireJson.write(plant.memory).text()).doesNotContain("units");
        prepared();
        swap.replace();
        assertThat(WireJson.read(SiteState.class, WireJson.write(plant.memory)))
                .isEqualTo(plant.memory);
        assertThat(plant.journal.stream().map(l -> Journal.read(l.bytes()).type()))
                .contains("REPLACED");
    }
}
