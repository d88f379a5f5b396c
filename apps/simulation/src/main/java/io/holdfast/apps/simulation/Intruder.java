package io.holdfast.apps.simulation;

import io.holdfast.core.site.SiteId;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.Enrolment.TrustRoot;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.SiteIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Somebody between the centre and its sites who cannot sign as the centre does: offers what he
 * signed himself, what is for another site and what was offered before, in place of what was sent.
 */
final class Intruder {

    private static final int ONCE_IN = 60;
    private static final int REMEMBERS = 20;
    private static final int FAR_AHEAD = 1000;

    private final World world;
    private final SplittableRandom random;
    private final Changes own;
    private final Map<SiteId, List<Bundle>> heard = new TreeMap<>();
    private int forged;

    Intruder(World world, Changes changes, long seed) {
        this.world = world;
        random = new SplittableRandom(~seed);
        own = new Changes(false, changes.slots());
    }

    /** The keys of the centre, and his. */
    TrustRoot besides(TrustRoot root) {
        var his = own.trust();
        return new TrustRoot(
                root.schema(),
                root.organization(),
                joined(root.releaseKeys(), his.releaseKeys()),
                joined(root.deliveryKeys(), his.deliveryKeys()),
                root.releaseThresholds());
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** What arrives of an answer. */
    LinkAnswer between(SiteIdentity to, LinkAnswer answer) {
        if (answer.bundle() != null) {
            var all = heard.computeIfAbsent(to.site(), _ -> new ArrayList<>());
            all.add(answer.bundle());
            if (all.size() > REMEMBERS) {
                all.removeFirst();
            }
        }
        if (random.nextInt(ONCE_IN) != 0 || !world.faults()) {
            return answer;
        }
        var others = List.copyOf(heard.values());
        int which = random.nextInt(others.size() + 1);
        var chosen = which == 0 ? forged(to, answer) : any(others.get(which - 1));
        world.trace(to + " is offered something else");
        return new LinkAnswer(
                answer.now(),
                answer.epoch(),
                answer.durable(),
                answer.journalProblem(),
                chosen,
                answer.access(),
                answer.retryAfterSeconds(),
                answer.freezes(),
                answer.log());
    }

    private Bundle any(List<Bundle> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Bundle forged(SiteIdentity to, LinkAnswer answer) {
        var content = own.content(to.site(), FAR_AHEAD + ++forged, Changes.Kind.GOOD, true);
        var part = own.release("forged", Map.of(to.site(), content), world.now());
        return own.bundle(
                part.values().iterator().next(),
                to,
                answer.epoch(),
                FAR_AHEAD + forged,
                List.of(),
                world.now());
    }
}
