package io.holdfast.simulator.datastore;

import io.holdfast.simulator.clock.SimulatorClock;
import io.holdfast.simulator.datastore.HistoryEntry.Cause;
import io.holdfast.simulator.xml.Element;
import io.holdfast.simulator.xml.XmlWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The datastores of one device and what may be done to them: edit, validate, commit, trial, locks.
 * Every change of running is in the history. Safe for use by many sessions.
 */
public final class Datastores {

    /** The three datastores of RFC 6241. */
    public enum Store {
        RUNNING,
        CANDIDATE,
        STARTUP
    }

    private static final int LONGEST_HISTORY = 100_000;

    private final Schema schema;
    private final SimulatorClock clock;
    private final Runnable runningChanged;
    private final Map<Store, Long> locks = new EnumMap<>(Store.class);
    private final List<HistoryEntry> history = new ArrayList<>();

    private volatile Element running;
    private Element startup;
    private Chronicle chronicle = (entry, saved) -> {};
    private Optional<Element> candidate = Optional.empty();
    private Trial trial = new Trial.None();
    private long trials;

    /**
     * A device that just started.
     *
     * @param runningChanged called after running changed, by the thread that changed it, no lock
     *     held
     */
    public Datastores(Schema schema, Element factory, SimulatorClock clock, Runnable runningChanged)
            throws Refused {
        this.schema = schema;
        this.clock = clock;
        this.runningChanged = runningChanged;
        var empty = Element.tree(ConfigEdit.NETCONF, "config");
        startup = ConfigEdit.apply(schema, empty, factory, ConfigEdit.Operation.MERGE);
        refuseIfWrong(startup);
        running = startup;
        remember(Who.DEVICE, Cause.STARTED, "");
    }

    public Schema schema() {
        return schema;
    }

    /** From now on this is told of each change; of those before at once. */
    public synchronized void keep(Chronicle by) {
        history.forEach(entry -> by.remembered(entry, startup));
        chronicle = by;
    }

    /** What the device runs now. */
    public Element running() {
        return running;
    }

    public synchronized Element read(Store store) {
        return switch (store) {
            case RUNNING -> running;
            case STARTUP -> startup;
            case CANDIDATE -> candidate.orElse(running);
        };
    }

    public synchronized List<HistoryEntry> history() {
        return List.copyOf(history);
    }

    /**
     * The token of the trial under way; empty text for one without token; empty if there is none.
     */
    public synchronized Optional<String> trialToken() {
        return trial instanceof Trial.Pending(var _, var _, var persist, var _, var _)
                ? Optional.of(persist)
                : Optional.empty();
    }

    public synchronized boolean candidateIsClean() {
        return candidate.isEmpty() || candidate.get().equals(running);
    }

    public synchronized void lock(Who who, Store store) throws Refused {
        var holder = locks.get(store);
        if (holder != null) {
            throw new Refused(RpcError.lockDenied(holder));
        }
        if (store == Store.CANDIDATE && !candidateIsClean()) {
            throw new Refused(RpcError.lockDenied(0));
        }
        if (store == Store.RUNNING
                && trial instanceof Trial.Pending(var _, var owner, var _, var _, var _)
                && owner.session() != who.session()) {
            throw new Refused(RpcError.lockDenied(owner.session()));
        }
        locks.put(store, who.session());
    }

    public synchronized void unlock(Who who, Store store) throws Refused {
        var holder = locks.get(store);
        if (holder == null || holder != who.session()) {
            throw new Refused(
                    RpcError.protocol("operation-failed", "this session does not hold that lock"));
        }
        locks.remove(store);
        if (store == Store.CANDIDATE) {
            candidate = Optional.empty();
        }
    }

    /** Edits the candidate. */
    public synchronized void edit(
            Who who, Element edit, String defaultOperation, boolean test, boolean set)
            throws Refused {
        refuseIfLocked(who, Store.CANDIDATE);
        var operation = ConfigEdit.operation(defaultOperation);
        var edited = ConfigEdit.apply(schema, candidate.orElse(running), edit, operation);
        if (test) {
            refuseIfWrong(edited);
        }
        if (set) {
            candidate = Optional.of(edited);
        }
    }

    public synchronized void validate(Store store) throws Refused {
        refuseIfWrong(read(store));
    }

    /** Checks a whole configuration given in the request. */
    public synchronized void validate(Element config) throws Refused {
        var empty = Element.tree(ConfigEdit.NETCONF, "config");
        refuseIfWrong(ConfigEdit.apply(schema, empty, config, ConfigEdit.Operation.MERGE));
    }

    public synchronized void discard(Who who) throws Refused {
        refuseIfLocked(who, Store.CANDIDATE);
        candidate = Optional.empty();
    }

    /** Copies one datastore over another, as in running to startup. */
    public synchronized void copy(Who who, Store from, Store to) throws Refused {
        refuseIfLocked(who, to);
        if (to == Store.RUNNING) {
            throw new Refused(
                    RpcError.protocol(
                            "operation-not-supported", "running is written by commit only"));
        }
        var copied = read(from);
        refuseIfWrong(copied);
        if (to == Store.STARTUP) {
            startup = copied;
            remember(who, Cause.SAVED, "");
        } else {
            candidate = Optional.of(copied);
        }
    }

    /**
     * Commits the candidate.
     *
     * @param persistId the token of the trial this confirms, or empty
     */
    public void commit(Who who, String persistId) throws Refused {
        synchronized (this) {
            refuseIfLocked(who, Store.RUNNING);
            refuseIfLocked(who, Store.CANDIDATE);
            refuseForeignTrial(who, persistId);
            if (trial instanceof Trial.Pending(var _, var _, var persist, var _, var timer)) {
                var next = candidate.orElse(running);
                refuseIfWrong(next);
                timer.cancel();
                trial = new Trial.None();
                running = next;
                candidate = Optional.empty();
                remember(who, Cause.KEPT, persist);
            } else {
                if (!persistId.isEmpty()) {
                    throw noSuchTrial();
                }
                var next = candidate.orElse(running);
                refuseIfWrong(next);
                running = next;
                candidate = Optional.empty();
                remember(who, Cause.COMMITTED, "");
            }
        }
        runningChanged.run();
    }

    /** Commits the candidate on trial: it goes back unless confirmed before the timeout. */
    public void commitOnTrial(Who who, Duration timeout, String persist, String persistId)
            throws Refused {
        synchronized (this) {
            refuseIfLocked(who, Store.RUNNING);
            refuseIfLocked(who, Store.CANDIDATE);
            refuseForeignTrial(who, persistId);
            if (trial instanceof Trial.None && !persistId.isEmpty()) {
                throw noSuchTrial();
            }
            var next = candidate.orElse(running);
            refuseIfWrong(next);
            var before = running;
            var cause = Cause.ON_TRIAL;
            if (trial instanceof Trial.Pending(var _, var _, var _, var first, var timer)) {
                timer.cancel();
                before = first;
                cause = Cause.TRIAL_EXTENDED;
            }
            long number = ++trials;
            var timer = clock.after(timeout, () -> timeIsUp(number));
            trial = new Trial.Pending(number, who, persist, before, timer);
            running = next;
            candidate = Optional.empty();
            remember(who, cause, persist);
        }
        runningChanged.run();
    }

    /** Ends the timer of the trial under way and nothing else: a fault on demand. */
    public synchronized void stopTimer() {
        if (trial instanceof Trial.Pending(var _, var _, var _, var _, var timer)) {
            timer.cancel();
        }
    }

    /** Throws away what stands in the candidate, whoever put it there: a fault on demand. */
    public synchronized void loseCandidate() {
        candidate = Optional.empty();
    }

    /** Takes a trial back at once. */
    public void cancel(Who who, String persistId) throws Refused {
        synchronized (this) {
            if (trial instanceof Trial.None) {
                throw noSuchTrial();
            }
            refuseForeignTrial(who, persistId);
            takeBack(who, Cause.TAKEN_BACK_BY_CANCEL);
        }
        runningChanged.run();
    }

    /**
     * A session is gone: its locks fall, what it left in the candidate goes, its own trial goes
     * back.
     */
    public void sessionLost(Who who) {
        boolean changed = false;
        synchronized (this) {
            if (locks.containsKey(Store.CANDIDATE) && locks.get(Store.CANDIDATE) == who.session()) {
                candidate = Optional.empty();
            }
            locks.values().removeIf(holder -> holder == who.session());
            if (trial instanceof Trial.Pending(var _, var owner, var persist, var _, var _)
                    && owner.session() == who.session()
                    && persist.isEmpty()) {
                takeBack(who, Cause.TAKEN_BACK_BY_LOST_SESSION);
                changed = true;
            }
        }
        if (changed) {
            runningChanged.run();
        }
    }

    /** The current goes: all that was not saved is gone, the device will start from startup. */
    public void losePower() {
        synchronized (this) {
            boolean onTrial = trial instanceof Trial.Pending;
            if (trial instanceof Trial.Pending(var _, var _, var _, var _, var timer)) {
                timer.cancel();
            }
            trial = new Trial.None();
            locks.clear();
            candidate = Optional.empty();
            running = startup;
            remember(Who.DEVICE, onTrial ? Cause.TAKEN_BACK_BY_RESTART : Cause.POWER_LOST, "");
        }
        runningChanged.run();
    }

    public synchronized void started() {
        remember(Who.DEVICE, Cause.STARTED, "");
    }

    private void timeIsUp(long number) {
        synchronized (this) {
            if (!(trial instanceof Trial.Pending(var current, var _, var _, var _, var _))
                    || current != number) {
                return;
            }
            takeBack(Who.DEVICE, Cause.TAKEN_BACK_BY_TIMER);
        }
        runningChanged.run();
    }

    private void takeBack(Who who, Cause cause) {
        if (trial instanceof Trial.Pending(var _, var _, var persist, var before, var timer)) {
            timer.cancel();
            trial = new Trial.None();
            running = before;
            remember(who, cause, persist);
        }
    }

    private void refuseForeignTrial(Who who, String persistId) throws Refused {
        if (!(trial instanceof Trial.Pending(var _, var owner, var persist, var _, var _))) {
            return;
        }
        if (persist.isEmpty() && !persistId.isEmpty()) {
            throw noSuchTrial();
        }
        if (persist.isEmpty() && owner.session() != who.session()) {
            throw new Refused(
                    RpcError.protocol(
                            "in-use",
                            "a confirmed commit of session " + owner.session() + " is pending"));
        }
        if (!persist.isEmpty() && !persist.equals(persistId)) {
            throw new Refused(
                    RpcError.protocol(
                            "invalid-value",
                            "a confirmed commit is pending under another persist-id"));
        }
    }

    private static Refused noSuchTrial() {
        return new Refused(
                RpcError.protocol(
                        "invalid-value", "no confirmed commit is pending under this persist-id"));
    }

    private void refuseIfLocked(Who who, Store store) throws Refused {
        var holder = locks.get(store);
        if (holder != null && holder != who.session()) {
            throw new Refused(
                    RpcError.protocol(
                            "in-use", "session " + holder + " holds the lock of this datastore"));
        }
    }

    private void refuseIfWrong(Element config) throws Refused {
        var problem = ConfigCheck.firstProblem(schema, config);
        if (problem.isPresent()) {
            throw new Refused(problem.get());
        }
    }

    private void remember(Who who, Cause cause, String transaction) {
        if (history.size() >= LONGEST_HISTORY) {
            history.removeFirst();
        }
        int number = history.isEmpty() ? 1 : history.getLast().number() + 1;
        history.add(
                new HistoryEntry(
                        number,
                        clock.now(),
                        who.session(),
                        who.user(),
                        cause,
                        transaction,
                        digest(running)));
        chronicle.remembered(history.getLast(), startup);
    }

    private static String digest(Element config) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(
                            sha256.digest(XmlWriter.flat(config).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
