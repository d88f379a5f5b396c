package io.holdfast.controller.imports;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a file would do, or did, line by line.
 *
 * @param applied false if it was only tried, or had a problem: nothing is stored then
 * @param problems about the whole file
 * @param change the draft that carries devices and prefixes, once applied and if there is any
 */
public record ImportReport(
        boolean applied, List<Line> lines, List<ImportProblem> problems, Optional<UUID> change) {

    public ImportReport {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    /** What becomes of a line. */
    public enum Action {
        /** A site is added; no device is told of it. */
        ADD,
        /** It stands in a draft change, which others approve. */
        PROPOSE,
        /** It is there already, exactly so. */
        UNCHANGED,
        /** It cannot be imported. */
        FAULTY
    }

    /**
     * One line.
     *
     * @param what it is about, as in ww-01/fw-1
     */
    public record Line(int line, Action action, String what, List<ImportProblem> problems) {
        public Line {
            problems = List.copyOf(problems);
        }
    }

    public long count(Action action) {
        return lines.stream().filter(l -> l.action() == action).count();
    }

    /** Every problem, in the order of lines. */
    public List<ImportProblem> allProblems() {
        var all = new java.util.ArrayList<ImportProblem>(problems);
        lines.forEach(l -> all.addAll(l.problems()));
        return List.copyOf(all);
    }
}
