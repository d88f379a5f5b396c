package io.holdfast.apps.bench.audit;

import io.holdfast.auditlog.SignedNote;
import io.holdfast.auditlog.witness.KeptHead;
import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.auditlog.witness.Witnessing;
import io.holdfast.auditlog.witness.Witnessing.Judged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Two sites that were shown heads of a log while it grew, and kept those that the site node's own
 * rule lets it keep.
 *
 * @param sites what each keeps
 * @param kept every head that one of them keeps
 * @param falseAlarms what a site said against this log
 */
record PlantWitnesses(List<Witness> sites, List<SignedNote> kept, List<String> falseAlarms) {

    private static final int SITES = 2;
    private static final long EPOCH = 1;
    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    PlantWitnesses {
        sites = List.copyOf(sites);
        kept = List.copyOf(kept);
        falseAlarms = List.copyOf(falseAlarms);
    }

    /** Each site is connected for a part of the time, and then no more. */
    static PlantWitnesses of(Past past, Random random) {
        var sites = new ArrayList<Witness>();
        var kept = new ArrayList<SignedNote>();
        var alarms = new ArrayList<String>();
        for (int i = 0; i < SITES; i++) {
            Witness witness = new Witness.Nothing();
            var heads = KeptHeads.NONE;
            int until = random.nextInt(past.entries().size() + 1);
            for (int size : past.heads().keySet()) {
                if (size > until || random.nextInt(3) > 0) {
                    continue;
                }
                switch (shown(witness, past, size)) {
                    case Judged.Kept(var keeps, _) -> {
                        witness = keeps;
                        heads = heads.with(keeps.newest());
                    }
                    case Judged.Same _, Judged.Refused _, Judged.BegunAnew _, Judged.Unfit _ ->
                            alarms.add("site " + i + " at " + size);
                }
            }
            sites.add(witness);
            heads.heads().stream().map(KeptHead::note).map(SignedNote::read).forEach(kept::add);
        }
        return new PlantWitnesses(sites, kept, alarms);
    }

    /** What a site makes of a log's head of this size. */
    static Judged shown(Witness witness, Past past, int size) {
        return Witnessing.judge(witness, past.shown(size(witness), size), EPOCH, NOW);
    }

    /** Leaves up to the head that a site keeps, 0 if it keeps none. */
    static int size(Witness witness) {
        return switch (witness) {
            case Witness.Nothing() -> 0;
            case Witness.Keeps keeps -> Math.toIntExact(keeps.newest().checkpoint().size());
        };
    }

    /** Leaves up to the newest head that any site keeps. */
    int witnessed() {
        return sites.stream().mapToInt(PlantWitnesses::size).max().orElse(0);
    }
}
