package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.simulator.FleetReady.DeviceReady;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A site whose devices are spoken to over real SSH. */
abstract class OnTheWire {

    SimulatedFleet fleet;
    DeviceReady firewall;
    DeviceReady access;

    @BeforeEach
    void start() throws IOException {
        fleet = SimulatedFleet.start(new FleetDescription(List.of(DemoPlan.description())));
        firewall = ready("fw-1");
        access = ready("sw-1");
    }

    @AfterEach
    void stop() {
        fleet.close();
    }

    private DeviceReady ready(String slot) {
        return fleet.ready().devices().stream()
                .filter(d -> d.slot().equals(slot))
                .findFirst()
                .orElseThrow();
    }

    SimulatedDevice device(String slot) {
        return fleet.device("ww-01", slot).orElseThrow();
    }

    List<Cause> causes(String slot) {
        return device(slot).history().stream().map(e -> e.cause()).toList();
    }

    interface Claim {
        boolean holds() throws IOException;
    }

    static void eventually(Claim claim) throws IOException {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!claim.holds()) {
            assertThat(System.nanoTime()).as("within five seconds").isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
