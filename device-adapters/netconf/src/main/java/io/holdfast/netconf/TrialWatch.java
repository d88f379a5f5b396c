package io.holdfast.netconf;

import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlElement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks over the shoulder of one trial: what ran before, what ran first, what runs when it should
 * be over. Asks nothing itself.
 */
final class TrialWatch {

    /** A device may be a little late: timers of some count in ticks of seconds. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final XmlElement before;
    private final Duration trial;
    private final Deadline end;
    private final Map<List<Subtree>, String> first = new HashMap<>();
    private boolean closed;

    TrialWatch(XmlElement before, Duration trial) {
        this.before = before;
        this.trial = trial;
        this.end = Deadline.in(trial.plus(MARGIN));
    }

    /** Somebody kept it or took it back: the timer says nothing any more. */
    void ended() {
        closed = true;
    }

    boolean isOver() {
        return closed || end.passed();
    }

    /** Whether these subtrees run as they did before the trial. */
    boolean unchanged(List<Subtree> subtrees, String running) {
        return text(before, subtrees).equals(running);
    }

    boolean unchanged(XmlElement whole) {
        return content(before).equals(content(whole));
    }

    /** What a reading tells of the device's timer, if it tells anything. */
    Optional<DeviceBehaviour.Kind> sees(List<Subtree> subtrees, String running) {
        if (closed) {
            return Optional.empty();
        }
        if (!end.passed()) {
            first.putIfAbsent(List.copyOf(subtrees), running);
            return Optional.empty();
        }
        return running.equals(first.get(subtrees)) && !unchanged(subtrees, running)
                ? Optional.of(Kind.TRIAL_IS_PERMANENT)
                : Optional.empty();
    }

    String lasted() {
        return "a trial of " + trial.toSeconds() + " s that nobody confirmed still ran after it";
    }

    static String text(XmlElement data, List<Subtree> subtrees) {
        return Subtree.textOf(data, subtrees);
    }

    /** Everything, in an order that does not depend on the device. */
    static String content(XmlElement data) {
        return data.children().stream()
                .map(XmlElement::toText)
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
