package io.holdfast.apps.bench.fuzz;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.apps.bench.WrongUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Coverage-guided fuzzing with Jazzer, each target in a process of its own, from the committed
 * seeds; a finding is printed with its bytes.
 */
public final class FuzzCheck implements Suite {

    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second.*");
    private static final Pattern COVERAGE = Pattern.compile("#\\d+\\s+\\w+\\s+cov: (\\d+) .*");
    private static final Pattern BASE64 = Pattern.compile("Base64: (.*)");
    private static final String EXCEPTION = "== Java Exception: ";

    @Override
    public Kind kind() {
        return Kind.CHECK;
    }

    @Override
    public String name() {
        return "fuzz";
    }

    @Override
    public String about() {
        return "bytes nobody thought of, for everything that reads what others wrote";
    }

    @Override
    public String usage() {
        return """
          --seconds N  how long each target (60)
          --target T   only this one: %s
          --seed S     where randomness begins (20261126)
          --break planted  a reader that throws
        """
                .replace("%s", String.join(", ", words()));
    }

    private static List<String> words() {
        return Arrays.stream(Target.values()).map(Target::word).toList();
    }

    @Override
    public void run(Options options, Report report) throws IOException, InterruptedException {
        long seconds = options.number("seconds", 60, 1, 7 * 24 * 60 * 60);
        long seed = options.number("seed", 20_261_126, 1, Integer.MAX_VALUE);
        var only = options.text("target");
        var planted = options.text("break");
        options.done();
        planted.filter(word -> !word.equals("planted"))
                .ifPresent(word -> {
                    throw new WrongUse("--break knows no bug " + word + ".");
                });
        var targets =
                only.map(word ->
                                List.of(
                                        Target.named(word)
                                                .orElseThrow(() ->
                                                        new WrongUse(
                                                                "--target is one of " + words()))))
                        .orElse(List.of(Target.values()));
        report.parameter("seconds", seconds);
        report.parameter("seed", seed);
        report.parameter("break", planted.orElse(""));
        report.peer("Jazzer 0.30.0 (libFuzzer)");
        var folder = Files.createTempDirectory("holdfast-fuzz");
        try {
            var path = ClassPath.of(Files.createDirectories(folder.resolve("classes")));
            for (var target : targets) {
                var corpus = Files.createDirectories(folder.resolve(target.word()));
                Seeds.write(target, corpus);
                fuzz(target, path, corpus, seconds, seed, planted.isPresent(), report);
            }
        } finally {
            delete(folder);
        }
    }

    private static void fuzz(
            Target target,
            String path,
            Path corpus,
            long seconds,
            long seed,
            boolean planted,
            Report report)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:+EnableDynamicAgentLoading",
                                "--enable-native-access=ALL-UNNAMED",
                                "-D" + JazzerDoor.PLANTED + "=" + planted,
                                "-cp",
                                path,
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + JazzerDoor.class.getName(),
                                "--target_args=" + target.word(),
                                "--instrumentation_includes=io.holdfast.**",
                                "--custom_hook_includes=io.holdfast.**",
                                "--reproducer_path=" + corpus.getParent(),
                                "-artifact_prefix=" + corpus.getParent() + "/",
                                "-seed=" + seed,
                                "-max_len=8192",
                                "-timeout=20",
                                "-rss_limit_mb=2048",
                                "-max_total_time=" + seconds,
                                corpus.toString())
                        .redirectErrorStream(true)
                        .start();
        // It must not go on fuzzing for nobody.
        var end = new Thread(process::destroyForcibly, "fuzz-end");
        Runtime.getRuntime().addShutdownHook(end);
        var found = new Found();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                found.hear(line);
            }
        } finally {
            process.destroy();
        }
        int code = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        report.count(target.word() + " executions", found.executions);
        report.count(target.word() + " edges", found.edges);
        report.say(
                target.word() + ": " + found.executions + " executions, " + found.edges + " edges");
        if (code != 0) {
            report.failed(target.word() + " ended with " + code + ": " + found.last());
        }
    }

    /** What is worth keeping of Jazzer's words. */
    private static final class Found {

        private long executions;
        private long edges;
        private String exception = "";
        private String input = "";
        private String lastLine = "";

        void hear(String line) {
            lastLine = line.isBlank() ? lastLine : line;
            var done = DONE.matcher(line);
            if (done.matches()) {
                executions = Long.parseLong(done.group(1));
            }
            var coverage = COVERAGE.matcher(line);
            if (coverage.matches()) {
                edges = Long.parseLong(coverage.group(1));
            }
            if (line.startsWith(EXCEPTION) && exception.isEmpty()) {
                exception = line.substring(EXCEPTION.length());
            }
            var bytes = BASE64.matcher(line);
            if (bytes.matches()) {
                input = bytes.group(1);
            }
        }

        String last() {
            return exception.isEmpty() ? lastLine : exception + " on base64 " + input;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
