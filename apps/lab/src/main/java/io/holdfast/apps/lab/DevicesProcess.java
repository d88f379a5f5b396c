package io.holdfast.apps.lab;

import io.holdfast.simulator.FleetDescription;
import io.holdfast.simulator.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The process in which all simulated devices run, apart from the centre and the site nodes. */
final class DevicesProcess {

    static final String READY = "devices-ready.json";

    /** What the devices keep when their process is killed, and the history of each. */
    static final String FLASH = "flash";

    private DevicesProcess() {}

    /** Runs until it is told to stop. */
    static int run(Options options) {
        Path file =
                options.file()
                        .orElseThrow(() -> new Refusal(2, "devices needs --file DESCRIPTION"));
        var description = Json.read(file, FleetDescription.class);
        try (var fleet = SimulatedFleet.start(description, options.plant().resolve(FLASH))) {
            Secrets.write(options.plant().resolve(READY), Json.text(fleet.ready()));
            var end = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(end::countDown));
            end.await();
            return 0;
        } catch (IOException e) {
            throw new Refusal(1, "the simulated devices do not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
