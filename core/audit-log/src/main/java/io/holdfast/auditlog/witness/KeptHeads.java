package io.holdfast.auditlog.witness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Heads that are kept, the oldest first. They become fewer with age, so that they are few after
 * twenty years: one of each hour of the last day, one of each day of the last month, one of each
 * thirty days before that; and the newest.
 */
public record KeptHeads(List<KeptHead> heads) {

    /** None. */
    public static final KeptHeads NONE = new KeptHeads(List.of());

    /** Twenty years of thirty days, a month of days and a day of hours. */
    static final int MOST = 320;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    public KeptHeads {
        heads = List.copyOf(heads);
        if (heads.size() > MOST) {
            throw new IllegalArgumentException("so many heads are not kept");
        }
    }

    /** With one more, which is the newest, and without those that may go. */
    public KeptHeads with(KeptHead newest) {
        var kept = new ArrayList<KeptHead>();
        var taken = new TreeSet<String>();
        for (var head : heads) {
            if (taken.add(stretch(head.at(), newest.at()))) {
                kept.add(head);
            }
        }
        while (kept.size() >= MOST) {
            kept.remove(1);
        }
        kept.add(newest);
        return new KeptHeads(kept);
    }

    /** The hour, the day or the thirty days of which one head is enough. */
    private static String stretch(Instant at, Instant now) {
        var age = Duration.between(at, now);
        var length =
                age.compareTo(DAY) < 0 ? HOUR : age.compareTo(MONTH.plus(DAY)) < 0 ? DAY : MONTH;
        return length + " " + Math.floorDiv(at.getEpochSecond(), length.toSeconds());
    }
}
