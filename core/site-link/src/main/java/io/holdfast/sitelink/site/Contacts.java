package io.holdfast.sitelink.site;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.JournalNote;
import io.holdfast.sitelink.LinkAnswer;
import io.holdfast.sitelink.LinkRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Speaking to the centre, and going on when it does not answer. */
final class Contacts {

    /** An offer that was refused is examined again only after this: a proof takes seconds. */
    private static final Duration SAME_OFFER = Duration.ofMinutes(5);

    /** The number of the protocol this release speaks. */
    private static final int PROTOCOL = 1;

    private static final List<String> CAN =
            List.of(
                    LinkRequest.HARD_ENDS,
                    LinkRequest.SELF_TESTS,
                    LinkRequest.BREAK_GLASS,
                    LinkRequest.WITNESS);

    private Contacts() {}

    static void started(Turn turn) {
        var link = turn.link;
        // A last answer in the future is of a clock that has been set back since.
        var lastAnswer = link.lastAnswer().isAfter(turn.now) ? turn.now : link.lastAnswer();
        turn.link = link.ended(link.standing(), lastAnswer, 0, turn.now).with(Link.Offers.NONE);
    }

    /** Begins a contact if one is due, or if a held one keeps news from the centre. */
    static void advance(Turn turn) {
        var link = turn.link;
        if (link.ticket() != 0) {
            if (link.held() && hasNews(turn)) {
                contact(turn);
            }
            return;
        }
        if (!turn.now.isBefore(link.nextContact())) {
            contact(turn);
        }
    }

    private static boolean hasNews(Turn turn) {
        if (turn.head.sequence() > turn.link.tellingHead()) {
            return true;
        }
        return turn.slots.entrySet().stream()
                .anyMatch(e -> {
                    long telling =
                            turn.link.telling().getOrDefault(e.getKey(), e.getValue().told());
                    return e.getValue().changes() > telling;
                });
    }

    private static void contact(Turn turn) {
        SortedMap<DeviceSlot, Long> telling = new TreeMap<>();
        var reports = new ArrayList<io.holdfast.sitelink.SlotReport>();
        var attach = new ArrayList<DeviceSlot>();
        turn.slots.forEach((slot, known) -> {
            if (known.changes() > known.told()) {
                telling.put(slot, known.changes());
                reports.add(Reports.of(slot, known, turn));
                if (known.sight() instanceof SlotState.Sight.Seen) {
                    attach.add(slot);
                }
            }
        });
        boolean busy =
                !(turn.work instanceof Work.Idle)
                        || !reports.isEmpty()
                        || turn.head.sequence() > turn.acknowledged.sequence();
        long ticket = turn.ticket();
        turn.link = turn.link.asking(ticket, !busy, telling, turn.head.sequence());
        var request =
                new LinkRequest(
                        PROTOCOL,
                        SiteNode.SOFTWARE,
                        turn.identity,
                        turn.desired.epochOrZero(),
                        turn.desired.revisionOrZero(),
                        turn.refusals.isEmpty() ? null : turn.refusals.getFirst(),
                        turn.accessVersion,
                        turn.head,
                        List.of(),
                        reports,
                        busy ? 0 : Math.toIntExact(turn.pace.hold().toSeconds()),
                        CAN,
                        AuditHeads.said(turn));
        turn.order(new SiteOrder.Contact(ticket, request, turn.acknowledged.sequence(), attach));
    }

    static void answered(Turn turn, SiteEvent.Answered event) {
        if (event.ticket() != turn.link.ticket()) {
            return;
        }
        var answer = event.answer();
        var link = turn.link;
        link.telling().forEach((slot, upTo) -> turn.slot(slot, known -> known.told(upTo)));
        var standing = link.standing();
        if (standing instanceof Link.Standing.Autonomous(var since)) {
            standing = new Link.Standing.Connected(turn.now);
            turn.note("link", new JournalNote.LinkUp(since.toString()));
        }
        var pause = later(turn.pace.contactPause(), Duration.ofSeconds(answer.retryAfterSeconds()));
        turn.link = link.ended(standing, turn.now, 0, turn.now.plus(pause));
        turn.time = turn.time.told(answer.now(), turn.now);
        WallClock.told(turn, answer.now());
        if (!turn.freezes.equals(answer.freezes())) {
            turn.freezes = answer.freezes();
            turn.keep();
        }
        acknowledge(turn, answer, event.ownHash());
        AuditHeads.heard(turn, answer);
        offers(turn, answer);
    }

    private static void acknowledge(Turn turn, LinkAnswer answer, String ownHash) {
        var durable = answer.durable();
        String problem = answer.journalProblem() == null ? "" : answer.journalProblem();
        if (!durable.hash().equals(ownHash) || durable.sequence() > turn.head.sequence()) {
            problem =
                    "JOURNAL_FORK: the centre has another entry "
                            + durable.sequence()
                            + " than this site";
        } else if (!durable.equals(turn.acknowledged)) {
            if (durable.sequence() < turn.acknowledged.sequence()) {
                tellAgain(turn);
            }
            turn.acknowledged = durable;
            if (problem.isEmpty() && durable.sequence() < turn.head.sequence()) {
                turn.link =
                        turn.link.ended(turn.link.standing(), turn.now, 0, soonest(turn, answer));
            }
        }
        if (!problem.isEmpty() && !problem.equals(turn.link.problem())) {
            turn.note("journal", new JournalNote.JournalRefused(problem));
            turn.alarm("JOURNAL_REFUSED", "journal", problem);
        }
        turn.link = turn.link.with(problem);
    }

    /** A centre that forgot entries came back from a backup; it forgot reports as well. */
    private static void tellAgain(Turn turn) {
        for (var slot : List.copyOf(turn.slots.keySet())) {
            turn.slot(slot, SlotState::changed);
        }
    }

    private static Instant soonest(Turn turn, LinkAnswer answer) {
        return turn.now.plusSeconds(answer.retryAfterSeconds());
    }

    private static void offers(Turn turn, LinkAnswer answer) {
        var offers = turn.link.offers();
        var bundle = answer.bundle();
        if (bundle != null) {
            var digest = Digests.of(bundle.delivery().payload());
            if (isNew(turn, digest, offers.bundle(), offers.bundleAt())) {
                offers = new Link.Offers(digest, turn.now, offers.access(), offers.accessAt());
                turn.order(new SiteOrder.Examine(bundle));
            }
        }
        var access = answer.access();
        if (access != null) {
            var digest = Digests.of(access.payload());
            if (isNew(turn, digest, offers.access(), offers.accessAt())) {
                offers = new Link.Offers(offers.bundle(), offers.bundleAt(), digest, turn.now);
                turn.order(new SiteOrder.ExamineAccess(access));
            }
        }
        turn.link = turn.link.with(offers);
    }

    private static boolean isNew(Turn turn, String digest, String known, Instant at) {
        return !digest.equals(known) || turn.now.isAfter(at.plus(SAME_OFFER));
    }

    static void unanswered(Turn turn, SiteEvent.Unanswered event) {
        if (event.ticket() != turn.link.ticket()) {
            return;
        }
        var link = turn.link;
        int failures = Math.min(link.failures() + 1, 1_000_000);
        var standing = link.standing();
        boolean longAgo = !turn.now.isBefore(link.lastAnswer().plus(turn.pace.islandedAfter()));
        if (standing instanceof Link.Standing.Connected && longAgo) {
            standing = new Link.Standing.Autonomous(link.lastAnswer());
            turn.note(
                    "link", new JournalNote.LinkDown(link.lastAnswer().toString(), event.reason()));
            turn.alarm("LINK_DOWN", "link", event.reason());
        }
        turn.link =
                link.ended(
                        standing,
                        link.lastAnswer(),
                        failures,
                        turn.now.plus(backoff(turn, failures)));
    }

    /** Doubling, capped, and spread by a number that differs between sites and attempts. */
    private static Duration backoff(Turn turn, int failures) {
        var longest = turn.pace.farthestRetry();
        var doubled = turn.pace.contactPause().multipliedBy(1L << Math.min(failures, 20));
        var capped = doubled.compareTo(longest) > 0 ? longest : doubled;
        int spread =
                Integer.parseInt(Digests.of(turn.identity + "/" + failures).substring(0, 2), 16);
        return capped.dividedBy(2).plus(capped.multipliedBy(spread).dividedBy(512));
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
