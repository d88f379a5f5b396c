package io.holdfast.netconf;

import io.holdfast.spi.RunningResult;
import io.holdfast.spi.Subtree;
import io.holdfast.spi.xml.XmlElement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads subtrees of running. A subtree missing from a filtered reply is asked for once more without
 * a filter: servers were seen that answer a filter with nothing.
 */
final class RunningReading {

    private RunningReading() {}

    static RunningResult read(
            Conversation conversation, Reads reads, List<Subtree> subtrees, Deadline deadline)
            throws Broken {
        var reply = conversation.ask(reads.config("running", subtrees), deadline);
        if (!(reply instanceof Reply.Data(var filtered))) {
            return unreadable(reply);
        }
        if (subtrees.stream().allMatch(tree -> has(filtered, tree))) {
            return running(filtered, subtrees);
        }
        var second = conversation.ask(reads.config("running"), deadline);
        if (!(second instanceof Reply.Data(var whole))) {
            return unreadable(second);
        }
        if (whole.children().isEmpty()) {
            return new RunningResult.Unreadable(
                    "the device shows no configuration at all, with a filter and without;"
                            + " a login that may not read looks the same");
        }
        return running(whole, subtrees);
    }

    /** All of running. An empty answer is not an empty device: nothing is archived then. */
    static RunningResult everything(Conversation conversation, Reads reads, Deadline deadline)
            throws Broken {
        var reply = conversation.ask(reads.config("running"), deadline);
        if (!(reply instanceof Reply.Data(var whole))) {
            return unreadable(reply);
        }
        if (whole.children().isEmpty()) {
            return new RunningResult.Unreadable("the device shows no configuration at all");
        }
        return new RunningResult.Running(
                whole.children().stream()
                        .map(XmlElement::toText)
                        .collect(Collectors.joining("\n")));
    }

    private static boolean has(XmlElement data, Subtree tree) {
        return data.child(tree.namespace(), tree.name()).isPresent();
    }

    private static RunningResult running(XmlElement data, List<Subtree> subtrees) {
        return new RunningResult.Running(TrialWatch.text(data, subtrees));
    }

    private static RunningResult unreadable(Reply reply) {
        return new RunningResult.Unreadable(
                reply instanceof Reply.Errors errors
                        ? errors.first().tag() + ": " + errors.inWords()
                        : "the device answered ok instead of data");
    }
}
