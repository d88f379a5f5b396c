package io.holdfast.apps.cli;

import io.holdfast.auditlog.AuditFile;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** Controls, and what turns the direction of writing. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    /** What {@code -o json} prints; leaves count from 0, {@code to} is behind the last one. */
    private record Answer(
            boolean holds,
            String origin,
            List<Owner> organizations,
            long from,
            long leaves,
            long ownEntries,
            long heads,
            String newestHead,
            long signedLeaves,
            long unsignedLeaves,
            long witnessedLeaves,
            String witnessedHead,
            boolean keyWasGiven,
            List<Found> faults,
            long moreFaults) {}

    /** Whose entries are there, and whether their salt is one that was given. */
    private record Owner(String organization, boolean saltWasGiven) {}

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
                "An organisation's salt as you know it, from an export before. Without it the one",
                "in the file is believed, by which all entries could be told as another's. May be",
                "said more than once: files can have entries of several organisations."
            })
    private List<String> salts = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            description = "text or json (default: text)")
    private Output output = Output.TEXT;

    @Override
    public Integer call() {
        var known =
                new AuditVerifier.Known(
                        expected(),
                        salts.stream().map(this::expectedSalt).toList(),
                        kept.stream().map(this::head).toList());
        var verdict = verified(known);
        var out = spec.commandLine().getOut();
        switch (output) {
            case JSON -> out.println(WireJson.text(answer(verdict, known)));
            case TEXT -> tell(verdict, known, out);
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

    private Digest expectedSalt(String salt) {
        try {
            return Digest.ofBytes(Base64.getDecoder().decode(salt));
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

    private Answer answer(AuditVerdict verdict, AuditVerifier.Known known) {
        return new Answer(
                verdict.holds(),
                verdict.origin(),
                verdict.whose().stream()
                        .map(w -> new Owner(w.organization(), known.salts().contains(w.salt())))
                        .toList(),
                verdict.from(),
                verdict.size(),
                verdict.own(),
                verdict.heads(),
                verdict.newest().map(Checkpoint::at).map(Object::toString).orElse(""),
                verdict.signed(),
                verdict.unsigned(),
                verdict.witnessed().map(Checkpoint::size).orElse(0L),
                verdict.witnessed().map(Checkpoint::at).map(Object::toString).orElse(""),
                key != null,
                verdict.faults().stream()
                        .map(f -> new Found(f.kind().name(), f.from(), f.to(), f.detail()))
                        .toList(),
                verdict.more());
    }

    private void tell(AuditVerdict verdict, AuditVerifier.Known known, PrintWriter out) {
        out.println(verdict.holds() ? holds(verdict) : "Does NOT hold.");
        for (var fault : verdict.faults()) {
            out.println(where(fault) + ": " + plain(fault.detail()) + " (" + fault.kind() + ")");
        }
        if (!verdict.holds()) {
            for (var back : verdict.returns()) {
                out.println(
                        "The log says that its centre came back from a backup, as of "
                                + back.at()
                                + ": "
                                + plain(back.after())
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
        verdict.whose().stream()
                .filter(one -> !known.salts().contains(one.salt()))
                .forEach(one ->
                        out.println(
                                "The salt of organisation "
                                        + one.organization()
                                        + " is the one the file names; compare it with yours"
                                        + " (--salt)."));
    }

    /** What nobody signed yet is told apart from what holds, in the same breath. */
    private static String holds(AuditVerdict verdict) {
        var read =
                String.format(
                        Locale.ROOT,
                        "Holds: %d leaves of %d that were read. In all %d entries of"
                                + " organisation %s and %d signed heads were read.",
                        verdict.signed() - verdict.from(),
                        verdict.size() - verdict.from(),
                        verdict.own(),
                        verdict.whose().stream()
                                .map(AuditFile.Whose::organization)
                                .collect(Collectors.joining(", ")),
                        verdict.heads());
        if (verdict.unsigned() == 0) {
            return read;
        }
        return read
                + "\nNOT signed yet: the last "
                + verdict.unsigned()
                + " leaves, from leaf "
                + verdict.signed()
                + " on. A head follows within minutes where the centre writes on; until one does"
                + " nothing tells whether these were changed.";
    }

    /** What stands in a file must not tell the terminal anything: a control says that it is one. */
    private static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("?");
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
