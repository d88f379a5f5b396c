package io.holdfast.apps.bench;

import io.holdfast.apps.bench.audit.AuditBench;
import io.holdfast.apps.bench.audit.TamperCheck;
import io.holdfast.apps.bench.fuzz.FuzzCheck;
import io.holdfast.apps.bench.hostile.HostileCheck;
import io.holdfast.apps.bench.link.JournalBench;
import io.holdfast.apps.bench.link.LinkBench;
import io.holdfast.apps.bench.netconf.NetconfBench;
import io.holdfast.apps.bench.proof.FleetBench;
import io.holdfast.apps.bench.proof.ProofBench;
import io.holdfast.apps.bench.proof.ProofCheck;
import io.holdfast.apps.bench.proof.TwinCheck;
import io.holdfast.apps.bench.proof.WhatIfBench;
import io.holdfast.apps.bench.recordings.Recordings;
import io.holdfast.apps.bench.snmp.SnmpBench;
import io.holdfast.apps.bench.snmp.Traps;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every suite there is. A new one is one line here. */
final class Suites {

    private static final List<Suite> ALL =
            List.of(
                    new AuditBench(),
                    new FleetBench(),
                    new FuzzCheck(),
                    new HostileCheck(),
                    new JournalBench(),
                    new LinkBench(),
                    new NetconfBench(),
                    new ProofBench(),
                    new ProofCheck(),
                    new Recordings(),
                    new SnmpBench(),
                    new StoreSuite(),
                    new TamperCheck(),
                    new Traps(),
                    new TwinCheck(),
                    new WhatIfBench());

    private Suites() {}

    static Optional<Suite> named(Suite.Kind kind, String name) {
        return of(kind).stream().filter(s -> s.name().equals(name)).findFirst();
    }

    static List<Suite> of(Suite.Kind kind) {
        return ALL.stream()
                .filter(s -> s.kind() == kind)
                .sorted(Comparator.comparing(Suite::name))
                .toList();
    }
}
