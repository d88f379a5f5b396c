package io.holdfast.sitelink;

import io.holdfast.core.AddedLater;
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
 * @param can what this node can that one of the first release could not
 * @param witness what it keeps of the centre's audit log; said only to a centre that asked for it
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
        int waitSeconds,
        @AddedLater List<String> can,
        @AddedLater WitnessWord witness) {

    /** The word of a node that closes by itself what has a hard end (rulings P5). */
    public static final String HARD_ENDS = "hard-ends";

    /** The word of a node that keeps break-glass codes and lets a person hold the site. */
    public static final String BREAK_GLASS = "break-glass";

    /** The word of a node that keeps the heads of the centre's audit log (rulings C3). */
    public static final String WITNESS = "audit-witness";

    /** The word of a node that can read the order of a self-test (rulings V5). */
    public static final String SELF_TESTS = "self-tests";

    public LinkRequest {
        entries = List.copyOf(entries);
        slots = List.copyOf(slots);
        can = List.copyOf(can);
        if (can.size() > 50 || can.stream().anyMatch(word -> word.length() > 50)) {
            throw new IllegalArgumentException("a site tells at most 50 words of what it can");
        }
    }

    /** What a node of the first release says. */
    public LinkRequest(
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
        this(
                protocol,
                software,
                identity,
                epoch,
                revision,
                refused,
                accessVersion,
                head,
                entries,
                slots,
                waitSeconds,
                List.of());
    }

    /** What a node says that keeps no audit log's heads. */
    public LinkRequest(
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
            int waitSeconds,
            List<String> can) {
        this(
                protocol,
                software,
                identity,
                epoch,
                revision,
                refused,
                accessVersion,
                head,
                entries,
                slots,
                waitSeconds,
                can,
                new WitnessWord.Silent());
    }

    /** The same with these entries and reports. */
    public LinkRequest with(List<Bytes> otherEntries, List<SlotReport> otherSlots) {
        return new LinkRequest(
                protocol,
                software,
                identity,
                epoch,
                revision,
                refused,
                accessVersion,
                head,
                otherEntries,
                otherSlots,
                waitSeconds,
                can,
                witness);
    }

    /** The same, held no longer than this. */
    public LinkRequest waiting(int seconds) {
        return new LinkRequest(
                protocol,
                software,
                identity,
                epoch,
                revision,
                refused,
                accessVersion,
                head,
                entries,
                slots,
                seconds,
                can,
                witness);
    }

    /** The same with this word on the centre's audit log. */
    public LinkRequest witnessing(WitnessWord word) {
        return new LinkRequest(
                protocol,
                software,
                identity,
                epoch,
                revision,
                refused,
                accessVersion,
                head,
                entries,
                slots,
                waitSeconds,
                can,
                word);
    }

    /** Why an offered state was not accepted. */
    public record Refusal(long epoch, long revision, String code, String reason) {}
}
