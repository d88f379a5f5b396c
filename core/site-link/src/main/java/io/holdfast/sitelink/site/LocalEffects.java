package io.holdfast.sitelink.site;

import io.holdfast.core.local.LocalDecision;
import io.holdfast.core.local.LocalDecision.Because;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Delivery;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.Judgement;
import io.holdfast.sitelink.site.BreakGlass.Known;
import io.holdfast.sitelink.site.LocalEffect.CentralWord;
import io.holdfast.sitelink.site.SiteState.Desired;
import io.holdfast.sitelink.site.SiteState.Target;
import io.holdfast.sitelink.site.SlotState.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What people did at the site in a hold, and what becomes of it when the centre says otherwise. */
final class LocalEffects {

    private LocalEffects() {}

    private static List<LocalEffect> all(Turn turn) {
        return turn.breakGlass instanceof Known known ? known.effects() : List.of();
    }

    static Optional<LocalEffect> of(Turn turn, DeviceSlot slot) {
        return all(turn).stream().filter(e -> e.slot().equals(slot)).findFirst();
    }

    private static void keep(Turn turn, List<LocalEffect> effects) {
        if (turn.breakGlass instanceof Known known && !known.effects().equals(effects)) {
            turn.breakGlass = known.having(effects);
            turn.keep();
        }
    }

    /** The centre's word about this device waits for an answer. */
    static boolean isPending(Turn turn, DeviceSlot slot) {
        return of(turn, slot).filter(LocalEffect::waits).isPresent();
    }

    /**
     * The centre sent something else than a person closed here on this device, and it is not
     * settled whose word holds.
     */
    static boolean isSpokenOf(Turn turn, DeviceSlot slot) {
        return of(turn, slot).filter(e -> e.word() instanceof CentralWord.Other).isPresent();
    }

    /** These ends were brought forward by a person. */
    static List<LocalEffect> closed(Turn turn, LocalHold hold, String person, List<HardEnd> ends) {
        var effects = new TreeMap<DeviceSlot, LocalEffect>();
        all(turn).forEach(e -> effects.put(e.slot(), e));
        for (var end : ends) {
            for (var closure : end.closures()) {
                var effect =
                        new LocalEffect(
                                closure.slot(),
                                closure.from(),
                                closure.to(),
                                end.closes(),
                                end.at(),
                                hold.number(),
                                person,
                                new CentralWord.Silent());
                effects.merge(closure.slot(), effect, LocalEffect::then);
            }
        }
        var now = List.copyOf(effects.values());
        keep(turn, now);
        return now.stream()
                .filter(e ->
                        ends.stream()
                                .flatMap(end -> end.closures().stream())
                                .anyMatch(c -> c.slot().equals(e.slot())))
                .toList();
    }

    /** A person at the centre saw what was done to this device, and decided to replace it. */
    static boolean isAnswered(Turn turn, Delivery delivery, DeviceSlot slot) {
        return of(turn, slot)
                .filter(e ->
                        delivery.takeOver().stream()
                                .anyMatch(t ->
                                        t.slot().equals(slot)
                                                && t.runningDigest().equals(e.local())))
                .isPresent();
    }

    /** The centre sent something: what does it say of what was done here? */
    static void offered(Turn turn, Judgement.Accepted accepted) {
        var conduits =
                accepted.content().model().conduits().stream().map(c -> c.id().value()).toList();
        var kept = new ArrayList<LocalEffect>();
        for (var effect : all(turn)) {
            boolean adopts = effect.closes().stream().noneMatch(conduits::contains);
            boolean answered = isAnswered(turn, accepted.delivery(), effect.slot());
            judge(turn, effect, answered, adopts).ifPresent(kept::add);
        }
        keep(turn, kept);
    }

    /** A hold is over: what was sent before it or meanwhile is looked at. */
    static void released(Turn turn) {
        var kept = new ArrayList<LocalEffect>();
        for (var effect : all(turn)) {
            var judged =
                    switch (effect.word()) {
                        case CentralWord.Silent() -> judge(turn, effect, false, false);
                        case CentralWord.Other(var answered, _, var adopts) ->
                                judge(turn, effect, answered, adopts);
                    };
            judged.ifPresent(kept::add);
        }
        keep(turn, kept);
    }

    /** The effect as it goes on, or nothing if it was answered. */
    private static Optional<LocalEffect> judge(
            Turn turn, LocalEffect effect, boolean answered, boolean adopts) {
        var target = target(turn, effect.slot());
        if (target.isEmpty()) {
            return Optional.of(effect);
        }
        var known =
                new LocalDecision.Case(
                        effect.base(),
                        effect.local(),
                        target.get().configDigest(),
                        LocalHolds.open(turn).isPresent(),
                        answered,
                        adopts,
                        false);
        var decided = LocalDecision.decide(known);
        if (adopts || !known.central().equals(known.local())) {
            note(turn, effect, known, decided);
        }
        return switch (decided) {
            case LocalDecision.Held() ->
                    Optional.of(
                            effect.with(
                                    adopts || !known.central().equals(known.local())
                                            ? new CentralWord.Other(answered, false, adopts)
                                            : new CentralWord.Silent()));
            case LocalDecision.TakeCentral(var because) ->
                    because == Because.AGREES && !adopts
                            ? Optional.of(effect.with(new CentralWord.Silent()))
                            : Optional.empty();
            case LocalDecision.KeepLocal(_) -> {
                turn.slot(effect.slot(), s -> s.standing(conflict(turn, effect)));
                turn.alarm("LOCAL_DECISION", effect.slot().value(), effect.sentence());
                yield Optional.of(effect.with(new CentralWord.Other(false, true, false)));
            }
        };
    }

    /** It runs now what a person closed; what is sent waits for an answer all the same. */
    static void kept(Turn turn, DeviceSlot slot) {
        of(turn, slot)
                .filter(LocalEffect::waits)
                .ifPresent(e -> turn.slot(slot, s -> s.standing(conflict(turn, e))));
    }

    private static Standing conflict(Turn turn, LocalEffect effect) {
        return new Standing.Conflict(
                turn.desired.epochOrZero(), turn.desired.revisionOrZero(), effect.sentence());
    }

    private static void note(
            Turn turn, LocalEffect effect, LocalDecision.Case known, LocalDecision decided) {
        turn.note(
                effect.slot().value(),
                new JournalNote.LocalDecided(
                        effect.slot(),
                        turn.desired.epochOrZero(),
                        turn.desired.revisionOrZero(),
                        known,
                        decided));
    }

    private static Optional<Target> target(Turn turn, DeviceSlot slot) {
        return turn.desired instanceof Desired.Accepted desired
                ? desired.targets().stream().filter(t -> t.slot().equals(slot)).findFirst()
                : Optional.empty();
    }

    /** What would have ended by now was not closed early any more; what waits, waits on. */
    static void advance(Turn turn) {
        var earliest = turn.time.trusted(turn.now).earliest();
        var over =
                all(turn).stream()
                        .filter(e -> e.word() instanceof CentralWord.Silent)
                        .filter(e -> !earliest.isBefore(e.until()))
                        .toList();
        if (over.isEmpty()) {
            return;
        }
        var devices = over.stream().map(LocalEffect::slot).toList();
        turn.note("local-effects", new JournalNote.LocalEffectsOver(devices));
        keep(turn, all(turn).stream().filter(e -> !over.contains(e)).toList());
    }
}
