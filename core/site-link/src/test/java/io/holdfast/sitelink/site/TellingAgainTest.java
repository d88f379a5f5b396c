package io.holdfast.sitelink.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SlotReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a site does when its centre came back from a backup and has forgotten what it was told. */
class TellingAgainTest {

    private final Plant plant = new Plant();

    @Test
    void a_centre_that_forgot_entries_is_told_of_every_device_again() {
        plant.accept(1, 1);
        plant.settle();
        plant.heard.clear();
        plant.run(Duration.ofSeconds(70));
        assertThat(plant.heard).flatExtracting(LinkRequest::slots).isEmpty();

        plant.forgotten = 3;
        plant.run(Duration.ofSeconds(70));

        assertThat(plant.heard)
                .flatExtracting(LinkRequest::slots)
                .extracting(SlotReport::slot)
                .contains(Plant.FW, Plant.SW);
        assertThat(plant.memory.acknowledged().sequence()).isEqualTo(plant.journal.size() - 3);
    }
}
