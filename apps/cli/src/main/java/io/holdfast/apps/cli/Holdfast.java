package io.holdfast.apps.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program behind {@code ./holdfast WORD}. Ends with 0 if done, 1 if what was asked does not
 * hold, 2 if it was asked wrongly. A new word is one line here.
 */
@Command(
        name = "holdfast",
        description = "Works on Holdfast from a shell.",
        mixinStandardHelpOptions = true,
        version = "0.1.0",
        subcommands = {AuditCommand.class, BundleCommand.class, ProofCommand.class})
public final class Holdfast implements Runnable {

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command. */
    public static void main(String[] args) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Holdfast())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do.");
    }
}
