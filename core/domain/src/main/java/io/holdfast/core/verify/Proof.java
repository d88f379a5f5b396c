package io.holdfast.core.verify;

import java.util.List;

/**
 * The answer to "is this site's configuration exactly what was approved?".
 *
 * @param holds true if there is no counter-example and no finding that blocks
 */
public record Proof(
        boolean holds,
        List<Finding> findings,
        List<CounterExample> counterExamples,
        Certificate certificate) {

    public Proof {
        findings = List.copyOf(findings);
        counterExamples = List.copyOf(counterExamples);
    }

    static Proof of(
            List<Finding> findings, List<CounterExample> counterExamples, Certificate certificate) {
        boolean holds = counterExamples.isEmpty() && findings.stream().noneMatch(Finding::blocks);
        return new Proof(holds, findings, counterExamples, certificate);
    }
}
