package io.holdfast.core.verify;

import io.holdfast.core.verify.Surroundings.Failure;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a proof when one thing breaks: for each device and each cable of a site alone,
 * whether something opens that must stay shut (a standby path that nobody approved), and what is
 * cut off. A proof says nothing about this by itself; it is asked for on request.
 */
public final class SingleFailures {

    private SingleFailures() {}

    /**
     * One failure and what follows.
     *
     * @param opened packets that get through only then, or also then, and must not
     * @param cutOff approved flows between zones that still have ports, which no longer work
     */
    public record Outcome(
            Failure failure, List<CounterExample> opened, List<CounterExample> cutOff) {

        public Outcome {
            opened = List.copyOf(opened);
            cutOff = List.copyOf(cutOff);
        }

        /** True if nothing opens: what a certificate promises about paths holds also then. */
        public boolean staysShut() {
            return opened.isEmpty();
        }
    }

    /** Every device and every cable of the plan, in their order. */
    public static List<Failure> of(Situation site) {
        var failures = new ArrayList<Failure>();
        site.plan().devices().forEach(d -> failures.add(new Failure.DeviceDown(d.slot())));
        for (var cable : Cables.planned(site.plan())) {
            failures.add(new Failure.CableDown(cable.device(), cable.port()));
        }
        return failures;
    }

    /**
     * Judges the site once for each failure.
     *
     * @throws SpaceFull if its rules are too many to be judged exactly
     */
    public static List<Outcome> judge(PacketSpace space, Situation site, RuleOrigins origins) {
        var bounds = new Bounds(List.of(new Approved(space, site.model(), site.plan())));
        return of(site).stream().map(f -> judge(space, site, bounds, origins, f)).toList();
    }

    private static Outcome judge(
            PacketSpace space,
            Situation site,
            Bounds bounds,
            RuleOrigins origins,
            Failure failure) {
        var broken = site.with(site.around().without(failure));
        var reach = new Reachability(space, broken);
        var state = new StateProof(space, reach, bounds, origins, failure.toString());
        state.judge(site.model().guardrails());
        var opened = new ArrayList<CounterExample>();
        var cutOff = new ArrayList<CounterExample>();
        for (var example : state.counterExamples()) {
            switch (example.claim()) {
                case NO_UNDOCUMENTED_PATH, GUARDRAILS_HOLD, DEVICES_ARE_CLOSED ->
                        opened.add(example);
                case MANAGEMENT_PATH_SURVIVES -> cutOff.add(example);
                case NOTHING_APPROVED_IS_BLOCKED -> {
                    if (hasHosts(reach, example.from()) && hasHosts(reach, example.to())) {
                        cutOff.add(example);
                    }
                }
            }
        }
        return new Outcome(failure, opened, cutOff);
    }

    /** Hosts behind a dead device are not cut off by it: they have no network at all. */
    private static boolean hasHosts(Reachability reach, String zone) {
        return reach.topology().attachments(new ZoneName(zone)).stream().anyMatch(Attachment::sure);
    }
}
