package io.holdfast.site.devices;

import io.holdfast.core.observe.BehaviourTable;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceFacts;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.lookout.Behaviours;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.Listening;
import io.holdfast.spi.Liveness;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.Rendered;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A session that writes down what it learnt of its device before it hands out an answer: whoever
 * hears that a step failed may be sure that a lie seen in it is kept.
 */
record Remembering(DeviceSession inner, DeviceSlot slot, String hostKey, Behaviours kept)
        implements DeviceSession {

    private <T> T noted(T answer) {
        kept.learn(
                slot,
                new Behaviours.Learnt(
                        hostKey, inner.facts().softwareVersion(), inner.behaviours()));
        return answer;
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
        return noted(inner.differsFromTold());
    }

    @Override
    public void tryAnyway() {
        inner.tryAnyway();
    }

    @Override
    public Liveness liveness(Duration limit) {
        return inner.liveness(limit);
    }

    @Override
    public Optional<Listening> listening() {
        return inner.listening();
    }

    @Override
    public RunningResult readRunning(List<Subtree> subtrees) {
        return noted(inner.readRunning(subtrees));
    }

    @Override
    public RunningResult readEverything() {
        return inner.readEverything();
    }

    @Override
    public Outcome stage(Rendered rendered) {
        return noted(inner.stage(rendered));
    }

    @Override
    public Outcome validate() {
        return noted(inner.validate());
    }

    @Override
    public Outcome apply(Duration deadline, String transaction) {
        return noted(inner.apply(deadline, transaction));
    }

    @Override
    public Outcome confirm(String transaction) {
        return noted(inner.confirm(transaction));
    }

    @Override
    public Outcome revert(String transaction) {
        return noted(inner.revert(transaction));
    }

    @Override
    public void close() {
        inner.close();
    }
}
