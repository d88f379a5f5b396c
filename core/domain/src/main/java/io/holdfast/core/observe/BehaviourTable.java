package io.holdfast.core.observe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was learnt of one device beside what it says of itself. At most one row a kind: the first
 * evidence stays. Says nothing of what was never tried.
 */
public record BehaviourTable(List<DeviceBehaviour> rows) {

    public static final BehaviourTable EMPTY = new BehaviourTable(List.of());

    public BehaviourTable {
        rows = rows.stream().sorted(Comparator.comparing(DeviceBehaviour::kind)).toList();
        if (rows.stream().map(DeviceBehaviour::kind).distinct().count() != rows.size()) {
            throw new IllegalArgumentException("a behaviour stands in the table once");
        }
    }

    /** The table with this row, or as it is if it has one of that kind. */
    public BehaviourTable with(DeviceBehaviour row) {
        if (has(row.kind())) {
            return this;
        }
        var more = new ArrayList<>(rows);
        more.add(row);
        return new BehaviourTable(more);
    }

    /** Both tables; where they have the same kind, this one's row. */
    public BehaviourTable and(BehaviourTable other) {
        var all = this;
        for (var row : other.rows) {
            all = all.with(row);
        }
        return all;
    }

    public boolean has(DeviceBehaviour.Kind kind) {
        return rows.stream().anyMatch(row -> row.kind() == kind);
    }

    /** The first row for which a transaction must not end in Kept. */
    public Optional<DeviceBehaviour> lie() {
        return rows.stream().filter(row -> row.kind().forbidsTrial()).findFirst();
    }
}
