package io.holdfast.site.node;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceFacts;
import io.holdfast.site.devices.Drivers;
import io.holdfast.spi.DeviceAddress;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.DeviceTransport;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The real transport, and something that happens on a device just before the site node locks it, or
 * just after it put a change on trial.
 */
final class Between implements DeviceTransport {

    private final DeviceTransport real;
    private final ConcurrentHashMap<Integer, Runnable> beforeLock = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, Runnable> onTrial = new ConcurrentHashMap<>();
    private final Set<Session> open = ConcurrentHashMap.newKeySet();

    private Between(DeviceTransport real) {
        this.real = real;
    }

    static Between of(Drivers installed) {
        return new Between(installed.transports().getFirst());
    }

    Drivers drivers(Drivers installed) {
        return new Drivers(
                List.of(this),
                installed.dialects(),
                installed.inventoryReaders(),
                installed.surveyReaders());
    }

    /** Once, before the next lock of the device at this port. */
    void beforeLock(int port, Runnable happens) {
        beforeLock.put(port, happens);
    }

    /** Sessions that nobody closed yet. */
    int open() {
        return open.size();
    }

    /** Once, after the next commit on trial there. */
    void onTrial(int port, Runnable happens) {
        onTrial.put(port, happens);
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Optional<String> hostKey(DeviceAddress address, Duration limit) {
        return real.hostKey(address, limit);
    }

    @Override
    public OpenResult open(
            DeviceAddress address,
            String user,
            char[] password,
            String pinnedHostKey,
            Duration limit) {
        var opened = real.open(address, user, password, pinnedHostKey, limit);
        return opened instanceof OpenResult.Open(var session)
                ? new OpenResult.Open(new Session(session, address.port()))
                : opened;
    }

    @Override
    public void learnt(String pinnedHostKey, String software, BehaviourTable behaviours) {
        real.learnt(pinnedHostKey, software, behaviours);
    }

    private static void once(ConcurrentHashMap<Integer, Runnable> all, int port) {
        var happens = all.remove(port);
        if (happens != null) {
            happens.run();
        }
    }

    private final class Session implements DeviceSession {

        private final DeviceSession inner;
        private final int port;

        Session(DeviceSession inner, int port) {
            this.inner = inner;
            this.port = port;
            open.add(this);
        }

        @Override
        public DeviceFacts facts() {
            return inner.facts();
        }

        @Override
        public BehaviourTable behaviours() {
            return inner.behaviours();
        }

        @Override
        public Optional<DeviceBehaviour> differsFromTold() {
            return inner.differsFromTold();
        }

        @Override
        public RunningResult readRunning(List<Subtree> subtrees) {
            return inner.readRunning(subtrees);
        }

        @Override
        public Outcome stage(Rendered rendered) {
            once(beforeLock, port);
            return inner.stage(rendered);
        }

        @Override
        public Outcome validate() {
            return inner.validate();
        }

        @Override
        public Outcome apply(Duration deadline, String transaction) {
            var applied = inner.apply(deadline, transaction);
            once(onTrial, port);
            return applied;
        }

        @Override
        public Outcome confirm(String transaction) {
            return inner.confirm(transaction);
        }

        @Override
        public Outcome revert(String transaction) {
            return inner.revert(transaction);
        }

        @Override
        public void close() {
            open.remove(this);
            inner.close();
        }
    }
}
