package io.holdfast.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.change.Edits.Edited;
import io.holdfast.core.change.Reversal.Outcome;
import io.holdfast.core.change.Reversal.State;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.Plant;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Taking one change back while what came after it stays. */
class ReversalTest {

    private static final State START = new State(Blueprint.reference(), Plant.sites());

    /** What the guardrails of the reference let through there. */
    private static final List<String> ALLOWED = List.of("tcp/443", "tcp/8443", "icmp/8");

    @Test
    void what_a_change_added_goes_and_what_came_later_stays() {
        var after = applied(START, List.of(new PolicyEdit.PutConduit(Plant.vendorAccess())));
        var later = other("later", "tcp/443");
        var now = applied(after, List.of(new PolicyEdit.PutConduit(later)));

        var back = back(Reversal.of(START, after, now));

        assertThat(back).containsExactly(new PolicyEdit.RemoveConduit(Plant.vendorAccess().id()));
        assertThat(applied(now, back))
                .isEqualTo(applied(START, List.of(new PolicyEdit.PutConduit(later))));
    }

    @Test
    void what_was_changed_again_since_is_left_to_a_person() {
        var after = applied(START, List.of(new PolicyEdit.PutConduit(other("x", "tcp/8443"))));
        var now = applied(after, List.of(new PolicyEdit.PutConduit(other("x", "tcp/443"))));

        assertThat(Reversal.of(START, after, now))
                .isEqualTo(
                        new Outcome.Cannot(
                                "REVERT_OVERTAKEN",
                                "Since this change conduit x was changed again; propose by hand"
                                        + " what it is to be."));
    }

    @Test
    void what_is_as_before_already_has_nothing_to_take_back() {
        var after = applied(START, List.of(new PolicyEdit.PutConduit(Plant.vendorAccess())));

        assertThat(Reversal.of(START, after, START))
                .isInstanceOfSatisfying(
                        Outcome.Cannot.class,
                        no -> assertThat(no.code()).isEqualTo("NOTHING_TO_REVERT"));
        assertThat(Reversal.of(START, START, after)).isInstanceOf(Outcome.Cannot.class);
    }

    @Test
    void a_site_that_came_with_it_is_not_taken_back_by_edits() {
        var more = new ArrayList<>(START.plans());
        more.removeLast();

        assertThat(Reversal.of(new State(START.model(), more), START, START))
                .isInstanceOfSatisfying(
                        Outcome.Cannot.class,
                        no -> assertThat(no.code()).isEqualTo("REVERT_SITES_DIFFER"));
    }

    @Test
    void over_random_changes_taking_back_is_as_if_it_had_never_been() {
        long seed = Long.getLong("holdfast.seed", System.nanoTime());
        var random = new Random(seed);
        for (int run = 0; run < 300; run++) {
            var mine = some(random, "mine");
            var others = some(random, "others");
            var after = applied(START, mine);
            var now = applied(after, others);

            var back = back(Reversal.of(START, after, now));

            assertThat(sorted(applied(now, back)))
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(sorted(applied(START, others)));
        }
    }

    /** Edits that speak of other things whenever the names differ. */
    private static List<PolicyEdit> some(Random random, String name) {
        var edits = new ArrayList<PolicyEdit>();
        int count = 1 + random.nextInt(3);
        IntStream.range(0, count)
                .mapToObj(i -> other(name + "-" + i, ALLOWED.get(random.nextInt(3))))
                .map(PolicyEdit.PutConduit::new)
                .forEach(edits::add);
        var zones = name.equals("mine") ? List.of("it") : List.of("ot-dmz");
        for (var zone : zones) {
            if (random.nextBoolean()) {
                var plan = START.plans().getFirst();
                // No VLAN both could ask for: the second would be refused, and rightly.
                int of = name.equals("mine") ? 100 : 1000;
                plan.zone(new ZoneName(zone))
                        .map(z -> moved(z, of + random.nextInt(900)))
                        .map(z -> new PolicyEdit.PutSiteZone(plan.site(), z))
                        .ifPresent(edits::add);
            }
        }
        return edits;
    }

    private static SiteZone moved(SiteZone zone, int vlan) {
        return Plant.vlan(zone, vlan);
    }

    /** Where a conduit stands in the list means nothing. */
    private static List<String> sorted(State state) {
        var all = new ArrayList<String>();
        state.model().conduits().forEach(c -> all.add(c.toString()));
        state.plans().forEach(p -> all.add(p.toString()));
        return all.stream().sorted().toList();
    }

    private static Conduit other(String id, String service) {
        return Plant.conduit(id, "it/reporting", "ot-dmz/historian", service);
    }

    private static State applied(State on, List<PolicyEdit> edits) {
        return switch (Edits.apply(on.model(), on.plans(), edits)) {
            case Edited.Applied(var model, var plans) -> new State(model, plans);
            case Edited.Refused(var problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<PolicyEdit> back(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Back(var edits) -> edits;
            case Outcome.Cannot no -> throw new AssertionError(no.toString());
        };
    }
}
