package io.holdfast.simulator.wire;

import io.holdfast.simulator.SimulatedDevice;
import io.holdfast.simulator.datastore.HistoryEntry;
import io.holdfast.simulator.datastore.Refused;
import io.holdfast.simulator.datastore.RpcError;
import io.holdfast.simulator.xml.Element;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a device tells one session unasked (RFC 5277): each change of what it runs (RFC 6470), and,
 * where the subscriber asks for it, those of its history first.
 */
final class Notices implements Runnable {

    static final String NAMESPACE = "urn:ietf:params:xml:ns:netconf:notification:1.0";
    static final String CHANGES = "urn:ietf:params:xml:ns:yang:ietf-netconf-notifications";
    private static final String MANAGEMENT = "urn:ietf:params:xml:ns:netmod:notification";
    private static final String IF = "urn:ietf:params:xml:ns:yang:ietf-interfaces";

    /** Takes one message to the other side. */
    @FunctionalInterface
    interface Out {
        void say(Element event) throws IOException;
    }

    private final SimulatedDevice device;
    private final Out out;
    private boolean asked;
    private boolean telling;
    private Optional<Instant> replay = Optional.empty();
    private int told;

    Notices(SimulatedDevice device, Out out) {
        this.device = device;
        this.out = out;
    }

    synchronized Answer subscribe(Element operation) throws Refused {
        if (asked) {
            throw new Refused(
                    RpcError.protocol("operation-failed", "this session has a subscription"));
        }
        var start = operation.textAt("", "startTime");
        if (!start.isEmpty()) {
            try {
                replay = Optional.of(OffsetDateTime.parse(start.strip()).toInstant());
            } catch (DateTimeException e) {
                throw new Refused(RpcError.protocol("bad-element", "no time: startTime"));
            }
        }
        asked = true;
        return new Answer.Ok();
    }

    /** The answer to a request has gone out: a new subscription may begin to speak. */
    synchronized void answered() throws IOException {
        if (!asked || telling) {
            return;
        }
        telling = true;
        // Before the look at the history: what comes between waits for this method to end.
        device.watch(this);
        var history = device.history();
        if (replay.isPresent()) {
            for (var entry : history) {
                if (!entry.at().isBefore(replay.get())) {
                    tell(entry);
                }
            }
            out.say(event(device.clock().now(), Element.tree(MANAGEMENT, "replayComplete")));
        }
        told = last(history);
    }

    /** Running changed. Whoever changed it does not wait until a slow listener has heard of it. */
    @Override
    public void run() {
        Thread.ofVirtual().name("notices-" + device.slot()).start(this::tellWhatIsNew);
    }

    private synchronized void tellWhatIsNew() {
        try {
            for (var entry : device.history()) {
                if (entry.number() > told) {
                    tell(entry);
                    told = entry.number();
                }
            }
        } catch (IOException e) {
            // the session is gone: its conversation finds out by itself
            device.unwatch(this);
        }
    }

    private void tell(HistoryEntry entry) throws IOException {
        var trial = trialEvent(entry.cause());
        if (trial.isPresent()) {
            out.say(
                    event(
                            entry.at(),
                            Element.tree(
                                    CHANGES,
                                    "netconf-confirmed-commit",
                                    Element.leaf(CHANGES, "confirm-event", trial.get()))));
        }
        var by = new ArrayList<Element>();
        if (entry.session() == 0) {
            by.add(Element.tree(CHANGES, "server"));
        } else {
            by.add(Element.leaf(CHANGES, "username", entry.user()));
            by.add(Element.leaf(CHANGES, "session-id", Long.toString(entry.session())));
        }
        var saved = entry.cause() == HistoryEntry.Cause.SAVED;
        out.say(
                event(
                        entry.at(),
                        Element.tree(
                                CHANGES,
                                "netconf-config-change",
                                Element.tree(CHANGES, "changed-by", by),
                                Element.leaf(CHANGES, "datastore", saved ? "startup" : "running"),
                                Element.tree(
                                        CHANGES,
                                        "edit",
                                        Element.leaf(CHANGES, "target", "/" + IF + ":interfaces"),
                                        Element.leaf(CHANGES, "operation", "replace")))));
    }

    /** RFC 6470 section 2.2.5. */
    private static Optional<String> trialEvent(HistoryEntry.Cause cause) {
        return switch (cause) {
            case ON_TRIAL -> Optional.of("start");
            case TRIAL_EXTENDED -> Optional.of("extend");
            case KEPT -> Optional.of("complete");
            case TAKEN_BACK_BY_TIMER -> Optional.of("timeout");
            case TAKEN_BACK_BY_CANCEL, TAKEN_BACK_BY_LOST_SESSION, TAKEN_BACK_BY_RESTART ->
                    Optional.of("cancel");
            case STARTED, COMMITTED, SAVED, POWER_LOST -> Optional.empty();
        };
    }

    private static Element event(Instant at, Element content) {
        return Element.tree(
                NAMESPACE,
                "notification",
                Element.leaf(NAMESPACE, "eventTime", at.toString()),
                content);
    }

    private static int last(List<HistoryEntry> history) {
        return history.isEmpty() ? 0 : history.getLast().number();
    }

    void close() {
        device.unwatch(this);
    }
}
