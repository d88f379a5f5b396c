package io.holdfast.spi;

import io.holdfast.core.observe.DeviceFacts;
import java.time.Duration;
import java.util.List;

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
     * Reads running, owned subtrees only. An empty reply to a filter is not an empty configuration.
     */
    RunningResult readRunning(List<Subtree> subtrees);

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
