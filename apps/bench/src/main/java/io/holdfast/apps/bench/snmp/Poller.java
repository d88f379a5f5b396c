package io.holdfast.apps.bench.snmp;

import io.holdfast.apps.bench.snmp.PollPeer.Cost;
import io.holdfast.snmp.SnmpPolling;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.SnmpAccess;
import io.holdfast.spi.SurveyReader.Limits;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Ours: polls so many agents at a time and stores what they tell, a site's agents in one store. */
final class Poller implements AutoCloseable {

    static final List<String> TABLES = List.of("1.3.6.1.2.1.2.2", "1.3.6.1.2.1.31.1.1");
    static final int AT_ONCE = 8;

    private static final Instant START = Instant.parse("2026-11-26T00:00:00Z");

    private final SnmpPolling polling = new SnmpPolling();
    private final SnmpAccess access;
    private final List<PolledSite> sites = new ArrayList<>();
    private final Map<Integer, PolledSite> siteOf = new HashMap<>();
    private int turns;

    Poller(SnmpAccess access, List<Integer> ports) throws IOException {
        this.access = access;
        for (int port : ports) {
            if (siteOf.size() % PolledSite.DEVICES == 0) {
                sites.add(new PolledSite());
            }
            siteOf.put(port, sites.getLast());
        }
    }

    /** One turn over these agents, a minute after the last. */
    Cost turn(List<Integer> ports) throws InterruptedException {
        var at = START.plusSeconds(60L * turns++);
        double before = PollPeer.used(ProcessHandle.current());
        var variables = new AtomicLong();
        var permits = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int port : ports) {
                permits.acquire();
                threads.execute(() -> {
                    try {
                        variables.addAndGet(poll(port, at));
                    } finally {
                        permits.release();
                    }
                });
            }
        }
        sites.forEach(site -> site.sync(at));
        if (variables.get() != (long) ports.size() * AgentHall.VARIABLES) {
            throw new IllegalStateException("not every agent answered: " + variables.get());
        }
        return new Cost(variables.get(), PollPeer.used(ProcessHandle.current()) - before);
    }

    private int poll(int port, Instant at) {
        var device = Objects.requireNonNull(siteOf.get(port), "an agent of no site").device(port);
        var told =
                polling.poll(
                        new DeviceAddress("127.0.0.1", port), access, Limits.USUAL, TABLES, device);
        told.ifPresent(_ -> device.store(at));
        return told.orElse(0);
    }

    @Override
    public void close() throws IOException {
        for (var site : sites) {
            site.close();
        }
    }
}
