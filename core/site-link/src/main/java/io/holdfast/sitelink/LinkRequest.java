package io.holdfast.sitelink;

import io.holdfast.core.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a site says at each contact. Repeating it is harmless; truth is a comparison of states,
 * never a flag (B-02).
 *
 * @param protocol 1
 * @param epoch and {@code revision}: the newest state accepted, 0 and 0 if none
 * @param refused revision last refused with its reason, so the centre can show it; null if none
 * @param accessVersion newest {@link DeviceAccess} accepted
 * @param head the site's own journal head
 * @param entries stored bytes of consecutive entries beginning after what the centre last
 *     acknowledged; at most 500
 * @param slots newest reports that changed since the last acknowledged contact
 * @param waitSeconds how long the centre may hold its answer if it has nothing new, at most 55
 */
public record LinkRequest(
        int protocol,
        String software,
        SiteIdentity identity,
        long epoch,
        long revision,
        @Nullable Refusal refused,
        long accessVersion,
        JournalHead head,
        List<Bytes> entries,
        List<SlotReport> slots,
        int waitSeconds) {

    public LinkRequest {
        entries = List.copyOf(entries);
        slots = List.copyOf(slots);
    }

    /** Why an offered state was not accepted. */
    public record Refusal(long epoch, long revision, String code, String reason) {}
}
