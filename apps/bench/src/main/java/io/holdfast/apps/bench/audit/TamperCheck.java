package io.holdfast.apps.bench.audit;

import io.holdfast.apps.bench.Options;
import io.holdfast.apps.bench.Report;
import io.holdfast.apps.bench.Suite;
import io.holdfast.apps.bench.WrongUse;
import io.holdfast.auditlog.AuditVerdict;
import io.holdfast.auditlog.AuditVerifier;
import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.auditlog.witness.Witnessing.Judged;
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

    /** One case in so many also asks for what was never emitted. */
    private static final int NEVER = 4;

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
            var sites = PlantWitnesses.of(past, random);
            for (var alarm : sites.falseAlarms()) {
                report.failed("case " + i + ": a clean log is refused by a site: " + alarm);
            }
            neverEmitted(past, random, i, counts, report);
            var kept = sites.kept();
            var believed =
                    broken.filter(BELIEVES::equals).isPresent() ? List.<SignedNote>of() : kept;
            if (!verify(past.lines(), believed).holds()) {
                report.failed("case " + i + ": a clean log is said to be changed");
            }
            tampered(past, sites, believed, random, i, counts, report);
        }
        report.count("clean", cases);
        report.count("before-witness-found", counts.before);
        report.count("after-witness-found", counts.after);
        report.count("not-yet-witnessed", counts.notYet);
        report.count("never-emitted", counts.neverEmitted);
        report.count("forged-heads-refused-by-sites", counts.refused);
        report.count("forged-heads-after-what-sites-keep", counts.believed);
        report.count("forks-seen-by-comparing-two-sites", counts.forks);
        report.count("not-possible", counts.notPossible);
    }

    private static final class Counts {
        private long before;
        private long after;
        private long notYet;
        private long notPossible;
        private long neverEmitted;
        private long refused;
        private long believed;
        private long forks;
    }

    /**
     * Whoever rules the centre writes no entry at all: no log can know, and none may say that it
     * does. A source that counts what it sent does (rulings C3, the third class).
     */
    private static void neverEmitted(
            Past past, Random random, int number, Counts counts, Report report) throws IOException {
        if (number % NEVER != 0) {
            return;
        }
        var entries = new ArrayList<>(past.entries());
        entries.remove(random.nextInt(entries.size()));
        var without = Past.signed(entries, List.of(entries.size() / 2, entries.size()));
        var sites = PlantWitnesses.of(without, random);
        if (!sites.falseAlarms().isEmpty() || !verify(without.lines(), sites.kept()).holds()) {
            report.failed("case " + number + ": what was never emitted is said to be missing");
        }
        counts.neverEmitted++;
    }

    private static void tampered(
            Past past,
            PlantWitnesses sites,
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
        long witnessed = sites.witnessed();
        var forged = done.get().forged();
        if (forged.isPresent()) {
            forged(past, forged.get(), sites, first, number, counts, report);
        }
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

    /** Every site is shown the forged log: who keeps a head of the real one beyond it refuses. */
    private static void forged(
            Past past,
            Past forged,
            PlantWitnesses sites,
            int first,
            int number,
            Counts counts,
            Report report)
            throws IOException {
        var believing = new ArrayList<SignedNote>();
        for (var site : sites.sites()) {
            var judged = PlantWitnesses.shown(site, forged, forged.entries().size());
            boolean beyond = PlantWitnesses.size(site) > first;
            switch (judged) {
                case Judged.Refused(var keeps, _, _) when beyond -> {
                    counts.refused++;
                    if (!keeps.newest().equals(((Witness.Keeps) site).newest())) {
                        report.failed("case " + number + ": a refused head replaced a kept one");
                    }
                }
                case Judged.Kept(var keeps, _) when !beyond -> {
                    counts.believed++;
                    believing.add(SignedNote.read(keeps.newest().note()));
                }
                case Judged.Refused _,
                        Judged.Kept _,
                        Judged.Same _,
                        Judged.BegunAnew _,
                        Judged.Unfit _ ->
                        report.failed(
                                "case " + number + ": forged from " + first + " gave " + judged);
            }
        }
        if (!believing.isEmpty() && sites.witnessed() > first) {
            counts.forks++;
            if (verify(past.lines(), believing).holds()
                    || verify(forged.lines(), sites.kept()).holds()) {
                report.failed("case " + number + ": two logs are said to be one");
            }
        }
    }

    static AuditVerdict verify(List<String> lines, List<SignedNote> kept) throws IOException {
        var file = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
        return AuditVerifier.verify(
                new ByteArrayInputStream(file),
                new AuditVerifier.Known(
                        Optional.of(Past.KEY), List.of(Past.salt(Past.MINE)), kept));
    }
}
