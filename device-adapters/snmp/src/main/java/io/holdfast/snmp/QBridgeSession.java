package io.holdfast.snmp;

import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.core.observe.DeviceFacts;
import io.holdfast.snmp.SwitchSteps.Step;
import io.holdfast.snmp.mib.Walk;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.ReadResult;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.SnmpConfigurator.Way;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.SurveyReader.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;

/**
 * A session to a switch that only SNMP configures. It cannot be locked and takes nothing back by
 * itself: what it ran is in the undo book before the first SET, one object is set at a time and
 * read back, and {@code revert} goes the way back from wherever the switch is then. Nothing is
 * saved: these tables are permanent by themselves (RFC 4363), and that this is so here is among
 * what the proof takes for granted.
 */
final class QBridgeSession implements DeviceSession {

    static final List<String> MODULES = List.of("IF-MIB", "Q-BRIDGE-MIB");

    private static final OID SYS_DESCR = new OID("1.3.6.1.2.1.1.1.0");
    private static final String NOT_UNDERSTOOD = "not-understood";
    private static final String CUTS_MANAGEMENT = "cuts-management";
    private static final int TIMES_BACK = 3;
    private static final int MOST_ROWS = 20_000;
    private static final long MOST_BYTES = 16L << 20;

    private static final DeviceCapabilities CAPABILITIES =
            new DeviceCapabilities(false, ConfirmedCommit.NONE, false, false, false, MODULES);

    private final Way way;
    private final SnmpDoorway doorway;
    private final DeviceFacts facts;

    /** The engine that was compared with the pinned one, in hex: no other is spoken to after it. */
    private final String engine;

    private Optional<DeviceConfig> staged = Optional.empty();
    private boolean closed;

    private QBridgeSession(Way way, SnmpDoorway doorway, String description, String engine) {
        this.way = way;
        this.doorway = doorway;
        this.engine = engine;
        this.facts = new DeviceFacts("", description, "", "", way.pinnedEngine(), CAPABILITIES);
    }

    static QBridgeSession open(Way way, SnmpDoorway doorway, SnmpConversation device)
            throws Silence {
        var walk = new Walk();
        device.get(List.of(SYS_DESCR), walk);
        return new QBridgeSession(way, doorway, walk.text(SYS_DESCR), device.engineId());
    }

    @Override
    public DeviceFacts facts() {
        return facts;
    }

    @Override
    public RunningResult readRunning(List<Subtree> subtrees) {
        try (var device = talk()) {
            return new RunningResult.Running(page(QBridgeObjects.read(device)));
        } catch (Silence silence) {
            return new RunningResult.Unreadable(reason(silence));
        }
    }

    private String page(SwitchState state) {
        var meaning = state.meaning();
        var page = new StringBuilder(way.dialect().render(meaning.config(), CAPABILITIES).text());
        for (var word : meaning.foreign()) {
            page.append("foreign \"").append(word.replaceAll("[\"\\\\\\p{Cntrl}]", "?"));
            page.append("\"\n");
        }
        return page.toString();
    }

    @Override
    public Outcome stage(Rendered rendered) {
        staged = Optional.empty();
        return switch (way.dialect().read(rendered.text())) {
            case ReadResult.Unreadable(var reason) ->
                    new Outcome.Refused("malformed-message", reason);
            case ReadResult.Read(var config) -> stage(config);
        };
    }

    private Outcome stage(DeviceConfig config) {
        var blockers = way.dialect().blockers(config, CAPABILITIES);
        if (!blockers.isEmpty()) {
            return new Outcome.Refused("invalid-value", blockers.getFirst());
        }
        try (var device = talk()) {
            var state = QBridgeObjects.read(device);
            var foreign = state.meaning().foreign();
            if (!foreign.isEmpty()) {
                return new Outcome.Refused(NOT_UNDERSTOOD, foreign.getFirst());
            }
            var objection = SwitchSteps.objection(state, config, way.managementVlan());
            if (objection.isPresent()) {
                return new Outcome.Refused(CUTS_MANAGEMENT, objection.get());
            }
            staged = Optional.of(config);
            return new Outcome.Done();
        } catch (Silence silence) {
            return new Outcome.Unknown(reason(silence));
        }
    }

    /** There is nobody to ask: what a switch takes shows when it is told. */
    @Override
    public Outcome validate() {
        return staged.isPresent() && !closed
                ? new Outcome.Done()
                : new Outcome.Refused("missing-element", "nothing is staged");
    }

    @Override
    public Outcome apply(Duration deadline, String transaction) {
        if (staged.isEmpty() || closed) {
            return new Outcome.Refused("missing-element", "nothing is staged");
        }
        var target = staged.get();
        staged = Optional.empty();
        try (var device = talk()) {
            var state = QBridgeObjects.read(device);
            var objection = SwitchSteps.objection(state, target, way.managementVlan());
            var foreign = state.meaning().foreign();
            if (!foreign.isEmpty()) {
                return new Outcome.Refused(NOT_UNDERSTOOD, foreign.getFirst());
            }
            if (objection.isPresent()) {
                return new Outcome.Refused(CUTS_MANAGEMENT, objection.get());
            }
            way.undo().keep(transaction, page(state));
            return bring(device, state, target);
        } catch (Silence silence) {
            return new Outcome.Unknown(reason(silence));
        }
    }

    private Outcome bring(SnmpConversation device, SwitchState state, DeviceConfig target)
            throws Silence {
        for (var step : SwitchSteps.between(state, target)) {
            var outcome = take(device, step);
            if (!(outcome instanceof Outcome.Done)) {
                return outcome;
            }
        }
        var now = QBridgeObjects.read(device).meaning();
        return now.config().equals(target) && now.foreign().isEmpty()
                ? new Outcome.Done()
                : new Outcome.Refused("read-back", "it has something else than it was told");
    }

    /** An answer is no proof, and no answer is none either: what the object shows counts. */
    private static Outcome take(SnmpConversation device, Step step) throws Silence {
        var status = device.set(step.objects());
        if (status.isPresent() && status.get() != 0) {
            return new Outcome.Refused(
                    SnmpErrors.name(status.get()), "the switch does not take: " + step.words());
        }
        if (shows(device, step)) {
            return new Outcome.Done();
        }
        return status.isEmpty()
                ? new Outcome.Unknown("no answer, and nothing came of it: " + step.words())
                : new Outcome.Refused(
                        "read-back", "it answered yes and did not do it: " + step.words());
    }

    private static boolean shows(SnmpConversation device, Step step) throws Silence {
        var oid = step.shows().getOid();
        var walk = new Walk();
        device.get(List.of(oid), walk);
        var seen = walk.at(oid);
        var status = step.objects().getFirst();
        if (status.equals(QBridgeObjects.vlanStatus(oid.last(), QBridgeObjects.DESTROY))) {
            return seen.isEmpty();
        }
        if (seen.isEmpty() || seen.get() instanceof Null) {
            return false;
        }
        return QBridgeObjects.isPortList(oid)
                ? QBridgeObjects.portList(seen.get())
                        .equals(QBridgeObjects.portList(step.shows().getVariable()))
                : seen.get().toString().equals(step.shows().getVariable().toString());
    }

    /** Nothing waits on the device to be confirmed; whether it ran is not asked here. */
    @Override
    public Outcome confirm(String transaction) {
        if (closed) {
            return new Outcome.Unknown("the session is closed");
        }
        return way.undo().kept(transaction).isPresent() ? new Outcome.Done() : nothingKept();
    }

    private static Outcome nothingKept() {
        return new Outcome.Refused("invalid-value", "nothing is on trial under this token");
    }

    @Override
    public Outcome revert(String transaction) {
        if (closed) {
            return new Outcome.Unknown("the session is closed");
        }
        if (staged.isPresent()) {
            staged = Optional.empty();
            return new Outcome.Done();
        }
        var ran = way.undo().kept(transaction);
        if (ran.isEmpty()) {
            return nothingKept();
        }
        return switch (way.dialect().read(ran.get())) {
            case ReadResult.Unreadable(var reason) ->
                    new Outcome.Refused("operation-failed", reason);
            case ReadResult.Read(var before) -> goBack(before);
        };
    }

    /**
     * Nothing else takes this switch back: one lost datagram must not leave it half-way. Each time
     * it is read anew, and the way goes from there.
     */
    private Outcome goBack(DeviceConfig before) {
        Outcome outcome = new Outcome.Unknown("not tried");
        for (int i = 0; i < TIMES_BACK; i++) {
            outcome = goBackOnce(before);
            if (outcome instanceof Outcome.Done || isForPeople(outcome)) {
                return outcome;
            }
        }
        return outcome;
    }

    private static boolean isForPeople(Outcome outcome) {
        return outcome instanceof Outcome.Refused(var code, _)
                && (code.equals(NOT_UNDERSTOOD) || code.equals(CUTS_MANAGEMENT));
    }

    private Outcome goBackOnce(DeviceConfig before) {
        try (var device = talk()) {
            var state = QBridgeObjects.read(device);
            var strange = state.strange();
            if (!strange.isEmpty()) {
                return new Outcome.Refused(NOT_UNDERSTOOD, strange.getFirst());
            }
            var objection = SwitchSteps.objectionToGoingBack(state, before, way.managementVlan());
            return objection.isPresent()
                    ? new Outcome.Refused(CUTS_MANAGEMENT, objection.get())
                    : bring(device, state, before);
        } catch (Silence silence) {
            return new Outcome.Unknown(reason(silence));
        }
    }

    private SnmpConversation talk() throws Silence {
        if (closed) {
            throw new Silence("the session is closed");
        }
        return SnmpConversation.open(
                way.address(),
                way.user(),
                engine,
                doorway,
                new Limits(way.limit(), MOST_ROWS, MOST_BYTES));
    }

    private static String reason(Silence silence) {
        return String.valueOf(silence.getMessage());
    }

    @Override
    public void close() {
        closed = true;
    }
}
