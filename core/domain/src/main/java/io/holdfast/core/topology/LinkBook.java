package io.holdfast.core.topology;

import io.holdfast.core.site.DeviceSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the looks at one site's devices told of links, and when. An entry is kept by telling port,
 * chassis and remote port, never by a name, so that a renamed neighbour stays one entry and two
 * boxes of one name stay two (B-67).
 *
 * <p>An entry leaves when its device was read without it for longer than the fading time. A device
 * that cannot be read keeps its entries, as nobody knows better; they leave after {@link #FORGET}.
 *
 * @param looked when each device was last read, at most one per slot
 */
public record LinkBook(List<Entry> entries, List<Looked> looked) {

    /** A site has no more links; entries beyond are dropped, longest unseen first. */
    public static final int MOST_ENTRIES = 20_000;

    /** An unread device's links are kept as long as a site may be on its own. */
    public static final Duration FORGET = Duration.ofDays(90);

    public static final LinkBook EMPTY = new LinkBook(List.of(), List.of());

    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::slot)
                    .thenComparing(e -> e.claim().port())
                    .thenComparing(e -> e.claim().chassis())
                    .thenComparing(e -> e.claim().remotePort())
                    .thenComparing(e -> e.claim().evidence());

    public LinkBook {
        entries = List.copyOf(entries);
        looked = List.copyOf(looked);
    }

    /** A claim of one device's port, with its first and last time. */
    public record Entry(
            DeviceSlot slot, NeighbourClaim claim, Instant firstSeen, Instant lastSeen) {

        boolean sameAs(DeviceSlot otherSlot, NeighbourClaim other) {
            return slot.equals(otherSlot)
                    && claim.port().equals(other.port())
                    && claim.evidence() == other.evidence()
                    && claim.chassis().equals(other.chassis())
                    && claim.remotePort().equals(other.remotePort());
        }
    }

    /** When a device was last read whole. */
    public record Looked(DeviceSlot slot, Instant at) {}

    /**
     * The book after one more look. An older look than the newest known of its device changes
     * nothing, so repeats and late uploads are harmless.
     *
     * @param fading how long an entry its device does not tell any more stays
     */
    public LinkBook learn(Look look, Duration fading) {
        if (lookedAt(look.slot()).isAfter(look.at())) {
            return this;
        }
        var kept = new ArrayList<Entry>();
        for (var entry : entries) {
            boolean told = look.claims().stream().anyMatch(c -> entry.sameAs(look.slot(), c));
            boolean gone =
                    entry.slot().equals(look.slot())
                            && entry.lastSeen().plus(fading).isBefore(look.at());
            boolean forgotten = entry.lastSeen().plus(FORGET).isBefore(look.at());
            if (!told && !gone && !forgotten) {
                kept.add(entry);
            }
        }
        var here = new java.util.TreeSet<>(ORDER);
        for (var claim : look.claims()) {
            here.add(new Entry(look.slot(), claim, first(look, claim), look.at()));
        }
        kept.addAll(here);
        kept.sort(Comparator.comparing(Entry::lastSeen).reversed().thenComparing(ORDER));
        var cut = new ArrayList<>(kept.subList(0, Math.min(kept.size(), MOST_ENTRIES)));
        cut.sort(ORDER);
        return new LinkBook(cut, lookedNow(look));
    }

    /** The book after a device was read again and told the same as at its newest look. */
    public LinkBook again(DeviceSlot slot, Instant at) {
        var newest = lookedAt(slot);
        if (newest.equals(Instant.MIN) || !at.isAfter(newest)) {
            return this;
        }
        return learn(
                new Look(
                        slot,
                        at,
                        entries.stream()
                                .filter(e -> e.slot().equals(slot) && e.lastSeen().equals(newest))
                                .map(Entry::claim)
                                .toList()),
                FORGET);
    }

    private Instant first(Look look, NeighbourClaim claim) {
        return entries.stream()
                .filter(e -> e.sameAs(look.slot(), claim))
                .map(Entry::firstSeen)
                .findFirst()
                .orElse(look.at());
    }

    private List<Looked> lookedNow(Look look) {
        var times = new ArrayList<Looked>();
        looked.stream().filter(l -> !l.slot().equals(look.slot())).forEach(times::add);
        times.add(new Looked(look.slot(), look.at()));
        times.sort(Comparator.comparing(Looked::slot));
        return times;
    }

    /** When a device was last read; the beginning of time if never. */
    public Instant lookedAt(DeviceSlot slot) {
        return looked.stream()
                .filter(l -> l.slot().equals(slot))
                .map(Looked::at)
                .findFirst()
                .orElse(Instant.MIN);
    }
}
