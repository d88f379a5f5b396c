package io.holdfast.site.node;

import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.autonomy.AutonomyBudget;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.console.Status;
import io.holdfast.site.console.Status.DeviceLine;
import io.holdfast.site.console.Status.DeviceState;
import io.holdfast.site.link.CentreLink;
import io.holdfast.sitelink.FingerprintWords;
import io.holdfast.sitelink.site.HardEnd;
import io.holdfast.sitelink.site.Link.Standing;
import io.holdfast.sitelink.site.SiteState;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SlotState;
import io.holdfast.sitelink.site.SlotState.Sight;
import io.holdfast.sitelink.site.Work;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells people what the node knows, in the words of rulings W2. */
final class StatusBoard {

    private StatusBoard() {}

    /** What the node itself is, beside what it knows of its site. */
    record Node(
            Instant now,
            Instant certificateEnds,
            List<Status.AlarmLine> alarms,
            String words,
            List<Status.DoorLine> doors,
            AutonomyBudget budget) {}

    /** Before the first certificate. */
    static Status enrolling(String name, String reason, long entries, Node node) {
        return new Status(
                "holdfast",
                name,
                ZoneOffset.UTC,
                node.now(),
                new Status.Link.Enrolling(reason),
                0,
                0,
                Instant.EPOCH,
                List.of(),
                0,
                entries,
                node.certificateEnds(),
                node.alarms(),
                node.words(),
                node.doors(),
                0,
                List.of(),
                List.of(),
                new Witness.Nothing(),
                node.budget(),
                "");
    }

    static Status of(SiteState state, Optional<PlanNames> plan, Status.Link link, Node node) {
        var site = state.identity().site().value();
        return new Status(
                site,
                plan.map(PlanNames::name).orElse(site),
                plan.map(PlanNames::zone).orElse(ZoneOffset.UTC),
                node.now(),
                link,
                state.desired().epochOrZero(),
                state.desired().revisionOrZero(),
                acceptedAt(state),
                devices(state),
                state.unsent(),
                state.head().sequence(),
                node.certificateEnds(),
                node.alarms(),
                node.words(),
                node.doors(),
                state.breakGlass().unused().size(),
                state.breakGlass().openHolds(),
                openings(state),
                state.witness(),
                node.budget(),
                words(state));
    }

    private static String words(SiteState state) {
        return switch (state.desired()) {
            case Desired.Nothing() -> "";
            case Desired.Accepted accepted -> FingerprintWords.ofContent(accepted.contentDigest());
        };
    }

    private static List<Status.Opening> openings(SiteState state) {
        return state.ends().stream()
                .filter(end -> !end.isOver())
                .map(end -> new Status.Opening(end.at(), end.closes()))
                .sorted(Comparator.comparing(Status.Opening::end))
                .toList();
    }

    /** How it stands to the centre, whatever it thought of the line before it was shut out. */
    static Status.Link link(SiteState state, CentreLink link, String reason) {
        if (link.outOfService()) {
            return new Status.Link.OutOfService();
        }
        return switch (state.link().standing()) {
            case Standing.Connected(var since) -> new Status.Link.Connected(since);
            case Standing.Autonomous(var since) -> new Status.Link.Autonomous(since, reason);
        };
    }

    private static Instant acceptedAt(SiteState state) {
        return switch (state.desired()) {
            case Desired.Nothing() -> Instant.EPOCH;
            case Desired.Accepted accepted -> accepted.acceptedAt();
        };
    }

    private static List<DeviceLine> devices(SiteState state) {
        var onTrial = onTrial(state.work());
        var targets = targets(state.desired());
        return state.slots().entrySet().stream()
                .map(slot ->
                        line(
                                slot.getKey(),
                                slot.getValue(),
                                onTrial,
                                targets,
                                HardEnd.told(state.ends(), slot.getKey(), slot.getValue().kept())))
                .sorted(Comparator.comparing(DeviceLine::state).thenComparing(DeviceLine::slot))
                .toList();
    }

    private static DeviceLine line(
            DeviceSlot slot,
            SlotState known,
            Set<DeviceSlot> onTrial,
            Set<DeviceSlot> targets,
            String ended) {
        var name = slot.value();
        return switch (known.sight()) {
            case Sight.KeyChanged(var at, _, var shown) ->
                    new DeviceLine(name, DeviceState.KEY_CHANGED, 0, at, shown);
            case Sight.Silent(var since, var reason, var last) ->
                    new DeviceLine(
                            name,
                            DeviceState.SILENT,
                            revision(known),
                            last.at(),
                            reason + ", " + since);
            case Sight.NeverAnswered(_, var reason) ->
                    new DeviceLine(name, DeviceState.SILENT, 0, Instant.EPOCH, reason);
            case Sight.KeyShown(var at, var key) ->
                    new DeviceLine(name, DeviceState.NOT_ONBOARDED, 0, at, key);
            case Sight.Never() ->
                    new DeviceLine(
                            name,
                            known.onboarded() ? DeviceState.WAITING : DeviceState.NOT_ONBOARDED,
                            0,
                            Instant.EPOCH,
                            "");
            case Sight.Seen seen ->
                    answering(
                            name,
                            known,
                            seen.at(),
                            onTrial.contains(slot),
                            targets.contains(slot),
                            ended);
        };
    }

    private static DeviceLine answering(
            String name,
            SlotState known,
            Instant at,
            boolean onTrial,
            boolean configured,
            String ended) {
        if (onTrial) {
            return new DeviceLine(name, DeviceState.ON_TRIAL, revision(known), at, "");
        }
        return switch (known.standing()) {
            case SlotState.Standing.Waiting() ->
                    new DeviceLine(
                            name,
                            configured ? DeviceState.WAITING : DeviceState.INVENTORIED,
                            0,
                            at,
                            ended);
            case SlotState.Standing.Kept(_, var revision) ->
                    new DeviceLine(name, DeviceState.KEPT, revision, at, ended);
            case SlotState.Standing.TakenBack(_, var revision, var reason) ->
                    new DeviceLine(name, DeviceState.TAKEN_BACK, revision, at, reason);
            case SlotState.Standing.Conflict(_, var revision, var reason) ->
                    new DeviceLine(name, DeviceState.CONFLICT, revision, at, reason);
        };
    }

    private static long revision(SlotState known) {
        return switch (known.standing()) {
            case SlotState.Standing.Waiting() -> 0;
            case SlotState.Standing.Kept(_, var revision) -> revision;
            case SlotState.Standing.TakenBack(_, var revision, _) -> revision;
            case SlotState.Standing.Conflict(_, var revision, _) -> revision;
        };
    }

    private static Set<DeviceSlot> targets(Desired desired) {
        return switch (desired) {
            case Desired.Nothing() -> Set.of();
            case Desired.Accepted accepted ->
                    accepted.targets().stream()
                            .map(SiteState.Target::slot)
                            .collect(Collectors.toCollection(TreeSet::new));
        };
    }

    private static Set<DeviceSlot> onTrial(Work work) {
        return switch (work) {
            case Work.Idle() -> Set.of();
            case Work.Checking _ -> Set.of();
            case Work.Applying applying -> members(applying.plan());
            case Work.Proving proving -> members(proving.plan());
            case Work.Keeping keeping -> members(keeping.plan());
            case Work.TakingBack back -> members(back.plan());
        };
    }

    private static Set<DeviceSlot> members(Work.Plan plan) {
        return plan.members().stream()
                .map(Work.Member::slot)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
