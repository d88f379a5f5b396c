package io.holdfast.spi;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceFacts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One open conversation with one device. Protocol-neutral: stage, validate, apply with a deadline,
 * confirm, revert. Blocking, each call with its own time limit; not safe for use by two threads.
 *
 * <p>A session that is lost before {@code confirm} leaves the device on trial; a device whose
 * capabilities say it is self-reverting then takes its configuration back at the deadline.
 */
public interface DeviceSession extends AutoCloseable {

    DeviceFacts facts();

    /**
     * What is known of the device beside what it says: learnt before, and in this session. Where it
     * has a lie that forbids a trial, {@code stage} and {@code apply} refuse with code known-lie.
     */
    default BehaviourTable behaviours() {
        return BehaviourTable.EMPTY;
    }

    /**
     * To be called by whoever found, by meaning, that running is not what was staged and applied in
     * this session: the lie this shows, where it can be told.
     */
    default Optional<DeviceBehaviour> differsFromTold() {
        return Optional.empty();
    }

    /**
     * Lets this session try what a known lie forbids: for the self-test, which looks for them and
     * has to bring the device back.
     */
    default void tryAnyway() {
        // a session that knows no lies forbids nothing
    }

    /** Asks the device something small. An open connection is not taken for a yes. */
    default Liveness liveness(Duration limit) {
        return new Liveness.Silent(Duration.ZERO, "this session cannot ask");
    }

    /** The unasked side of the session, where the device has one. */
    default Optional<Listening> listening() {
        return Optional.empty();
    }

    /**
     * Reads running, owned subtrees only. An empty reply to a filter is not an empty configuration.
     */
    RunningResult readRunning(List<Subtree> subtrees);

    /**
     * Reads the whole running configuration, with whatever stands in it; for the archive, which
     * masks it before it keeps anything.
     */
    default RunningResult readEverything() {
        return new RunningResult.Unreadable("this adapter does not read whole configurations");
    }

    /** Takes the locks, checks that the candidate is clean and puts the text in it. */
    Outcome stage(Rendered rendered);

    /** Asks the device to check what was staged, where its behaviour allows. */
    Outcome validate();

    /**
     * Makes the staged configuration run, on trial (confirmed commit with persist, RFC 6241 section
     * 8.4).
     *
     * @param deadline how long the device keeps it without a word; whole seconds
     * @param transaction the persist token, unique per transaction
     */
    Outcome apply(Duration deadline, String transaction);

    /**
     * Keeps what is on trial under this token, and saves it to startup where the device has one.
     */
    Outcome confirm(String transaction);

    /** Takes back at once what is on trial under this token, or discards what was only staged. */
    Outcome revert(String transaction);

    /** Releases locks and ends the session; never throws. */
    @Override
    void close();
}
