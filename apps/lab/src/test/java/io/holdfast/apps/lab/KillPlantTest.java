package io.holdfast.apps.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The kill check at the size of every run (G-01): two rollouts over every site, which open and
 * close the vendor's way in, so that the plant is left as it was found. Any size by {@code check
 * kill}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillPlantTest extends PlantStory {

    private static final long SEED = 20_261_127L;

    private static KillTally killed(KillPlace place) throws Exception {
        var tally = new KillTally();
        var random = new SplittableRandom(SEED + place.at().length());
        new KillRound(new KillRig(plant), tally, random, Optional.empty())
                .run("kill at " + place.at(), Optional.of(place), 0);
        System.out.println(Json.line(tally.content()));
        return tally;
    }

    @Test
    @Order(1)
    void a_site_node_killed_with_a_device_on_trial_leaves_nothing_in_between() throws Exception {
        var tally =
                killed(
                        new KillPlace(
                                KillPlace.siteNode("ww-01"),
                                KillPlace.Kind.SITE_NODE,
                                "after-apply"));

        assertThat(tally.findings()).isEmpty();
        assertThat(tally.kills()).isGreaterThanOrEqualTo(2);
    }

    @Test
    @Order(2)
    void a_centre_killed_in_the_middle_of_an_approval_does_it_once_and_loses_nothing()
            throws Exception {
        var tally = killed(new KillPlace(KillPlace.CENTRE, KillPlace.Kind.STATEMENT, "rollout"));

        assertThat(tally.findings()).isEmpty();
        assertThat(tally.kills()).isOne();
    }
}
