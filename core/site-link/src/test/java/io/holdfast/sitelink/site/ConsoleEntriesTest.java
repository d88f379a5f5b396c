package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.Journal;
import io.holdfast.sitelink.JournalLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Everything that a person can want at the console and that is done leaves its entry in the
 * journal, and it is on disk before anybody is told that it is done (G-16). A new deed without a
 * row fails.
 */
class ConsoleEntriesTest extends OpenForAWhile {

    private final Set<Class<?>> tried = new HashSet<>();
    private Swap swap = new Swap(plant);

    private void held() {
        plant = new Plant();
        swap = new Swap(plant);
        accept(1, content(OPEN, OPEN, new End(NOON, Duration.ofHours(8), CLOSED, CLOSED)));
        plant.settle();
        swap.hold();
        plant.wan = false;
    }

    /** Does it, and gives the kinds of the entries that were on disk before the answer. */
    private List<String> leaves(ConsoleDeed deed) {
        tried.add(deed.getClass());
        int before = plant.done.size();
        assertThat(swap.tell(deed)).as(deed.toString()).isEqualTo(new ConsoleAnswer.Done());
        var kinds = new ArrayList<String>();
        for (var order : plant.done.subList(before, plant.done.size())) {
            if (order instanceof SiteOrder.AnswerConsole) {
                return kinds;
            }
            if (order instanceof SiteOrder.Persist(var lines)) {
                lines.stream().map(ConsoleEntriesTest::kind).forEach(kinds::add);
            }
        }
        throw new AssertionError("nobody was answered");
    }

    private static String kind(JournalLine line) {
        return Journal.read(line.bytes()).type();
    }

    private static ConsoleDeed.Enter enter(int code, String person, String session) {
        return new ConsoleDeed.Enter(
                code, Swap.verifier(code), person, "a pump", Duration.ofHours(2), session);
    }

    @Test
    void each_deed_at_the_console_that_is_done_leaves_its_entry_before_the_answer() {
        held();
        assertThat(leaves(enter(2, "Jon Ek", "b".repeat(64)))).containsExactly("BREAK_GLASS_USED");
        assertThat(leaves(new ConsoleDeed.Leave("b".repeat(64)))).containsExactly("HOLD_LEFT");
        assertThat(leaves(new ConsoleDeed.EndHold(Swap.MARA))).containsExactly("HOLD_ENDED");

        held();
        assertThat(leaves(new ConsoleDeed.CloseNow(Swap.MARA, NOON))).contains("EMERGENCY_CLOSED");

        held();
        swap.newUnit();
        assertThat(leaves(replacing())).containsExactly("REPLACEMENT_ASKED");
        long number = swap.number();
        assertThat(leaves(new ConsoleDeed.GiveUpReplacement(Swap.MARA, number)))
                .containsExactly("REPLACEMENT_ENDED");

        swap.ask();
        assertThat(
                        leaves(
                                new ConsoleDeed.ConfirmReplacement(
                                        Swap.MARA,
                                        swap.number(),
                                        "Jon Ek",
                                        2,
                                        Swap.verifier(2),
                                        "d".repeat(64))))
                .startsWith("BREAK_GLASS_USED", "REPLACEMENT_INTENT");

        assertThat(tried)
                .isEqualTo(
                        new HashSet<>(Arrays.asList(ConsoleDeed.class.getPermittedSubclasses())));
    }

    private static ConsoleDeed replacing() {
        return new ConsoleDeed.Replace(Swap.MARA, FW, "NEW 7", Swap.KEY, "its power supply burnt");
    }

    /** Who leaves without having been there changed nothing. */
    @Test
    void who_is_in_no_hold_leaves_none_and_nothing_is_written() {
        held();
        assertThat(leaves(new ConsoleDeed.Leave("c".repeat(64)))).isEmpty();
    }
}
