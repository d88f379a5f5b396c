package io.holdfast.core.verify;

import io.holdfast.core.network.Family;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Conduit;
import io.holdfast.core.zone.ConduitUse;
import io.holdfast.core.zone.Endpoint;
import io.holdfast.core.zone.ReviewTask;
import io.holdfast.core.zone.ZoneModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What time and use say of conduits: reviews nobody did, ends that have passed, conduits that carry
 * nothing or less than they allow. Findings for people; they change nothing on any device (rulings
 * P5).
 */
public final class ConduitFindings {

    /** Who talks is a short list, or it is no suggestion for a narrower conduit. */
    private static final int FEW_HOSTS = 4;

    private ConduitFindings() {}

    /** Conduits and exceptions whose day has passed. */
    public static List<Finding> byTime(ZoneModel model, Instant now) {
        var findings = new ArrayList<Finding>();
        for (var task : ReviewTask.open(model, now)) {
            if (task.overdue()) {
                findings.add(overdue(task));
            }
        }
        return findings;
    }

    private static Finding overdue(ReviewTask task) {
        return switch (task.kind()) {
            case REVIEW_CONDUIT ->
                    warning(
                            "CONDUIT_NOT_REVIEWED",
                            task.about(),
                            "conduit "
                                    + task.about()
                                    + " was to be reviewed by "
                                    + task.owner()
                                    + " until "
                                    + task.due());
            case TEMPORARY_CONDUIT_ENDS ->
                    warning(
                            "CONDUIT_EXPIRED",
                            task.about(),
                            "temporary conduit "
                                    + task.about()
                                    + " ended on "
                                    + task.due()
                                    + " and is still in the model");
            case ACCEPTANCE_ENDS ->
                    warning(
                            "ACCEPTANCE_EXPIRED",
                            task.about(),
                            "risk acceptance "
                                    + task.about()
                                    + " ended on "
                                    + task.due()
                                    + " and opens nothing any more");
        };
    }

    /**
     * Conduits of one site that allow more than was seen in a time long enough to tell.
     *
     * @param watchedSince from when on the uses were written down
     * @param quiet how long nothing must have been seen; shorter than that nothing is said
     */
    public static List<Finding> byUse(
            ZoneModel model,
            SitePlan plan,
            List<ConduitUse> uses,
            Instant watchedSince,
            Duration quiet,
            Instant now) {
        var findings = new ArrayList<Finding>();
        if (watchedSince.isAfter(now.minus(quiet))) {
            return findings;
        }
        var unused =
                ReviewTask.unused(model, uses, watchedSince, quiet, now).stream()
                        .map(ReviewTask::about)
                        .toList();
        for (var conduit : model.conduits()) {
            if (!conduit.scope().covers(plan.site())) {
                continue;
            }
            var own = uses.stream().filter(u -> u.conduit().equals(conduit.id())).toList();
            if (unused.contains(conduit.id().value())) {
                findings.add(unused(conduit, own, quiet));
            } else {
                var seen = own.stream().flatMap(u -> u.seen().stream()).toList();
                narrower(conduit, plan, seen, findings);
            }
        }
        return findings;
    }

    private static Finding unused(Conduit conduit, List<ConduitUse> own, Duration quiet) {
        var last = own.stream().flatMap(u -> u.last().stream()).max(Instant::compareTo);
        return last.isEmpty()
                ? warning(
                        "CONDUIT_NEVER_USED",
                        conduit.id().value(),
                        "conduit " + conduit.id() + " was never seen in use")
                : warning(
                        "CONDUIT_UNUSED",
                        conduit.id().value(),
                        "conduit "
                                + conduit.id()
                                + " was not seen in use for "
                                + quiet.toDays()
                                + " days, last at "
                                + last.get());
    }

    private static void narrower(
            Conduit conduit, SitePlan plan, List<Packet> all, List<Finding> findings) {
        var seen = all.stream().filter(p -> isOf(conduit, p)).toList();
        if (seen.isEmpty()) {
            return;
        }
        var idle =
                conduit.services().stream()
                        .filter(s -> seen.stream().noneMatch(p -> speaks(s, p)))
                        .map(Service::toString)
                        .toList();
        if (!idle.isEmpty()) {
            findings.add(
                    warning(
                            "CONDUIT_SERVICE_NEVER_USED",
                            conduit.id().value(),
                            "of conduit "
                                    + conduit.id()
                                    + " nobody used "
                                    + String.join(", ", idle)));
        }
        fewer(conduit, conduit.from(), plan, seen, Packet::source, findings);
        fewer(conduit, conduit.to(), plan, seen, Packet::destination, findings);
    }

    private static boolean isOf(Conduit conduit, Packet packet) {
        return conduit.services().stream().anyMatch(s -> speaks(s, packet));
    }

    private static boolean speaks(Service service, Packet packet) {
        var everywhere = Prefix.every(packet.family());
        return Walk.matches(new PacketMatch(everywhere, everywhere, service), packet);
    }

    /** Told for ends that are larger than the few hosts which were seen there. */
    private static void fewer(
            Conduit conduit,
            Endpoint end,
            SitePlan plan,
            List<Packet> seen,
            Function<Packet, IpAddress> side,
            List<Finding> findings) {
        var prefixes = prefixes(end, plan);
        for (var family : Family.values()) {
            var allowed = prefixes.stream().filter(p -> p.family() == family).toList();
            var hosts =
                    seen.stream()
                            .map(side)
                            .filter(a -> allowed.stream().anyMatch(p -> p.contains(a)))
                            .distinct()
                            .sorted()
                            .toList();
            if (!hosts.isEmpty()
                    && hosts.size() <= FEW_HOSTS
                    && isMoreThan(allowed, hosts.size())) {
                findings.add(
                        warning(
                                "CONDUIT_WIDER_THAN_USED",
                                conduit.id().value(),
                                "conduit "
                                        + conduit.id()
                                        + " allows all of "
                                        + end
                                        + ", but only "
                                        + hosts.stream()
                                                .map(IpAddress::toString)
                                                .collect(Collectors.joining(", "))
                                        + " was seen there"));
            }
        }
    }

    private static boolean isMoreThan(List<Prefix> prefixes, int hosts) {
        return prefixes.stream().anyMatch(p -> p.length() < p.family().bits())
                || prefixes.stream().distinct().count() > hosts;
    }

    private static List<Prefix> prefixes(Endpoint end, SitePlan plan) {
        Stream<SiteZone> zone = plan.zone(end.zone()).stream();
        return switch (end) {
            case Endpoint.WholeZone _ -> zone.flatMap(z -> z.prefixes().stream()).toList();
            case Endpoint.Group(_, var group) ->
                    zone.flatMap(z -> z.groups().stream())
                            .filter(g -> g.name().equals(group))
                            .flatMap(g -> g.prefixes().stream())
                            .toList();
        };
    }

    private static Finding warning(String code, String where, String detail) {
        return new Finding(Finding.Severity.WARNING, code, where, detail);
    }
}
