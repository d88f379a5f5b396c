package io.holdfast.simulator;

import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceFacts;
import io.holdfast.simulator.datastore.Datastores.Store;
import io.holdfast.simulator.datastore.Refused;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.datastore.YangModule;
import io.holdfast.simulator.wire.DeviceStatements;
import io.holdfast.simulator.xml.Element;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import io.holdfast.simulator.xml.XmlWriter;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The door in process: a session without bytes, for the deterministic simulation. The same
 * datastores, locks, trials and path loss as on the wire.
 */
final class InProcessSession implements DeviceSession {

    private final SimulatedDevice device;
    private final Who who;
    private final Deeds deeds;
    private boolean staged;
    private volatile String lost = "";

    InProcessSession(SimulatedDevice device, String user) {
        this.device = device;
        this.who = new Who(device.newSession(), user);
        this.deeds = new Deeds(device);
        device.connected(who.session(), this::cut);
    }

    private void cut(String why) {
        if (lost.isEmpty()) {
            lost = why.isEmpty() ? "cut" : why;
            device.disconnected(who);
        }
    }

    @Override
    public DeviceFacts facts() {
        var description = device.description();
        return new DeviceFacts(
                DeviceStatements.VENDOR,
                description.model(),
                description.serial(),
                DeviceStatements.SOFTWARE,
                device.hostKey(),
                new DeviceCapabilities(
                        true,
                        DeviceCapabilities.ConfirmedCommit.V1_1,
                        true,
                        true,
                        false,
                        DeviceStatements.modules(device).stream().map(YangModule::name).toList()));
    }

    @Override
    public RunningResult readRunning(List<Subtree> subtrees) {
        if (!answers()) {
            return new RunningResult.Unreadable(reason());
        }
        var running = device.datastores().running();
        return new RunningResult.Running(
                subtrees.stream()
                        .flatMap(s -> running.child(s.namespace(), s.name()).stream())
                        .map(XmlWriter::flat)
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public RunningResult readEverything() {
        if (!answers()) {
            return new RunningResult.Unreadable(reason());
        }
        return new RunningResult.Running(
                device.datastores().running().children().stream()
                        .map(XmlWriter::flat)
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public Outcome stage(Rendered rendered) {
        return asked(() -> {
            var edit = config(rendered.text());
            var stores = device.datastores();
            stores.lock(who, Store.CANDIDATE);
            try {
                stores.lock(who, Store.RUNNING);
                deeds.edit(who, edit, "merge", true, true);
            } catch (Refused e) {
                release();
                throw e;
            }
            staged = true;
        });
    }

    private static Element config(String text) throws MalformedXml {
        return XmlReader.read("<config>" + text + "</config>");
    }

    private void release() {
        for (var store : List.of(Store.RUNNING, Store.CANDIDATE)) {
            try {
                device.datastores().unlock(who, store);
            } catch (Refused e) {
                // it was not held: nothing to give back
            }
        }
    }

    @Override
    public Outcome validate() {
        return asked(() -> deeds.validate(who, Store.CANDIDATE));
    }

    @Override
    public Outcome apply(Duration deadline, String transaction) {
        var outcome =
                asked(() -> {
                    deeds.commitOnTrial(who, deadline, transaction, "");
                    staged = false;
                });
        return afterCommit(outcome);
    }

    @Override
    public Outcome confirm(String transaction) {
        if (device.fault() == Fault.CONFIRM_UNANSWERED) {
            return new Outcome.Unknown("no answer in time");
        }
        var outcome =
                asked(() -> {
                    deeds.commit(who, transaction);
                    deeds.copy(who, Store.RUNNING, Store.STARTUP);
                });
        return device.fault() == Fault.CONFIRM_DONE_UNANSWERED
                ? new Outcome.Unknown("no answer in time")
                : afterCommit(outcome);
    }

    private Outcome afterCommit(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done)) {
            return outcome;
        }
        if (device.fault() == Fault.COMMIT_ANSWER_LOST) {
            cut("connection dropped");
            return new Outcome.Unknown("connection dropped");
        }
        if (device.fault() == Fault.DROP_AFTER_COMMIT) {
            cut("connection dropped");
        }
        return outcome;
    }

    @Override
    public Outcome revert(String transaction) {
        return asked(() -> {
            if (staged) {
                device.datastores().discard(who);
                staged = false;
            } else {
                deeds.cancel(who, transaction);
            }
        });
    }

    @Override
    public void close() {
        if (lost.isEmpty()) {
            lost = "closed";
            device.disconnected(who);
        }
    }

    private interface Request {
        void carryOut() throws Refused, MalformedXml;
    }

    /** Carries out a request; what cuts the path while it is done is answered by nobody. */
    private Outcome asked(Request request) {
        if (!answers()) {
            return new Outcome.Unknown(reason());
        }
        try {
            request.carryOut();
        } catch (Refused e) {
            return new Outcome.Refused(e.error().tag(), e.error().message());
        } catch (MalformedXml e) {
            return new Outcome.Refused("malformed-message", String.valueOf(e.getMessage()));
        }
        return lost.isEmpty() ? new Outcome.Done() : new Outcome.Unknown(lost);
    }

    private boolean answers() {
        return lost.isEmpty() && device.fault() != Fault.SILENT;
    }

    private String reason() {
        return lost.isEmpty() ? "no answer in time" : "session lost: " + lost;
    }
}
