package io.holdfast.apps.cli;

import io.holdfast.core.verify.CounterExample;
import io.holdfast.core.verify.Finding;
import io.holdfast.core.verify.ProofFile;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Checks a certificate again from the configurations in its file: the whole proof anew, on this
 * machine, asking nobody.
 */
@Command(
        name = "verify",
        description = {
            "Proves a site again from the configurations in a certificate's file and compares.",
            "Needs no server. Ends with 0 if the certificate is confirmed, 1 if not, 2 if the file",
            "cannot be read."
        },
        mixinStandardHelpOptions = true)
final class VerifyProof implements Callable<Integer> {

    /** What {@code -o json} prints. */
    private record Answer(
            boolean confirmed,
            boolean holds,
            String site,
            String certificateDigest,
            List<String> differences,
            List<String> counterExamples,
            List<String> findings,
            List<String> assumptions) {}

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The certificate's file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = {"-o", "--output"},
            description = "text or json (default: text)")
    private Output output = Output.TEXT;

    @Override
    public Integer call() {
        var filed = read();
        var checked = filed.check();
        var again = checked.again();
        var answer =
                new Answer(
                        checked.confirmed(),
                        again.holds(),
                        filed.plan().site().value(),
                        again.certificate().digest(),
                        checked.differences(),
                        again.counterExamples().stream().map(CounterExample::toString).toList(),
                        again.findings().stream()
                                .filter(Finding::blocks)
                                .map(Finding::toString)
                                .toList(),
                        again.certificate().assumptions());
        var out = spec.commandLine().getOut();
        switch (output) {
            case JSON -> out.println(WireJson.text(answer));
            case TEXT -> tell(answer, filed, out);
        }
        return checked.confirmed() ? 0 : 1;
    }

    private ProofFile read() {
        try {
            return WireJson.read(ProofFile.class, Files.readAllBytes(file), WireJson.LIMIT);
        } catch (IOException e) {
            throw refused("cannot be read: " + e.getMessage());
        } catch (MalformedMessage e) {
            throw refused("is not the file of a certificate: " + e.getMessage());
        }
    }

    private CommandLine.ParameterException refused(String why) {
        return new CommandLine.ParameterException(spec.commandLine(), file + " " + why);
    }

    private static void tell(Answer answer, ProofFile filed, PrintWriter out) {
        out.println(
                answer.confirmed()
                        ? "Confirmed: site "
                                + answer.site()
                                + " allows exactly what was approved, with "
                                + filed.model().conduits().size()
                                + " conduits and "
                                + filed.configs().size()
                                + " devices."
                        : "NOT confirmed for site " + answer.site() + ".");
        out.println("Certificate " + answer.certificateDigest());
        answer.assumptions().forEach(line -> out.println("Assumed: " + line));
        answer.differences().forEach(line -> out.println("Differs, " + line));
        answer.findings().forEach(line -> out.println("Found: " + line));
        answer.counterExamples().forEach(line -> out.println("Against it: " + line));
    }
}
