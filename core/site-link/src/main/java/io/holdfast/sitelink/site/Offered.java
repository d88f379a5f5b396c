package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SitePlan;
import io.holdfast.sitelink.AccessJudgement;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.EssentialDevices;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.LinkRequest;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Target;
import java.util.List;

/** What the node does with an offer once it is judged. */
final class Offered {

    private Offered() {}

    static void examined(Turn turn, Judgement judgement) {
        switch (judgement) {
            case Judgement.Accepted accepted -> accept(turn, accepted);
            case Judgement.AlreadyInForce(_, _) -> {}
            case Judgement.Stale(var epoch, var revision, var ourEpoch, var ourRevision) ->
                    refuse(
                            turn,
                            epoch,
                            revision,
                            "STALE",
                            "older than " + ourEpoch + "." + ourRevision + ", which is in force");
            case Judgement.Refused(var epoch, var revision, var code, var reason) ->
                    refuse(turn, epoch, revision, code, reason);
            case Judgement.Equivocation(var epoch, var revision, var ours, var theirs) -> {
                turn.suspended = true;
                turn.note(
                        epoch + "." + revision,
                        new JournalNote.BundleEquivocation(epoch, revision, ours, theirs));
                refuse(
                        turn,
                        epoch,
                        revision,
                        "EQUIVOCATION",
                        "this number was accepted with other content; nothing more is accepted");
            }
        }
    }

    /**
     * The same for one that a person brought. Whatever it is stands in the journal as brought by
     * hand; one that is refused says nothing about what the centre offers.
     */
    static ConsoleAnswer.Judged brought(Turn turn, String file, Judgement judgement) {
        var answer =
                switch (judgement) {
                    case Judgement.Accepted(var delivery, _, _, _, var risk) ->
                            new ConsoleAnswer.Judged(
                                    delivery.epoch(),
                                    delivery.revision(),
                                    ConsoleAnswer.Judged.ACCEPTED,
                                    "a change of class " + risk);
                    case Judgement.AlreadyInForce(var epoch, var revision) ->
                            new ConsoleAnswer.Judged(
                                    epoch,
                                    revision,
                                    ConsoleAnswer.Judged.ALREADY_IN_FORCE,
                                    "the site has it");
                    case Judgement.Stale(var epoch, var revision, var ours, var ourRevision) ->
                            new ConsoleAnswer.Judged(
                                    epoch,
                                    revision,
                                    "STALE",
                                    "older than "
                                            + ours
                                            + "."
                                            + ourRevision
                                            + ", which is in force");
                    case Judgement.Equivocation(var epoch, var revision, _, _) ->
                            new ConsoleAnswer.Judged(
                                    epoch,
                                    revision,
                                    "EQUIVOCATION",
                                    "this number was accepted with other content");
                    case Judgement.Refused(var epoch, var revision, var code, var reason) ->
                            new ConsoleAnswer.Judged(epoch, revision, code, reason);
                };
        turn.note(
                answer.epoch() + "." + answer.revision(),
                new JournalNote.BundleBrought(
                        answer.epoch(), answer.revision(), file, answer.code(), answer.reason()));
        boolean counts =
                judgement instanceof Judgement.Accepted
                        || judgement instanceof Judgement.Equivocation;
        if (counts) {
            examined(turn, judgement);
        }
        return answer;
    }

    private static void refuse(Turn turn, long epoch, long revision, String code, String reason) {
        var refusal = List.of(new LinkRequest.Refusal(epoch, revision, code, reason));
        if (refusal.equals(turn.refusals)) {
            return;
        }
        turn.refusals = refusal;
        turn.note(
                epoch + "." + revision,
                new JournalNote.BundleRefused(epoch, revision, code, reason));
        turn.alarm("BUNDLE_REFUSED", epoch + "." + revision, code + ": " + reason);
    }

    private static void accept(Turn turn, Judgement.Accepted accepted) {
        var delivery = accepted.delivery();
        long epoch = turn.desired.epochOrZero();
        boolean newer =
                delivery.epoch() > epoch
                        || (delivery.epoch() == epoch
                                && delivery.revision() > turn.desired.revisionOrZero());
        if (!newer || turn.suspended) {
            return;
        }
        turn.desired =
                new Desired.Accepted(
                        delivery.epoch(),
                        delivery.revision(),
                        accepted.contentDigest(),
                        accepted.risk(),
                        turn.now,
                        accepted.content().devices().stream()
                                .map(device -> target(device, accepted))
                                .toList(),
                        opening(accepted.content().plan()),
                        takesBack(turn, accepted.contentDigest()),
                        isBegun(turn, accepted.contentDigest()),
                        before(turn, accepted.contentDigest()),
                        EssentialDevices.without(accepted.content()));
        turn.ends = AcceptedEnds.of(turn, accepted);
        Closures.followed(turn);
        turn.refusals = List.of();
        turn.time = turn.time.signed(delivery.issuedAt(), turn.now);
        turn.note(
                delivery.epoch() + "." + delivery.revision(),
                new JournalNote.BundleAccepted(
                        delivery.epoch(),
                        delivery.revision(),
                        accepted.release().change(),
                        accepted.contentDigest(),
                        accepted.risk()));
        for (var device : accepted.content().devices()) {
            turn.slot(
                    device.slot(),
                    known -> known.retry(0, turn.now).standing(new SlotState.Standing.Waiting()));
        }
        if (turn.work instanceof Work.Checking(var plan, _, _)) {
            turn.work = new Work.Idle();
            turn.order(new SiteOrder.Release(plan.transaction()));
        }
        LocalEffects.offered(turn, accepted);
    }

    private static SiteState.Opening opening(SitePlan plan) {
        return plan.windows().isEmpty()
                ? new SiteState.Opening.Always()
                : new SiteState.Opening.Within(plan.timeZone(), plan.windows());
    }

    /**
     * What the site ran before the state it has now: an operator takes that one back. Offered again
     * under another number, a state is what it was.
     */
    private static boolean takesBack(Turn turn, String digest) {
        return switch (turn.desired) {
            case Desired.Nothing() -> false;
            case Desired.Accepted current ->
                    current.contentDigest().equals(digest)
                            ? current.takesBack()
                            : current.before().contains(digest);
        };
    }

    /** The same content came again while it had come to some devices. */
    private static boolean isBegun(Turn turn, String digest) {
        return turn.desired instanceof Desired.Accepted current
                && current.contentDigest().equals(digest)
                && current.begun()
                && !isEverywhere(turn, current);
    }

    /**
     * What could be gone back to from this state. One silent device must not keep the others from
     * going back to what they were changed to, nor an old content on the list for ever. After a
     * taking back there is nothing; to go forward again is a change like any other.
     */
    private static List<String> before(Turn turn, String digest) {
        return switch (turn.desired) {
            case Desired.Nothing() -> List.of();
            case Desired.Accepted current -> {
                if (current.contentDigest().equals(digest)) {
                    yield current.before();
                }
                if (takesBack(turn, digest)) {
                    yield List.of();
                }
                if (isEverywhere(turn, current)) {
                    yield List.of(current.contentDigest());
                }
                if (!current.begun() && !isInMotion(turn, current)) {
                    yield current.before();
                }
                var known = current.before();
                yield known.isEmpty()
                        ? List.of(current.contentDigest())
                        : List.of(known.getLast(), current.contentDigest());
            }
        };
    }

    private static boolean isEverywhere(Turn turn, Desired.Accepted state) {
        return state.targets().stream()
                .allMatch(t -> turn.slot(t.slot()).kept().equals(t.configDigest()));
    }

    private static boolean isInMotion(Turn turn, Desired.Accepted state) {
        return !(turn.work instanceof Work.Checking)
                && Groups.plan(turn.work).filter(p -> Groups.isOf(p, state)).isPresent();
    }

    private static Target target(SiteContent.DeviceContent device, Judgement.Accepted accepted) {
        var takeOver =
                accepted.delivery().takeOver().stream()
                        .filter(t -> t.slot().equals(device.slot()))
                        .map(io.holdfast.sitelink.Delivery.TakeOver::runningDigest)
                        .findFirst()
                        .orElse("");
        return new Target(
                device.slot(),
                device.group(),
                device.dialect(),
                Digests.of(device.config()),
                takeOver);
    }

    static void examined(Turn turn, AccessJudgement judgement) {
        switch (judgement) {
            case AccessJudgement.Accepted(var access) -> accept(turn, access);
            case AccessJudgement.NotNewer(_) -> {}
            case AccessJudgement.Refused(var code, var reason) -> {
                turn.note("access", new JournalNote.AccessRefused(code, reason));
                turn.alarm("ACCESS_REFUSED", "access", code + ": " + reason);
            }
        }
    }

    private static void accept(Turn turn, DeviceAccess access) {
        if (access.version() <= turn.accessVersion) {
            return;
        }
        turn.accessVersion = access.version();
        var listed = access.devices().stream().map(DeviceAccess.Reach::slot).toList();
        turn.note(
                "access",
                new JournalNote.AccessAccepted(
                        access.version(), listed.stream().sorted().toList()));
        for (var slot : List.copyOf(turn.slots.keySet())) {
            if (!listed.contains(slot)) {
                turn.slot(slot, known -> known.access(false, false, turn.now));
            }
        }
        Replacements.listed(turn, access);
        for (var reach : access.devices()) {
            boolean onboarded =
                    turn.units
                            .hostKey(reach.slot(), Replacements.pinned(access, reach.slot()))
                            .isPresent();
            turn.slot(reach.slot(), known -> known.access(true, onboarded, turn.now));
            forgetChangedKey(turn, reach.slot());
        }
        SelfTests.ordered(turn, access);
        LocalHolds.issued(turn, access.breakGlass());
    }

    /** A person looked again: the next look compares with the key now pinned. */
    private static void forgetChangedKey(Turn turn, DeviceSlot slot) {
        if (turn.slot(slot).sight() instanceof SlotState.Sight.KeyChanged) {
            turn.slot(slot, known -> known.sight(new SlotState.Sight.Never()));
        }
    }
}
