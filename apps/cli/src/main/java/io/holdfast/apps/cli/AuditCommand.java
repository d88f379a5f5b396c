package io.holdfast.apps.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Words about the audit log. */
@Command(
        name = "audit",
        description = "Works on exports of the audit log.",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyAudit.class})
final class AuditCommand implements Runnable {

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say: audit verify FILE");
    }
}
