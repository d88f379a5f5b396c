package io.holdfast.apps.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Words about bundles. */
@Command(
        name = "bundle",
        description = "Works on the files by which a site is given its next state.",
        mixinStandardHelpOptions = true,
        subcommands = {ShowBundle.class})
final class BundleCommand implements Runnable {

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say: bundle show FILE");
    }
}
