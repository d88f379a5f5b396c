package io.holdfast.site.node;

import io.holdfast.core.Bytes;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.site.ledger.StoreDamaged;
import io.holdfast.sitelink.SiteIdentity;
import io.holdfast.sitelink.WireJson;
import io.holdfast.sitelink.site.Pace;
import io.holdfast.sitelink.site.SiteState;

/** Where the node's state lies in the store, and what must agree before it is believed. */
final class StateRow {

    static final String NAME = "state";

    private StateRow() {}

    /** The last stored state under today's pace, or a fresh one. */
    static SiteState read(SiteStore store, SiteIdentity identity, Pace pace) {
        var state =
                store.kept(NAME)
                        .map(bytes -> WireJson.read(SiteState.class, bytes))
                        .orElseGet(() -> SiteState.fresh(identity, pace));
        if (!state.identity().equals(identity)) {
            throw new StoreDamaged("the stored state is of " + state.identity());
        }
        if (!state.head().equals(store.head())) {
            throw new StoreDamaged(
                    "the stored state ends at journal entry "
                            + state.head().sequence()
                            + ", the journal at "
                            + store.head().sequence());
        }
        return withPace(state, pace);
    }

    static Bytes bytes(SiteState state) {
        return WireJson.write(state);
    }

    private static SiteState withPace(SiteState state, Pace pace) {
        return new SiteState(
                state.schema(),
                state.identity(),
                pace,
                state.time(),
                state.head(),
                state.acknowledged(),
                state.desired(),
                state.suspended(),
                state.refusals(),
                state.accessVersion(),
                state.slots(),
                state.work(),
                state.link(),
                state.transactions(),
                state.tickets(),
                state.freezes(),
                state.hold(),
                state.selfTests(),
                state.ends(),
                state.breakGlass(),
                state.witness(),
                state.units());
    }
}
