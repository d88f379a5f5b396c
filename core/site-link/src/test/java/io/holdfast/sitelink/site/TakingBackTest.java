package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static io.holdfast.sitelink.site.Plant.SW;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.sitelink.Digests;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakingBackTest {

    private final Plant plant = new Plant();

    /** The look and the proof ask the same device; whichever is first must not hide it. */
    @Test
    void a_neighbour_that_a_look_finds_silent_during_the_trial_is_still_asked() {
        plant.devices.get(FW).failedProbes = List.of(new SiteEvent.FailedProbe("historian", "no"));
        plant.run(Duration.ofMinutes(10));
        plant.accept(7, 2);
        while (plant.entries("INTENT").isEmpty()) {
            plant.run(Duration.ofMillis(100));
        }
        plant.devices.get(SW).reachable = false;
        plant.tell(new SiteEvent.Noticed(SW));
        plant.run(Duration.ofSeconds(1));
        assertThat(plant.slot(SW).sight()).isInstanceOf(SlotState.Sight.Silent.class);
        int before = plant.done.size();
        plant.run(Duration.ofMinutes(2));

        assertThat(plant.done.subList(before, plant.done.size()))
                .filteredOn(o -> o instanceof SiteOrder.Read read && read.probe())
                .isNotEmpty()
                .allSatisfy(o -> assertThat(((SiteOrder.Read) o).neighbours()).containsExactly(SW));
    }

    @Test
    void a_device_without_a_timer_is_told_to_go_back_until_it_did() {
        var fw = plant.devices.get(FW);
        fw.selfReverting = false;
        fw.failedProbes = List.of(new SiteEvent.FailedProbe("historian", "no"));
        fw.lostReverts = 2;
        plant.run(Duration.ofMinutes(10));
        plant.accept(7, 1);
        plant.settle();

        assertThat(fw.running).isEqualTo(Digests.of(DeviceConfig.EMPTY));
        assertThat(fw.lostReverts).isZero();
        assertThat(plant.slot(FW).standing()).isInstanceOf(SlotState.Standing.TakenBack.class);
        assertThat(plant.entries("OUTCOME").getLast().payload())
                .contains("TAKEN_BACK")
                .doesNotContain("CONFLICT");
    }
}
