package io.holdfast.sitelink.site;

import static io.holdfast.sitelink.site.Plant.FW;
import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.sitelink.Digests;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakingBackTest {

    private final Plant plant = new Plant();

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
