package io.holdfast.apps.bench.audit;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.apps.bench.WrongUse;
import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.Checkpoint;
import io.holdfast.auditlog.SignedNote;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Random logs, each tampered with once, and clean ones. What was changed before the newest head
 * that somebody kept is found, and at its place; what came after it may be rewritten by whoever has
 * the key, and is counted apart; nothing is said against a clean log (G-15, rulings C3).
 */
public final class TamperCheck implements Suite {

    /** The flaw that {@code --break} plants: a verifier that believes what it is told. */
    private static final String BELIEVES = "forget-what-was-kept";

    @Override
    public Kind kind() {
        return Kind.CHECK;
    }

    @Override
    public String name() {
        return "tamper";
    }

    @Override
    public String about() {
        return "audit logs that a superuser changed, with and without the key: does the auditor see"
                + " it?";
    }

    @Override
    public String usage() {
        return """
          --n N        how many logs are tampered with, and as many clean ones (1000)
          --seed S     where randomness begins (20261127)
          --break BUG  plant a bug: forget-what-was-kept
        """;
    }

    @Override
    public void run(Options options, Report report) throws IOException {
        int cases = options.cases(1_000);
        long seed = options.seed(20_261_127L);
        var broken = options.text("break");
        options.done();
        if (broken.filter(b -> !b.equals(BELIEVES)).isPresent()) {
            throw new WrongUse("--break knows no bug " + broken.get() + ".");
        }
        report.parameter("n", cases);
        report.parameter("seed", seed);
        report.parameter("break", broken.orElse("none"));
        var counts = new Counts();
        for (int i = 0; i < cases; i++) {
            var random = new Random(seed + i);
            var past = Past.random(random);
            var kept = kept(past, random);
            var believed = broken.isPresent() ? List.<SignedNote>of() : kept;
            if (!verify(past.lines(), believed).holds()) {
                report.failed("case " + i + ": a clean log is said to be changed");
            }
            tampered(past, kept, believed, random, i, counts, report);
        }
        report.count("clean", cases);
        report.count("before-witness-found", counts.before);
        report.count("after-witness-found", counts.after);
        report.count("not-yet-witnessed", counts.notYet);
        report.count("not-possible", counts.notPossible);
    }

    private static final class Counts {
        private long before;
        private long after;
        private long notYet;
        private long notPossible;
    }

    /** A head that was signed and that somebody took away, and some before it. */
    static List<SignedNote> kept(Past past, Random random) {
        var heads = new ArrayList<>(past.heads().values());
        return heads.subList(0, 1 + random.nextInt(heads.size())).stream()
                .filter(_ -> random.nextInt(3) > 0)
                .toList();
    }

    private static void tampered(
            Past past,
            List<SignedNote> kept,
            List<SignedNote> believed,
            Random random,
            int number,
            Counts counts,
            Report report)
            throws IOException {
        var kind = Tampering.of(number);
        Optional<Tampering.Done> done = Optional.empty();
        for (int tries = 0; tries < 50 && done.isEmpty(); tries++) {
            done = kind.done(past, random);
        }
        if (done.isEmpty()) {
            counts.notPossible++;
            return;
        }
        int first = done.get().first();
        var verdict = verify(done.get().lines(), believed);
        long witnessed =
                kept.stream().mapToLong(h -> Checkpoint.read(h.text()).size()).max().orElse(0);
        boolean located =
                verdict.faults().stream()
                        .anyMatch(f -> f.from() <= first && first < Math.max(f.to(), f.from() + 1));
        if (first < witnessed) {
            counts.before++;
            if (!located) {
                report.failed("case " + number + ": " + kind + " at " + first + " gave " + verdict);
            }
        } else if (located) {
            counts.after++;
        } else {
            counts.notYet++;
            if (!kind.withKey() && kind != Tampering.TRUNCATE) {
                report.failed("case " + number + ": " + kind + " without the key gave " + verdict);
            }
        }
    }

    static AuditVerdict verify(List<String> lines, List<SignedNote> kept) throws IOException {
        var file = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
        return AuditVerifier.verify(
                new ByteArrayInputStream(file),
                new AuditVerifier.Known(
                        Optional.of(Past.KEY), Optional.of(Past.salt(Past.MINE)), kept));
    }
}
