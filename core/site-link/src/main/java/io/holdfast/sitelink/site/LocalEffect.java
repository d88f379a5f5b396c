package io.holdfast.sitelink.site;

import io.holdfast.core.AddedLater;
import io.holdfast.core.site.DeviceSlot;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a person did to one device in a hold, until the centre has answered it. It is never taken
 * back silently (invariant I10).
 *
 * @param base digest of what the device had to run before
 * @param local digest of what it has to run since
 * @param closes the conduits that were closed
 * @param until when they would have ended anyway: then there is nothing left to answer
 * @param hold number of the hold in which it was done
 * @param word what the centre says of it now
 */
public record LocalEffect(
        DeviceSlot slot,
        String base,
        String local,
        List<String> closes,
        Instant until,
        long hold,
        String person,
        CentralWord word) {

    public LocalEffect {
        closes = List.copyOf(closes);
    }

    /** What the centre says of it. */
    public sealed interface CentralWord {

        /** Nothing that would undo it. */
        record Silent() implements CentralWord {}

        /**
         * Something else, which a person there decided after he had seen this, or not.
         *
         * @param waits whether it waits for such a person
         * @param adopts whether it means that what was done stays done
         */
        record Other(boolean answered, boolean waits, @AddedLater boolean adopts)
                implements CentralWord {}
    }

    boolean waits() {
        return word instanceof CentralWord.Other(_, var waits, _) && waits;
    }

    LocalEffect with(CentralWord other) {
        return new LocalEffect(slot, base, local, closes, until, hold, person, other);
    }

    /** Done to the same device later. */
    LocalEffect then(LocalEffect later) {
        return new LocalEffect(
                slot,
                base,
                later.local,
                Stream.concat(closes.stream(), later.closes.stream()).distinct().toList(),
                until.isAfter(later.until) ? until : later.until,
                later.hold,
                later.person,
                later.word);
    }

    /** As people are told of it. */
    String sentence() {
        return person
                + " closed "
                + String.join(", ", closes)
                + " in hold "
                + hold
                + ", and what is sent opens it again: somebody has to adopt or to revert it";
    }
}
