package io.holdfast.sitelink.site;

import io.holdfast.core.zone.Closing;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.site.HardEnd.Closure;
import io.holdfast.sitelink.site.HardEnd.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What ends under a content that is accepted, and which ends of before still govern. */
final class AcceptedEnds {

    private AcceptedEnds() {}

    /** The ends of an accepted content, and those of before that some device still runs. */
    static List<HardEnd> of(Turn turn, Judgement.Accepted accepted) {
        var content = accepted.content();
        var ends = new ArrayList<>(stillGoverning(turn, accepted));
        var times = content.inTime();
        var closings = Closing.of(content.model(), content.plan());
        for (int i = 0; i < content.ends().size(); i++) {
            var end = content.ends().get(i);
            var before = times.get(i);
            var closures = new ArrayList<Closure>();
            for (var device : end.devices()) {
                var from =
                        before.devices().stream()
                                .filter(d -> d.slot().equals(device.slot()))
                                .map(d -> Digests.of(d.config()))
                                .findFirst()
                                .orElse("");
                var to = Digests.of(device.config());
                if (!from.equals(to)) {
                    closures.add(
                            new Closure(device.slot(), device.group(), from, to, Instant.EPOCH));
                }
            }
            var closes =
                    closings.stream()
                            .filter(c -> c.at().equals(end.at()))
                            .flatMap(c -> c.closes().stream())
                            .map(ConduitId::value)
                            .toList();
            ends.add(
                    new HardEnd(
                            end.at(),
                            end.longest(),
                            closes,
                            accepted.delivery().epoch(),
                            accepted.delivery().revision(),
                            accepted.contentDigest(),
                            closures,
                            phase(turn, accepted, end.at(), closes, closures)));
        }
        return ends;
    }

    /**
     * The ends of before, but for devices that keep under the new content what they run: that says
     * now when it ends, if it does. A conduit that was extended must not be closed by its old end
     * once something else changes.
     */
    private static List<HardEnd> stillGoverning(Turn turn, Judgement.Accepted accepted) {
        return turn.ends.stream()
                .filter(end -> !end.contentDigest().equals(accepted.contentDigest()))
                .map(end ->
                        end.without(c ->
                                !stays(turn, accepted, end, c)
                                        && accepted.content().devices().stream()
                                                .filter(d -> d.slot().equals(c.slot()))
                                                .anyMatch(d ->
                                                        Digests.of(d.config()).equals(c.from()))))
                .filter(end -> !end.closures().isEmpty())
                .toList();
    }

    /** What a person closed early is closed, unless somebody at the centre answered it. */
    private static boolean stays(
            Turn turn, Judgement.Accepted accepted, HardEnd end, Closure closure) {
        return Closures.isEarly(turn, end, closure)
                && !LocalEffects.isAnswered(turn, accepted.delivery(), closure.slot());
    }

    /**
     * The same opening goes on under another content, or what a device runs already has an end from
     * now on: its time goes on. What was over under this very content does not begin again.
     */
    private static Phase phase(
            Turn turn,
            Judgement.Accepted accepted,
            Instant at,
            List<String> closes,
            List<Closure> closures) {
        boolean reverts =
                closures.stream()
                        .anyMatch(
                                c -> LocalEffects.isAnswered(turn, accepted.delivery(), c.slot()));
        var same =
                turn.ends.stream()
                        .filter(e -> e.contentDigest().equals(accepted.contentDigest()))
                        .filter(e -> e.at().equals(at))
                        .map(HardEnd::phase)
                        .filter(phase -> !(reverts && phase instanceof Phase.Early))
                        .findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        var goesOn =
                turn.ends.stream()
                        .filter(e ->
                                (e.at().equals(at)
                                                && e.closes().stream().anyMatch(closes::contains))
                                        || e.closures().stream()
                                                .anyMatch(c ->
                                                        closures.stream()
                                                                .anyMatch(o -> isAlike(c, o))))
                        .map(HardEnd::phase)
                        .filter(Phase.Open.class::isInstance)
                        .findFirst();
        boolean open = closures.stream().anyMatch(c -> turn.slot(c.slot()).kept().equals(c.from()));
        return goesOn.orElseGet(
                () -> open ? new Phase.Open(Duration.ZERO, turn.now) : new Phase.Ahead());
    }

    private static boolean isAlike(Closure one, Closure other) {
        return one.slot().equals(other.slot()) && one.from().equals(other.from());
    }
}
