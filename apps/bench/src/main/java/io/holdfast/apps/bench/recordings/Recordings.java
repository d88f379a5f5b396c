package io.holdfast.apps.bench.recordings;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.apps.bench.WrongUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Discovers every recorded device of a folder with the real SNMP adapter over UDP, and compares it
 * with the inventory another product expects. The figure is told per system and per kind of field.
 * Holds if at least the goal's share of all asserted fields is right and every device was heard.
 */
public final class Recordings implements Suite {

    /** devices.md: of asserted fields on devices never seen before. */
    private static final long GOAL = 90;

    private static final int AT_ONCE = 6;
    private static final List<String> BREAKS = List.of("order", "ports", "vlans");

    @Override
    public Kind kind() {
        return Kind.CHECK;
    }

    @Override
    public String name() {
        return "recordings";
    }

    @Override
    public String about() {
        return "recorded devices discovered over UDP, compared with an outside inventory";
    }

    @Override
    public String usage() {
        return """
          --dir DIR            folder of NAME.snmprec.gz and NAME.expected.json.gz
                               (otherwise HOLDFAST_RECORDINGS)
          --goal PERCENT       share of asserted fields that must be right (90)
          --at-once N          recordings played at the same time (6)
          --version v3|v2c     how the adapter asks (v3)
          --differences FILE   write every difference, a line each
          --break NAME         order: agents answer backwards; ports, vlans: the adapter loses some
        """;
    }

    @Override
    public void run(Options options, Report report) throws IOException {
        var folder =
                options.folder("dir")
                        .or(() -> environment("HOLDFAST_RECORDINGS"))
                        .orElseThrow(
                                () -> new WrongUse("Say --dir DIR or set HOLDFAST_RECORDINGS."));
        long goal = options.number("goal", GOAL, 0, 100);
        int atOnce = (int) options.number("at-once", AT_ONCE, 1, 64);
        var version = options.text("version").orElse("v3");
        var breaking = options.text("break").orElse(null);
        var file = options.text("differences");
        options.done();
        if (!version.equals("v3") && !version.equals("v2c")) {
            throw new WrongUse("--version is v3 or v2c.");
        }
        if (breaking != null && !BREAKS.contains(breaking)) {
            throw new WrongUse("--break is one of " + BREAKS + ".");
        }
        report.parameter("dir", folder.toString());
        report.parameter("version", version);
        report.parameter("goal", goal);
        report.parameter("break", breaking == null ? "" : breaking);
        var seen = new Replay(version.equals("v2c"), breaking).play(folder, atOnce);
        if (seen.isEmpty()) {
            report.failed("no recording in " + folder);
            return;
        }
        tell(seen, AllowList.standard(), goal, report);
        if (file.isPresent()) {
            write(seen, Path.of(file.get()));
        }
    }

    private static java.util.Optional<Path> environment(String name) {
        return java.util.Optional.ofNullable(System.getenv(name))
                .map(Path::of)
                .filter(Files::isDirectory);
    }

    /** Right and asserted. */
    private record Share(int right, int asserted) {
        Share plus(int moreRight, int moreAsserted) {
            return new Share(right + moreRight, asserted + moreAsserted);
        }

        double percent() {
            return asserted == 0 ? 100 : Math.round(10_000.0 * right / asserted) / 100.0;
        }
    }

    private static void tell(
            SortedMap<String, Replay.Seen> seen, AllowList allowed, long goal, Report report) {
        var systems = new TreeMap<String, Share>();
        var fields = new TreeMap<String, Share>();
        var all = new Share(0, 0);
        int excused = 0;
        for (var one : seen.values()) {
            var verdict = one.verdict();
            int wrong = verdict.differences().size();
            all = all.plus(verdict.total() - wrong, verdict.total());
            add(systems, one.system(), verdict.total() - wrong, verdict.total());
            verdict.asserted().forEach((field, n) -> add(fields, field, n, n));
            for (var difference : verdict.differences()) {
                add(fields, difference.field(), -1, 0);
                excused += allowed.covers(one.name(), difference) ? 1 : 0;
            }
            if (!one.silence().isEmpty()) {
                report.failed(one.name() + " was not heard: " + one.silence());
            }
        }
        report.count("recordings", seen.size());
        report.count("variables", seen.values().stream().mapToLong(Replay.Seen::variables).sum());
        report.count("lines skipped", seen.values().stream().mapToLong(Replay.Seen::skipped).sum());
        report.count("asserted fields", all.asserted());
        report.count("right", all.right());
        report.count("differences with a reason in the allow-list", excused);
        figures("system", systems, report);
        figures("field", fields, report);
        report.figure("right", all.percent(), "%");
        if (all.percent() < goal) {
            report.failed(
                    String.format(
                            Locale.ROOT,
                            "%.2f %% of %d asserted fields are right, the goal is %d %%",
                            all.percent(),
                            all.asserted(),
                            goal));
        }
    }

    private static void add(Map<String, Share> shares, String key, int right, int asserted) {
        shares.merge(key, new Share(right, asserted), (a, b) -> a.plus(b.right(), b.asserted()));
    }

    private static void figures(String kind, Map<String, Share> shares, Report report) {
        shares.forEach((name, share) -> {
            report.figure(kind + " " + name, share.percent(), "% of " + share.asserted());
            report.say(
                    String.format(
                            Locale.ROOT,
                            "%-7s %-24s %6.2f %%  of %d",
                            kind,
                            name,
                            share.percent(),
                            share.asserted()));
        });
    }

    private static void write(SortedMap<String, Replay.Seen> seen, Path file) throws IOException {
        var lines = new ArrayList<String>();
        for (var one : seen.values()) {
            one.verdict().differences().forEach(d -> lines.add(one.name() + ": " + d));
        }
        Files.write(file, lines, StandardCharsets.UTF_8);
    }
}
