package io.holdfast.apps.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine has to spare. */
final class Machine {

    /**
     * What the whole plant was measured to need, with a margin: about 1.6 GiB resident, database
     * included.
     */
    static final long NEEDED_MEBIBYTES = 2200;

    private Machine() {}

    static void checkMemory() {
        long free = availableMebibytes(Path.of("/proc/meminfo"));
        if (free < NEEDED_MEBIBYTES) {
            throw new Refusal(
                    3,
                    "the plant needs "
                            + NEEDED_MEBIBYTES
                            + " MiB of free memory and this machine has "
                            + free
                            + " MiB. Close something, or use a larger machine");
        }
    }

    /** MemAvailable in MiB; unknown counts as enough, since refusing on a guess helps nobody. */
    static long availableMebibytes(Path meminfo) {
        try {
            for (var line : Files.readAllLines(meminfo)) {
                if (line.startsWith("MemAvailable:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return Long.MAX_VALUE;
        }
        return Long.MAX_VALUE;
    }
}
