package io.holdfast.apps.simulation;

import io.holdfast.sitelink.site.Pace;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code check waves --n SITES --tempo T --seed S --json --break sluggish}: a rollout over many
 * sites in waves, without a missed deadline.
 */
final class WavesCheck {

    private static final String USAGE =
            "usage: waves [--n SITES] [--tempo TIMES] [--seed S] [--json] [--break sluggish]";

    private WavesCheck() {}

    static int run(List<String> args, PrintStream out, PrintStream err) {
        Asked asked;
        int tempo;
        boolean sluggish;
        try {
            var words = new ArrayList<>(args);
            var broken = take(words, "--break", "");
            sluggish = broken.equals("sluggish");
            if (!sluggish && !broken.isEmpty()) {
                throw new IllegalArgumentException("--break knows sluggish alone");
            }
            tempo = Integer.parseInt(take(words, "--tempo", "8"));
            asked = Asked.read(words, 300);
            if (tempo < 0 || tempo > 1000 || asked.count() > 9999) {
                throw new IllegalArgumentException(USAGE);
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            err.println(USAGE + "; " + e.getMessage());
            return 2;
        }
        long begun = System.nanoTime();
        var result =
                new Waves(asked.count(), asked.first())
                        .run(tempo, sluggish ? Duration.ofMillis(20) : Duration.ZERO);
        double wall = (System.nanoTime() - begun) / 1e9;
        double cpu = cpuSeconds();
        var seconds = result.waves().stream().map(Duration::toSeconds).toList();
        if (asked.json()) {
            out.printf(
                    Locale.ROOT,
                    "{\"check\":\"waves\",\"sites\":%d,\"devices\":%d,\"tempo\":%d,\"seed\":%d,"
                            + "\"break\":\"%s\",\"waveSeconds\":%s,\"deadlinesMissed\":%d,"
                            + "\"longestTrialSeconds\":%d,\"trialSeconds\":%d,\"lateMillis\":%d,"
                            + "\"events\":%d,\"cpuSeconds\":%.1f,\"seconds\":%.1f,\"broken\":%d,"
                            + "\"findings\":[%s]}%n",
                    asked.count(),
                    asked.count() * Scenario.SLOTS.size(),
                    tempo,
                    asked.first(),
                    sluggish ? "sluggish" : "",
                    seconds,
                    result.rung(),
                    result.longestTrial().toSeconds(),
                    Pace.PLANT.trial().toSeconds(),
                    result.late().toMillis(),
                    result.events(),
                    cpu,
                    wall,
                    result.findings().size(),
                    Asked.quoted(result.findings()));
        } else {
            out.printf(
                    Locale.ROOT,
                    "%d sites with %d devices each: waves of %s s, %d deadlines missed, longest"
                            + " trial %d of %d s, machine late by %d ms of virtual time at most"
                            + " (tempo %d), %d events, %.1f CPU-s, %.1f s%n",
                    asked.count(),
                    Scenario.SLOTS.size(),
                    seconds,
                    result.rung(),
                    result.longestTrial().toSeconds(),
                    Pace.PLANT.trial().toSeconds(),
                    result.late().toMillis(),
                    tempo,
                    result.events(),
                    cpu,
                    wall);
            result.findings().forEach(out::println);
        }
        return result.findings().isEmpty() ? 0 : 1;
    }

    private static String take(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        if (at + 1 >= words.size()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        words.remove(at);
        return words.remove(at);
    }

    private static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }
}
