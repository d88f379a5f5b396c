package io.holdfast.apps.bench.hostile;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.apps.bench.WrongUse;
import io.holdfast.site.node.HostileChanges;
import io.holdfast.site.node.HostileChanges.Broken;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Changes made to lock the site node out (G-10): set at simulated devices whose data plane says
 * whether they still answer, and asked of the site's own checks; and carried out by whole site
 * nodes whose verifier agrees with anything, where the device's own timer is what is left.
 */
public final class HostileCheck implements Suite {

    @Override
    public Kind kind() {
        return Kind.CHECK;
    }

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public String about() {
        return "changes that would lock the site node out: refused, or taken back in time";
    }

    @Override
    public String usage() {
        return """
          --n N        how many are asked of the site's own checks (500)
          --timers N   how many whole nodes carry out with real timers of 5 s (60)
          --nodes N    how many nodes side by side (8)
          --seed S     where randomness begins (20261126)
          --break NAME one of: %s
        """
                .replace("%s", String.join(", ", words()));
    }

    private static List<String> words() {
        return Arrays.stream(Broken.values())
                .filter(broken -> broken != Broken.NOTHING)
                .map(HostileCheck::word)
                .toList();
    }

    private static String word(Broken broken) {
        return broken.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Broken broken(String word) {
        return Arrays.stream(Broken.values())
                .filter(known -> word(known).equals(word))
                .findFirst()
                .orElseThrow(() -> new WrongUse("--break is one of " + words()));
    }

    @Override
    public void run(Options options, Report report) throws IOException {
        int judged = options.cases(500);
        int timers = (int) options.number("timers", 60, 0, 1_000_000);
        int nodes = (int) options.number("nodes", 8, 1, 64);
        long seed = options.seed(20_261_126L);
        var broken = options.text("break").map(HostileCheck::broken).orElse(Broken.NOTHING);
        options.done();
        report.parameter("n", judged);
        report.parameter("timers", timers);
        report.parameter("seed", seed);
        report.parameter("break", broken == Broken.NOTHING ? "" : word(broken));
        var folder = Files.createTempDirectory("holdfast-hostile");
        try {
            tell(HostileChanges.judge(folder.resolve("judged"), judged, seed, broken), report);
            if (timers > 0) {
                tell(
                        HostileChanges.carryOut(
                                folder, timers, seed, Math.min(nodes, timers), broken),
                        report);
            }
        } finally {
            HostileChanges.delete(folder);
        }
    }

    private static void tell(HostileChanges.Judged judged, Report report) {
        report.count("cut a device off and were refused", judged.cut());
        report.count("cut nothing off and were refused all the same", judged.cautious());
        report.count("harmless and allowed", judged.harmless());
        report.count("taken by no device", judged.notTaken());
        report.count("words about logins, refused", judged.words());
        judged.findings().forEach(report::failed);
    }

    private static void tell(HostileChanges.CarriedOut done, Report report) {
        report.count("carried out: taken back", done.takenBack());
        report.count("carried out: harmless and kept", done.kept());
        report.count("carried out: refused before the push", done.refused());
        report.figure("slowest way back from the release on", (double) done.slowest(), "ms");
        done.findings().forEach(report::failed);
    }
}
