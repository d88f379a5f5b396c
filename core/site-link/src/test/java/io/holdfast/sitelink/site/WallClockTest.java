package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.digest;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallClockTest {

    private final Plant plant = new Plant();

    @Test
    void a_step_of_the_wall_clock_is_journaled_and_moves_nothing() {
        plant.accept(7, 1);
        plant.settle();
        var bounds = plant.memory.time().bounds(plant.now);
        plant.tell(new SiteEvent.WallClock(plant.now.plusSeconds(3)));
        assertThat(plant.entries("CLOCK_STEPPED")).isEmpty();
        plant.tell(new SiteEvent.WallClock(plant.now.minus(Duration.ofDays(400))));
        plant.tell(new SiteEvent.WallClock(plant.now.minus(Duration.ofDays(400))));

        assertThat(plant.entries("CLOCK_STEPPED")).hasSize(1);
        assertThat(plant.memory.time().bounds(plant.now)).isEqualTo(bounds);
        assertThat(plant.broken).isEmpty();
    }

    @Test
    void after_a_sleep_nobody_believes_that_no_time_passed() {
        plant.settle();
        plant.tell(new SiteEvent.WallClock(plant.now.plus(Duration.ofDays(2))));

        assertThat(plant.memory.time().bounds(plant.now).latest())
                .isAfter(plant.now.plus(Duration.ofDays(2)));
    }

    @Test
    void a_node_that_starts_with_its_clock_set_back_goes_on_and_says_so() {
        plant.accept(7, 1);
        plant.settle();
        plant.now = plant.now.minus(Duration.ofDays(400));
        plant.wake = plant.now;
        plant.wan = false;
        plant.start();
        plant.accept(8, 1);
        plant.settle();

        assertThat(plant.devices.get(FW).running).isEqualTo(digest(8, FW));
        assertThat(plant.entries("CLOCK_SUSPECT")).hasSize(1);
        assertThat(plant.memory.time().bounds(plant.now).latest()).isEqualTo(Instant.MAX);
        assertThat(plant.memory.link().standing()).isInstanceOf(Link.Standing.Autonomous.class);
        assertThat(plant.broken).isEmpty();
    }
}
