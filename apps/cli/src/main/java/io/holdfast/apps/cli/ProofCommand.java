package io.holdfast.apps.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Words about certificates. */
@Command(
        name = "proof",
        description = "Works on certificates.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyProof.class})
final class ProofCommand implements Runnable {

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say: proof verify FILE");
    }
}
