package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.LISTED;
import static io.holdfast.sitelink.site.Plant.SW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.site.ConsoleAnswer.Why;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed device is replaced at a site that is alone (B-70, B-71, S5, I1). */
class ReplacementsTest {

    private final Swap swap = new Swap();
    private final Plant plant = swap.plant;

    @BeforeEach
    void everything_is_kept_and_somebody_holds_the_site() {
        plant.accept(1, 1);
        plant.settle();
        swap.hold();
        plant.wan = false;
        swap.newUnit();
    }

    @Test
    void two_people_put_another_unit_in_and_it_runs_what_is_desired() {
        swap.ask();
        assertThat(swap.confirm()).isEqualTo(new ConsoleAnswer.Done());
        plant.settle();

        assertThat(swap.outcome()).isEqualTo("REPLACED");
        assertThat(plant.devices.get(FW).running).isEqualTo(Plant.digest(1, FW));
        assertThat(plant.slot(FW).standing()).isEqualTo(new Standing.Kept(1, 1));
        assertThat(plant.memory.units().hostKey(FW, Optional.of(LISTED))).contains(Swap.KEY);
        assertThat(plant.entries("REPLACED").getFirst().payload())
                .contains(
                        "\"oldSerial\":\"OLD-fw-1\"",
                        "\"oldHostKey\":\"SHA256:x\"",
                        "\"serial\":\"NEW 7\"",
                        Swap.KEY,
                        "Mara Lind",
                        "Jon Ek",
                        "its power supply burnt",
                        Plant.digest(1, FW));
        assertThat(plant.broken).isEmpty();
    }

    @Test
    void the_intent_is_on_disk_before_anybody_logs_in_and_before_a_byte_is_sent() {
        swap.ask();
        plant.run(Duration.ofMinutes(1));
        assertThat(plant.loggedIn).as("nobody logs in to compare a key").isEmpty();
        swap.confirm();
        plant.settle();

        var types = plant.journal.stream().map(l -> swap.type(l)).toList();
        assertThat(types)
                .containsSubsequence(
                        "REPLACEMENT_ASKED",
                        "BREAK_GLASS_USED",
                        "REPLACEMENT_INTENT",
                        "INTENT",
                        "DECISION",
                        "OUTCOME",
                        "REPLACED");
        assertThat(plant.broken).isEmpty();
    }

    @Test
    void a_key_that_is_not_the_one_typed_is_refused_journaled_and_alarmed() {
        plant.devices.get(FW).shownKey = "SHA256:" + "f".repeat(43);
        swap.ask();

        assertThat(swap.outcome()).isEqualTo("KEY_DIFFERS");
        assertThat(plant.entries("REPLACEMENT_ENDED").getFirst().payload()).contains("SHA256:ffff");
        assertThat(swap.alarms()).contains("REPLACEMENT_KEY_DIFFERS");
        assertThat(swap.confirm()).isEqualTo(new ConsoleAnswer.No(Why.NOT_ASKED));
        assertThat(plant.loggedIn).isEmpty();
    }

    @Test
    void a_key_that_changes_between_the_two_people_and_the_login_is_not_logged_in_to() {
        swap.ask();
        plant.devices.get(FW).shownKey = "SHA256:" + "f".repeat(43);
        swap.confirm();
        plant.settle();

        assertThat(swap.outcome()).isEqualTo("KEY_DIFFERS");
        assertThat(plant.devices.get(FW).history).doesNotContain(Plant.digest(1, FW));
        assertThat(plant.memory.units().hostKey(FW, Optional.of(LISTED))).contains(LISTED);
    }

    @Test
    void the_old_unit_that_answers_after_all_is_not_replaced_by_itself() {
        plant.devices.get(FW).shownKey = LISTED;
        swap.ask();
        assertThat(swap.outcome()).isEqualTo("OLD_UNIT_ANSWERS");
    }

    @Test
    void nobody_who_answers_is_no_replacement() {
        plant.devices.get(FW).reachable = false;
        swap.ask();
        assertThat(swap.outcome()).isEqualTo("UNREACHABLE");
    }

    @Test
    void the_old_serial_number_typed_for_the_new_unit_is_refused() {
        swap.ask("old-FW-1", Swap.KEY);
        assertThat(swap.outcome()).isEqualTo("SAME_SERIAL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mara Lind", "mara  lind", " MARA LIND"})
    void the_same_person_twice_is_no_second_person_and_uses_up_no_code(String name) {
        swap.ask();
        assertThat(swap.confirm(name.strip(), 2)).isEqualTo(new ConsoleAnswer.No(Why.SAME_PERSON));
        assertThat(plant.memory.breakGlass().unused()).hasSize(2);
        assertThat(plant.entries("REPLACEMENT_INTENT")).isEmpty();
    }

    @Test
    void another_name_with_the_first_persons_code_is_refused() {
        swap.ask();
        assertThat(swap.confirm("Jon Ek", 1))
                .isInstanceOfSatisfying(
                        ConsoleAnswer.No.class,
                        no -> assertThat(no.why()).isEqualTo(Why.USED_CODE));
        assertThat(plant.entries("REPLACEMENT_INTENT")).isEmpty();
    }

    @Test
    void a_second_person_is_known_by_his_code_until_the_hold_ends_and_by_his_name_with_it() {
        swap.ask();
        swap.confirm("Jon Ek", 2);
        plant.settle();
        plant.devices.get(SW).shownKey = Swap.OTHER;
        plant.devices.get(SW).serial = "NEW 8";
        swap.ask(SW, "NEW 8", Swap.OTHER);
        assertThat(swap.confirm("Mara Lind", 2))
                .as("his code, and the first person's name")
                .isEqualTo(new ConsoleAnswer.No(Why.SAME_PERSON));
        assertThat(swap.confirm("Eva Holm", 2))
                .isInstanceOfSatisfying(
                        ConsoleAnswer.No.class,
                        no -> assertThat(no.why()).isEqualTo(Why.USED_CODE));
        plant.run(Duration.ofMinutes(3));
        assertThat(swap.confirm("Jon Ek", 2)).isEqualTo(new ConsoleAnswer.Done());
        plant.settle();
        assertThat(plant.entries("REPLACED")).hasSize(2);
        assertThat(plant.memory.breakGlass().unused()).as("two codes for two swaps").hasSize(1);
    }

    @Test
    void a_wrong_code_of_the_second_person_is_slowed_down_like_any_other() {
        swap.ask();
        assertThat(swap.confirm("Jon Ek", 9))
                .isInstanceOfSatisfying(
                        ConsoleAnswer.No.class,
                        no -> assertThat(no.why()).isEqualTo(Why.WRONG_CODE));
        assertThat(swap.confirm("Jon Ek", 2))
                .isInstanceOfSatisfying(
                        ConsoleAnswer.No.class, no -> assertThat(no.why()).isEqualTo(Why.TOO_SOON));
        assertThat(plant.entries("BREAK_GLASS_REFUSED")).hasSize(1);
    }

    @Test
    void nobody_outside_the_hold_asks_confirms_or_gives_up() {
        swap.ask();
        long number = swap.number();
        var stranger = "e".repeat(64);
        for (var deed :
                List.of(
                        new ConsoleDeed.Replace(stranger, FW, "NEW 7", Swap.KEY, "why"),
                        new ConsoleDeed.ConfirmReplacement(
                                stranger, number, "Jon Ek", 2, Swap.verifier(2), "d".repeat(64)),
                        new ConsoleDeed.GiveUpReplacement(stranger, number))) {
            assertThat(swap.tell(deed)).isEqualTo(new ConsoleAnswer.No(Why.NOT_ENTERED));
        }
        assertThat(plant.memory.breakGlass().unused()).hasSize(2);
    }

    @Test
    void devices_are_replaced_one_after_the_other_and_only_those_of_the_state() {
        swap.ask();
        assertThat(swap.ask(SW, "NEW 8", Swap.OTHER))
                .isEqualTo(new ConsoleAnswer.No(Why.UNDER_WAY));
        swap.tell(new ConsoleDeed.GiveUpReplacement(Swap.MARA, swap.number()));
        assertThat(swap.outcome()).isEqualTo("GIVEN_UP");
        assertThat(swap.ask(new io.holdfast.core.site.DeviceSlot("no-1"), "NEW 8", Swap.OTHER))
                .isEqualTo(new ConsoleAnswer.No(Why.NOT_A_DEVICE));
        assertThat(swap.ask(SW, "NEW 7", Swap.KEY)).isEqualTo(new ConsoleAnswer.Done());
    }

    @Test
    void the_key_of_another_device_of_the_site_is_no_new_units() {
        plant.devices.get(SW).shownKey = Swap.OTHER;
        plant.devices.get(SW).serial = "NEW 8";
        swap.ask(SW, "NEW 8", Swap.OTHER);
        swap.confirm();
        plant.settle();
        assertThat(swap.ask(FW, "NEW 7", Swap.OTHER))
                .isEqualTo(new ConsoleAnswer.No(Why.KEY_KNOWN));
    }

    @Test
    void b71_another_model_is_refused_with_the_reason_and_nothing_is_sent() {
        plant.devices.get(FW).model = "M-2";
        swap.ask();
        swap.confirm();
        plant.settle();

        assertThat(swap.outcome()).isEqualTo("WRONG_MODEL");
        assertThat(plant.entries("REPLACEMENT_ENDED").getFirst().payload())
                .contains("its model is M-2", "made for M-1");
        assertThat(plant.devices.get(FW).history).isEmpty();
        assertThat(plant.memory.units().hostKey(FW, Optional.of(LISTED))).contains(LISTED);
        assertThat(plant.slot(FW).kept()).isEqualTo(Plant.digest(1, FW));
    }

    @Test
    void a_unit_that_takes_nothing_back_is_refused_and_nothing_is_sent() {
        plant.devices.get(FW).selfReverting = false;
        swap.ask();
        swap.confirm();
        plant.settle();
        assertThat(swap.outcome()).isEqualTo("NOT_SELF_REVERTING");
        assertThat(plant.devices.get(FW).history).isEmpty();
    }

    @Test
    void a_change_that_fails_on_the_new_unit_leaves_the_slot_as_it_was() {
        plant.devices.get(FW).cutBy = Plant.digest(1, FW);
        swap.ask();
        swap.confirm();
        plant.run(Duration.ofHours(2));

        assertThat(swap.outcome()).isEqualTo("TAKEN_BACK");
        assertThat(plant.devices.get(FW).running).isEqualTo(Digests.of(DeviceConfig.EMPTY));
        assertThat(plant.memory.units().hostKey(FW, Optional.of(LISTED))).contains(LISTED);
        assertThat(plant.entries("REPLACED")).isEmpty();
        assertThat(plant.slot(FW).kept())
                .as("what the old unit had to run, if it comes back")
                .isEqualTo(Plant.digest(1, FW));
        assertThat(swap.ask()).as("it may be tried again").isEqualTo(new ConsoleAnswer.Done());
    }

    @Test
    void b70_the_old_unit_that_comes_back_is_not_spoken_to_and_the_new_one_is_looked_at() {
        swap.replace();
        plant.devices.get(FW).shownKey = LISTED;
        plant.run(Duration.ofMinutes(20));

        assertThat(swap.alarms()).contains("TAKEN_OUT_UNIT");
        assertThat(plant.entries("TAKEN_OUT_UNIT_SHOWN").getFirst().payload())
                .contains("OLD-fw-1", LISTED);
        assertThat(plant.slot(FW).sight()).isInstanceOf(SlotState.Sight.KeyChanged.class);
        assertThat(swap.ask("OLD 1", "SHA256:" + "g".repeat(43)))
                .as("a slot whose old unit stands there again can be given another")
                .isEqualTo(new ConsoleAnswer.Done());
        assertThat(swap.outcome()).isEqualTo("KEY_DIFFERS");

        plant.devices.get(FW).shownKey = Swap.KEY;
        plant.run(Duration.ofMinutes(20));
        assertThat(plant.slot(FW).sight()).isInstanceOf(SlotState.Sight.Seen.class);
    }

    @Test
    void a_hold_that_ends_ends_what_was_only_asked() {
        swap.ask();
        swap.tell(new ConsoleDeed.EndHold(Swap.MARA));
        assertThat(swap.outcome()).isEqualTo("HOLD_ENDED");
    }

    @Test
    void what_a_form_brings_is_bounded_before_it_is_looked_at() {
        for (var serial : List.of("", " ", "x".repeat(65), "a\u0000b", "a<b>", "-a", "ä")) {
            assertThatThrownBy(() -> swap.ask(serial, Swap.KEY))
                    .as(serial)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (var key :
                List.of("", "SHA256:", "SHA256:x", "MD5:" + "a".repeat(43), Swap.KEY + "=")) {
            assertThatThrownBy(() -> swap.ask("NEW 7", key))
                    .as(key)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
