package io.holdfast.site.node;

import io.holdfast.auditlog.witness.KeptHead;
import io.holdfast.auditlog.witness.KeptHeads;
import io.holdfast.auditlog.witness.Witness;
import io.holdfast.core.Bytes;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.WireJson;
import java.util.Map;
import java.util.Optional;

/**
 * Where the older heads of the centre's audit log lie in the store. The newest one is in the state;
 * both are written in one transaction.
 */
final class AuditHeadsRow {

    static final String NAME = "audit-heads";

    private AuditHeadsRow() {}

    /** All that are kept, the newest too. */
    static KeptHeads read(SiteStore store) {
        return store.kept(NAME)
                .map(bytes -> WireJson.read(KeptHeads.class, bytes))
                .orElse(KeptHeads.NONE);
    }

    /** What is to be written beside the state; nothing if no newer head is kept. */
    static Map<String, Bytes> beside(SiteStore store, Witness before, Witness after) {
        var newest = newest(after);
        if (newest.isEmpty() || newest.equals(newest(before))) {
            return Map.of();
        }
        return Map.of(NAME, WireJson.write(read(store).with(newest.get())));
    }

    private static Optional<KeptHead> newest(Witness witness) {
        return switch (witness) {
            case Witness.Nothing() -> Optional.empty();
            case Witness.Keeps keeps -> Optional.of(keeps.newest());
        };
    }
}
