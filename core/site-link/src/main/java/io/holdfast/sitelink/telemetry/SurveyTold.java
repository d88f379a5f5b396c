package io.holdfast.sitelink.telemetry;

import io.holdfast.core.Bytes;
import io.holdfast.core.observe.Surveyed;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.MalformedMessage;
import io.holdfast.sitelink.WireJson;
import java.time.Instant;
import java.util.Optional;

/**
 * The newest survey of a device, whole; or, where nothing that stands still in it changed, only
 * that it was read again.
 *
 * @param taken when what is told here was read
 * @param confirmed when the device was last read and told the same
 * @param digest of the survey's plain bytes
 * @param length of the plain bytes; 0 where the survey itself is not sent again
 * @param compressed as {@link Deflated} writes them
 */
public record SurveyTold(
        DeviceSlot slot,
        Instant taken,
        Instant confirmed,
        String digest,
        int length,
        Bytes compressed) {

    /** Some ten thousand stations; more are left out of what travels. */
    public static final int LONGEST = 8 * 1024 * 1024;

    public static final int MOST_COMPRESSED = 512 * 1024;

    public SurveyTold {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest is 64 hex digits");
        }
        if (length < 0 || length > LONGEST || compressed.size() > MOST_COMPRESSED) {
            throw new IllegalArgumentException("a survey larger than travels");
        }
        if ((length == 0) != (compressed.size() == 0)) {
            throw new IllegalArgumentException("a survey is told whole or not at all");
        }
        if (confirmed.isBefore(taken)) {
            throw new IllegalArgumentException("a survey is taken before it is confirmed");
        }
    }

    /** A survey with what it is made of; its stations are left out if it would be too large. */
    public static SurveyTold whole(
            DeviceSlot slot, Instant taken, Instant confirmed, Surveyed surveyed) {
        var plain = WireJson.write(surveyed);
        var compressed = Deflated.of(plain);
        if (plain.size() > LONGEST || compressed.size() > MOST_COMPRESSED) {
            plain = WireJson.write(surveyed.shortened("more stations than travel are left out"));
            compressed = Deflated.of(plain);
        }
        return new SurveyTold(slot, taken, confirmed, Digests.of(plain), plain.size(), compressed);
    }

    /** That the device was read again and told what this digest is of. */
    public SurveyTold again() {
        return new SurveyTold(slot, taken, confirmed, digest, 0, Bytes.of(new byte[0]));
    }

    public boolean isWhole() {
        return length > 0;
    }

    /** What the device told; empty if it is not what the digest says. */
    public Optional<Surveyed> surveyed() {
        try {
            return Deflated.plain(compressed, length)
                    .filter(plain -> Digests.of(plain).equals(digest))
                    .map(plain -> WireJson.read(Surveyed.class, plain));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }
}
