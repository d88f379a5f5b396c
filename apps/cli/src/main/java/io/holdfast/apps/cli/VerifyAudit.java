package io.holdfast.apps.cli;

import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.Digest;
import io.holdfast.auditlog.NoteKey;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.sitelink.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An auditor's tool: checks an export of the audit log on this machine, asking nobody. */
@Command(
        name = "verify",
        description = {
            "Checks that nothing in an export of the audit log was changed, dropped or inserted.",
            "Needs no server. Ends with 0 if all holds, 1 if not, 2 if a file cannot be read."
        },
        mixinStandardHelpOptions = true)
final class VerifyAudit implements Callable<Integer> {

    /** What {@code -o json} prints; leaves count from 0, {@code to} is behind the last one. */
    private record Answer(
            boolean holds,
            String origin,
            String organization,
            long from,
            long leaves,
            long ownEntries,
            long heads,
            String newestHead,
            long unsignedLeaves,
            long witnessedLeaves,
            String witnessedHead,
            boolean keyWasGiven,
            boolean saltWasGiven,
            List<Found> faults,
            long moreFaults) {}

    private record Found(String kind, long from, long to, String detail) {}

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = {
                "The export; or files that the log is appended to, in their order, or the folder",
                "they lie in."
            })
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = {
                "A signed head of the log that was kept elsewhere, as GET /audit-log gives it in",
                "note. May be said more than once."
            })
    private List<Path> kept = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = {
                "The log's key as you know it, name+id+key. Without it the one in the file is",
                "believed."
            })
    private @Nullable String key;

    @Option(
            names = "--salt",
            paramLabel = "SALT",
            description = {
                "The organisation's salt as you know it, from an export before. Without it the one",
                "in the file is believed, by which all entries could be told as another's."
            })
    private @Nullable String salt;

    @Option(
            names = {"-o", "--output"},
            description = "text or json (default: text)")
    private Output output = Output.TEXT;

    @Override
    public Integer call() {
        var verdict =
                verified(
                        new AuditVerifier.Known(
                                expected(),
                                expectedSalt(),
                                kept.stream().map(this::head).toList()));
        var out = spec.commandLine().getOut();
        switch (output) {
            case JSON -> out.println(WireJson.text(answer(verdict)));
            case TEXT -> tell(verdict, out);
        }
        return verdict.holds() ? 0 : 1;
    }

    private Optional<NoteKey> expected() {
        try {
            return Optional.ofNullable(key).map(NoteKey::read);
        } catch (IllegalArgumentException e) {
            throw refused("--key", "is no key: " + e.getMessage());
        }
    }

    private Optional<Digest> expectedSalt() {
        try {
            return Optional.ofNullable(salt).map(Base64.getDecoder()::decode).map(Digest::ofBytes);
        } catch (IllegalArgumentException e) {
            throw refused("--salt", "is no salt: " + e.getMessage());
        }
    }

    private SignedNote head(Path note) {
        try {
            if (Files.size(note) > SignedNote.LONGEST) {
                throw refused(note, "is no signed head: it is too long");
            }
            return SignedNote.read(Files.readString(note));
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw refused(note, "is no signed head: " + e.getMessage());
        } catch (IOException e) {
            throw refused(note, "cannot be read: " + e.getMessage());
        }
    }

    private AuditVerdict verified(AuditVerifier.Known known) {
        try (var in = StreamFiles.open(files)) {
            return AuditVerifier.verify(in, known);
        } catch (IOException e) {
            throw refused(files.getFirst(), "cannot be read: " + e.getMessage());
        }
    }

    private CommandLine.ParameterException refused(Object what, String why) {
        return new CommandLine.ParameterException(spec.commandLine(), what + " " + why);
    }

    private Answer answer(AuditVerdict verdict) {
        return new Answer(
                verdict.holds(),
                verdict.origin(),
                verdict.organization(),
                verdict.from(),
                verdict.size(),
                verdict.own(),
                verdict.heads(),
                verdict.newest().map(Checkpoint::at).map(Object::toString).orElse(""),
                verdict.unsigned(),
                verdict.witnessed().map(Checkpoint::size).orElse(0L),
                verdict.witnessed().map(Checkpoint::at).map(Object::toString).orElse(""),
                key != null,
                salt != null,
                verdict.faults().stream()
                        .map(f -> new Found(f.kind().name(), f.from(), f.to(), f.detail()))
                        .toList(),
                verdict.more());
    }

    private void tell(AuditVerdict verdict, PrintWriter out) {
        out.println(
                verdict.holds()
                        ? String.format(
                                Locale.ROOT,
                                "Holds: %d leaves, %d of them entries of organisation %s, %d signed"
                                        + " heads.",
                                verdict.size() - verdict.from(),
                                verdict.own(),
                                verdict.organization(),
                                verdict.heads())
                        : "Does NOT hold.");
        for (var fault : verdict.faults()) {
            out.println(where(fault) + ": " + fault.detail() + " (" + fault.kind() + ")");
        }
        if (!verdict.holds()) {
            for (var back : verdict.returns()) {
                out.println(
                        "The log says that its centre came back from a backup, as of "
                                + back.at()
                                + ": "
                                + back.after()
                                + ". A head that was kept of the time lost with it is of no leaf"
                                + " here. Ask who did that and when; this entry alone excuses"
                                + " nothing.");
            }
        }
        if (verdict.more() > 0) {
            out.println("and " + verdict.more() + " more");
        }
        if (verdict.from() > 0) {
            out.println("What was read begins with leaf " + verdict.from() + ".");
        }
        if (verdict.holds() && verdict.unsigned() > 0) {
            out.println(
                    "No head stands behind the last "
                            + verdict.unsigned()
                            + " leaves yet: the file is still written to.");
        }
        verdict.newest()
                .ifPresent(h -> out.println("Newest head: " + h.size() + " leaves at " + h.at()));
        out.println(
                verdict.witnessed()
                        .map(h ->
                                "Kept elsewhere: up to leaf "
                                        + (h.size() - 1)
                                        + ", at "
                                        + h.at()
                                        + "; what follows could still be rewritten by whoever has"
                                        + " database and key.")
                        .orElse(
                                "No head that was kept elsewhere was given (--checkpoint): whoever"
                                        + " has database and key could have rewritten all of it."));
        if (key == null) {
            out.println("The key is the one the file names; compare it with yours (--key).");
        }
        if (salt == null) {
            out.println("The salt is the one the file names; compare it with yours (--salt).");
        }
    }

    private static String where(AuditVerdict.Fault fault) {
        if (fault.to() == fault.from()) {
            return "At " + fault.from();
        }
        return fault.to() == fault.from() + 1
                ? "Leaf " + fault.from()
                : "Leaves " + fault.from() + " to " + (fault.to() - 1);
    }
}
