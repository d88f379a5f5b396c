package io.holdfast.apps.bench.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The committed inputs every run begins with, one a line of a file for each target: text with
 * escapes of Java, or {@code hex:} and digits. What was once found to break a reader is added there
 * and stays.
 */
final class Seeds {

    private static final String HEX = "hex:";

    private Seeds() {}

    static List<byte[]> of(Target target) throws IOException {
        try (var in = Seeds.class.getResourceAsStream(target.word() + ".txt")) {
            if (in == null) {
                throw new IOException("no seeds of " + target.word());
            }
            var seeds = new ArrayList<byte[]>();
            for (var line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.isEmpty()) {
                    seeds.add(
                            line.startsWith(HEX)
                                    ? HexFormat.of().parseHex(line.substring(HEX.length()))
                                    : line.translateEscapes().getBytes(StandardCharsets.UTF_8));
                }
            }
            return seeds;
        }
    }

    static void write(Target target, Path folder) throws IOException {
        int number = 0;
        for (var seed : of(target)) {
            Files.write(folder.resolve("seed-" + number++), seed);
        }
    }
}
