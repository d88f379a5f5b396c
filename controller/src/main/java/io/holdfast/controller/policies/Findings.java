package io.holdfast.controller.policies;

import io.holdfast.controller.access.Access;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.verify.ConduitFindings;
import io.holdfast.core.verify.Finding;
import io.holdfast.core.zone.ConduitId;
import io.holdfast.core.zone.ReviewTask;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * What people should look at: what compiler and proof say of every site, conduits that nobody uses,
 * and the tasks that are due. The worst first.
 */
@Service
public class Findings {

    private static final List<String> WORST_FIRST = List.of("BLOCKER", "WARNING", "TASK", "NOTE");

    /** A quarter: what a plant needs less often is rare enough to be asked for (R31). */
    private static final Duration QUIET = Duration.ofDays(90);

    private final Access access;
    private final PolicyBook book;
    private final Judgements judgements;
    private final WatchedUses watched;
    private final InstantSource clock;

    Findings(
            Access access,
            PolicyBook book,
            Judgements judgements,
            WatchedUses watched,
            InstantSource clock) {
        this.access = access;
        this.book = book;
        this.judgements = judgements;
        this.watched = watched;
        this.clock = clock;
    }

    /** Every finding in force. No connection is kept while sites are compiled and proved. */
    public List<PolicyFinding> all() {
        access.requireRead();
        var policy = book.read();
        var found = new ArrayList<PolicyFinding>();
        ReviewTask.open(policy.model(), clock.instant()).forEach(t -> found.add(task(t)));
        for (var one : ConduitFindings.byTime(policy.model(), clock.instant())) {
            found.add(line(policy.model(), "", one));
        }
        // What was allowed since is not unused: nobody could use it for so long.
        var old =
                book.readAt(clock.instant().minus(QUIET)).stream()
                        .flatMap(p -> p.model().conduits().stream())
                        .map(c -> c.id().value())
                        .collect(Collectors.toSet());
        for (var plan : policy.plans()) {
            of(policy, plan.site(), judgements.of(policy, plan), found);
            var seen = watched.of(plan.site());
            for (var since : seen.since().stream().toList()) {
                ConduitFindings.byUse(
                                policy.model(), plan, seen.uses(), since, QUIET, clock.instant())
                        .stream()
                        .filter(f -> old.contains(f.where()))
                        .forEach(f -> found.add(line(policy.model(), plan.site().value(), f)));
            }
        }
        found.sort(
                Comparator.comparingInt((PolicyFinding f) -> WORST_FIRST.indexOf(f.severity()))
                        .thenComparing(PolicyFinding::code)
                        .thenComparing(PolicyFinding::site));
        return List.copyOf(found);
    }

    private static void of(
            PolicyInForce policy,
            SiteId site,
            Judgements.Judgement judged,
            List<PolicyFinding> found) {
        for (var one : judged.compiled().findings()) {
            found.add(
                    new PolicyFinding(
                            one.blocker() ? "BLOCKER" : "NOTE",
                            one.code(),
                            site.value(),
                            one.slots().stream()
                                    .map(DeviceSlot::value)
                                    .collect(Collectors.joining(", ")),
                            one.detail(),
                            named(policy.model(), one.detail())));
        }
        for (var one : judged.proof().findings()) {
            found.add(line(policy.model(), site.value(), one));
        }
        for (var example : judged.proof().counterExamples()) {
            found.add(
                    new PolicyFinding(
                            "BLOCKER",
                            example.claim().name(),
                            site.value(),
                            example.from() + " -> " + example.to(),
                            example.sentence(),
                            Optional.empty()));
        }
    }

    private static PolicyFinding line(ZoneModel model, String site, Finding one) {
        return new PolicyFinding(
                one.severity().name(),
                one.code(),
                site,
                one.where(),
                one.detail(),
                named(model, one.where()));
    }

    /** The conduit whose id stands in the words, if one does. */
    private static Optional<ConduitId> named(ZoneModel model, String words) {
        var all = List.of(words.split("[^a-z0-9-]+"));
        return model.conduits().stream()
                .map(c -> c.id())
                .filter(id -> all.contains(id.value()))
                .findFirst();
    }

    private static PolicyFinding task(ReviewTask task) {
        var conduit =
                task.kind() == ReviewTask.Kind.ACCEPTANCE_ENDS
                        ? Optional.<ConduitId>empty()
                        : Optional.of(new ConduitId(task.about()));
        return new PolicyFinding(
                "TASK",
                task.kind().name(),
                "",
                task.about(),
                task.owner()
                        + ": "
                        + sentence(task)
                        + " "
                        + task.due()
                        + (task.overdue() ? ", which is over." : "."),
                conduit);
    }

    private static String sentence(ReviewTask task) {
        return switch (task.kind()) {
            case REVIEW_CONDUIT -> "say again that it is needed, or retire it, by";
            case TEMPORARY_CONDUIT_ENDS -> "it closes by itself on";
            case ACCEPTANCE_ENDS -> "the accepted risk ends on";
        };
    }
}
