package io.holdfast.apps.bench.link;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The other end of a {@link Hall}: reads what it is told until there is no more. */
final class Told {

    private Told() {}

    /** What one line asks for. */
    interface Deed {
        String of(List<String> words) throws Exception;
    }

    static void say(String line) {
        System.out.println(Hall.SAYS + line);
        System.out.flush();
    }

    static void until(Deed deed) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            say(line.equals("clean") ? clean() : deed.of(List.of(line.split(" ", -1))));
        }
    }

    /** Bytes that are alive. */
    private static String clean() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Long.toString(runtime.totalMemory() - runtime.freeMemory());
    }
}
