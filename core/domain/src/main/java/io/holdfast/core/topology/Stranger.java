package io.holdfast.core.topology;

import io.holdfast.core.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A neighbour that is in no plan: a line of the ledger in which every such box has an owner and a
 * date by which it is in the plan or gone. By chassis id; where it is plugged in may change.
 *
 * @param seenAt our ports that see it
 */
public record Stranger(
        ChassisId chassis,
        String announcedName,
        List<LinkEnd.Own> seenAt,
        Instant firstSeen,
        Instant lastSeen,
        Optional<Charge> charge,
        State state) {

    /** No ledger is longer; a device that invents neighbours must not fill the disk. */
    public static final int MOST = 2_000;

    /** Who answers for it, until when, and why it may stay so long. */
    public record Charge(String owner, Instant due, String reason) {
        public Charge {
            Names.text("an owner", owner, 100);
            Names.text("a reason", reason, 500);
        }
    }

    /** Whether somebody has to act. */
    public enum State {
        NOBODYS,
        ASSIGNED,
        OVERDUE
    }

    public Stranger {
        seenAt = List.copyOf(seenAt);
    }

    /** The ledger: newest strangers first, those nobody answers for before the others. */
    public static List<Stranger> ledger(
            List<SeenLink> links, java.util.Map<ChassisId, Charge> charges, Instant now) {
        var byChassis = new TreeMap<ChassisId, List<SeenLink>>();
        for (var link : links) {
            if (link.far() instanceof LinkEnd.Foreign(var chassis, _)) {
                byChassis.computeIfAbsent(chassis, _ -> new ArrayList<>()).add(link);
            }
        }
        return byChassis.entrySet().stream()
                .map(e ->
                        of(
                                e.getKey(),
                                e.getValue(),
                                Optional.ofNullable(charges.get(e.getKey())),
                                now))
                .sorted(
                        Comparator.comparing((Stranger s) -> s.state() == State.ASSIGNED)
                                .thenComparing(Stranger::firstSeen, Comparator.reverseOrder())
                                .thenComparing(Stranger::chassis))
                .limit(MOST)
                .toList();
    }

    private static Stranger of(
            ChassisId chassis, List<SeenLink> links, Optional<Charge> charge, Instant now) {
        var newest = links.stream().max(Comparator.comparing(SeenLink::lastSeen)).orElseThrow();
        var state =
                charge.map(c -> c.due().isBefore(now) ? State.OVERDUE : State.ASSIGNED)
                        .orElse(State.NOBODYS);
        return new Stranger(
                chassis,
                newest.announcedName(),
                links.stream().map(SeenLink::near).distinct().toList(),
                links.stream()
                        .map(SeenLink::firstSeen)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                newest.lastSeen(),
                charge,
                state);
    }
}
