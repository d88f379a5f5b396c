package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.simulator.datastore.Datastores.Store;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.xml.XmlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet whose process ended starts again with what its devices had saved. */
class FlashTest {

    @TempDir Path flash;

    private SimulatedFleet fleet() throws Exception {
        return SimulatedFleet.start(new FleetDescription(List.of(DemoPlan.description())), flash);
    }

    private static SimulatedDevice firewall(SimulatedFleet fleet) {
        return fleet.sites().getFirst().device("fw-1").orElseThrow();
    }

    private static void describe(SimulatedDevice device, Who who, String words) throws Exception {
        var port = device.description().ports().getFirst();
        device.datastores()
                .edit(
                        who,
                        XmlReader.read(
                                "<config><interfaces"
                                        + " xmlns=\"urn:ietf:params:xml:ns:yang:ietf-interfaces\">"
                                        + "<interface><name>"
                                        + port
                                        + "</name><description>"
                                        + words
                                        + "</description></interface></interfaces></config>"),
                        "merge",
                        true,
                        true);
    }

    @Test
    void what_was_saved_is_there_again_and_what_was_not_is_gone() throws Exception {
        String saved;
        try (var fleet = fleet()) {
            var device = firewall(fleet);
            var who = new Who(device.newSession(), "somebody");
            describe(device, who, "saved");
            device.datastores().commit(who, "");
            device.datastores().copy(who, Store.RUNNING, Store.STARTUP);
            saved = device.history().getLast().running();
            describe(device, who, "never saved");
            device.datastores().commitOnTrial(who, Duration.ofMinutes(5), "token", "");
        }

        try (var fleet = fleet()) {
            var device = firewall(fleet);
            assertThat(device.runningXml()).contains(">saved<").doesNotContain("never saved");
            assertThat(device.history().getLast().running()).isEqualTo(saved);
        }
        var lines =
                Files.readAllLines(flash.resolve(DemoPlan.description().site() + "-fw-1.history"));
        assertThat(lines).hasSize(5).last().asString().contains("STARTED " + saved);
        assertThat(lines.get(3)).contains("ON_TRIAL").endsWith(" token");
    }
}
