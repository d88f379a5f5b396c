package io.holdfast.controller.backups;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code ./holdfast backup} does: makes a backup beside the running centre, checks one without
 * any server, brings one back into an empty place. Exit codes: 0 done, 1 not, 2 wrong use.
 */
public final class BackupCommand {

    private static final String USAGE =
            """
            usage: ./holdfast backup create --to FILE [--passphrase-file FILE] [--config FILE]
                   ./holdfast backup verify FILE [--passphrase-file FILE]
                   ./holdfast backup restore FILE [--passphrase-file FILE] [--config FILE] [--epoch N]

              create             writes database, keys and audit head of the centre into one encrypted file;
                                 the centre goes on working
              verify             reads the whole file and compares every part; needs no server
              restore            brings it back into an empty database and an empty directory, one epoch
                                 later; start the centre then
              --passphrase-file  a private file with the passphrase in its first line; without it the
                                 keyboard is asked
              --config           the settings the centre is started with; without it those of the
                                 environment, or of the demo plant
              --epoch            no less than this: one more than any site says, if a later centre spoke
                                 to the sites already

            exit: 0 done, 1 not done, 2 wrong use\
            """;

    private static final List<String> OPTIONS =
            List.of("--to", "--passphrase-file", "--config", "--epoch");

    private final PrintWriter out;
    private final PrintWriter err;
    private final InstantSource clock;
    private final int iterations;

    BackupCommand(PrintWriter out, PrintWriter err, InstantSource clock, int iterations) {
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.iterations = iterations;
    }

    /** Runs with the words behind {@code backup}; answers the exit code. */
    public static int run(List<String> words, PrintWriter out, PrintWriter err) {
        return new BackupCommand(out, err, InstantSource.system(), SealedFile.ITERATIONS)
                .run(words);
    }

    private record Asked(String verb, List<String> files, Map<String, String> options) {

        Optional<Path> path(String option) {
            return Optional.ofNullable(options.get(option)).map(Path::of);
        }

        Path file() {
            if (files.size() != 1) {
                throw new WrongUse(verb + " needs the one file of the backup");
            }
            return Path.of(files.getFirst());
        }

        long epoch() {
            var text = options.getOrDefault("--epoch", "0");
            if (!text.matches("[0-9]{1,15}")) {
                throw new WrongUse("--epoch is a number");
            }
            return Long.parseLong(text);
        }
    }

    /** Not understood. */
    private static final class WrongUse extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongUse(String sentence) {
            super(sentence);
        }
    }

    int run(List<String> words) {
        try {
            if (words.contains("--help") || words.contains("-h")) {
                out.println(USAGE);
                return 0;
            }
            var asked = asked(words);
            switch (asked.verb()) {
                case "create" -> create(asked);
                case "verify" -> verify(asked);
                case "restore" -> restore(asked);
                default ->
                        throw new WrongUse(
                                "backup knows create, verify and restore, not \""
                                        + asked.verb()
                                        + "\"");
            }
            return 0;
        } catch (WrongUse e) {
            err.println("holdfast: " + e.getMessage());
            err.println(USAGE);
            return 2;
        } catch (Unusable e) {
            err.println("holdfast: " + e.sentence());
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static Asked asked(List<String> words) {
        var left = new ArrayList<>(words);
        var verb = left.isEmpty() ? "" : left.removeFirst();
        var files = new ArrayList<String>();
        var options = new TreeMap<String, String>();
        while (!left.isEmpty()) {
            var word = left.removeFirst();
            if (!word.startsWith("--")) {
                files.add(word);
            } else if (!OPTIONS.contains(word) || left.isEmpty()) {
                throw new WrongUse("not understood: " + word);
            } else {
                options.put(word, left.removeFirst());
            }
        }
        return new Asked(verb, files, options);
    }

    private void create(Asked asked) {
        var to = asked.path("--to").orElseThrow(() -> new WrongUse("--to FILE is missing"));
        if (!asked.files().isEmpty()) {
            throw new WrongUse("not understood: " + asked.files().getFirst());
        }
        var settings = CentreSettings.read(asked.path("--config"));
        var passphrase = Passphrase.chosen(asked.path("--passphrase-file"));
        var begun = clock.instant();
        var progress = new Progress(out, clock);
        progress.say("Backing up " + settings.database().url() + " ...");
        var manifest = new Backup(settings, progress, iterations).write(to, passphrase);
        tell(manifest);
        out.println(
                "Written: "
                        + to.toAbsolutePath()
                        + ", "
                        + Progress.size(size(to))
                        + " in "
                        + seconds(begun)
                        + " s. Without its passphrase nobody can read it, you included.");
    }

    private void verify(Asked asked) {
        var file = asked.file();
        var passphrase = Passphrase.known(asked.path("--passphrase-file"));
        var begun = clock.instant();
        tell(BackupFile.read(file, passphrase, (_, _) -> {}));
        out.println(
                "Whole: every part is what its manifest says, "
                        + Progress.size(size(file))
                        + " in "
                        + seconds(begun)
                        + " s.");
    }

    private void restore(Asked asked) {
        var file = asked.file();
        var settings = CentreSettings.read(asked.path("--config"));
        var passphrase = Passphrase.known(asked.path("--passphrase-file"));
        var begun = clock.instant();
        var progress = new Progress(out, clock);
        var came = new Return(settings, progress).from(file, passphrase, asked.epoch());
        tell(came.manifest());
        out.println(
                "Brought back in "
                        + seconds(begun)
                        + " s: the centre is in epoch "
                        + came.epoch()
                        + " now, before it was "
                        + came.manifest().epoch()
                        + ".");
        out.println(
                "  "
                        + came.tokensEnded()
                        + " tokens and invitations that nobody had used have ended, "
                        + came.loginsEnded()
                        + " logins as well.");
        out.println(
                "  What was changed at the centre after "
                        + came.manifest().takenAt()
                        + " is lost: people, roles, passwords, credentials, approvals, releases. A"
                        + " site that runs what this centre does not know is not touched before a"
                        + " person decides; its page says so.");
        out.println(
                "  If this backup was brought back before, and a centre spoke to sites then, begin"
                        + " again with --epoch.");
        out.println("Start the centre.");
    }

    private void tell(Manifest manifest) {
        out.println(
                "Backup "
                        + manifest.backup()
                        + " of "
                        + manifest.takenAt()
                        + ": Holdfast "
                        + manifest.product()
                        + ", schema "
                        + manifest.schema()
                        + ", epoch "
                        + manifest.epoch()
                        + ".");
        out.println(
                "  "
                        + manifest.tables()
                        + " tables with "
                        + manifest.rows()
                        + " rows, "
                        + (manifest.parts().size() - manifest.tables())
                        + " key files, audit log of "
                        + manifest.auditSize()
                        + " leaves.");
    }

    private String seconds(Instant begun) {
        var took = Duration.between(begun, clock.instant());
        return took.toSeconds() + "." + took.toMillisPart() / 100;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (java.io.IOException e) {
            throw new Unusable("the backup cannot be read: " + e.getMessage(), e);
        }
    }
}
