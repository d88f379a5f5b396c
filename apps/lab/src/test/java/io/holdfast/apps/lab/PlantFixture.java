package io.holdfast.apps.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one plant all end-to-end tests of a run share; it is stopped when the test run ends. */
final class PlantFixture {

    /** Far from the ports a person's own plant uses. */
    private static final int PORT_BASE = 19_400;

    static final Path HOME = home();

    private static RunningPlant plant;

    private PlantFixture() {}

    private static Path home() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("holdfast"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static synchronized RunningPlant plant() throws IOException, InterruptedException {
        if (plant == null) {
            var state = Files.createTempDirectory(HOME.resolve("apps/lab/target"), "plant-");
            plant = RunningPlant.start(HOME, state, PORT_BASE);
            Runtime.getRuntime().addShutdownHook(new Thread(plant::close, "stop-plant"));
            System.out.println(
                    "The plant was ready after "
                            + plant.startTime().toSeconds()
                            + " s: "
                            + Path.of("").toAbsolutePath().relativize(state));
        }
        return plant;
    }
}
