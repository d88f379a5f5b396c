package io.holdfast.site.health;

import io.holdfast.core.Bytes;
import io.holdfast.core.Printable;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.site.SiteEvent.Sighting;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Answers ordered trials of credentials with the next look at the device: a look opens a session
 * with them, so it is the trial. Each order is answered once, also over restarts.
 */
final class Trials {

    private static final String NAME = "trial/";
    private static final int LONGEST_REASON = 300;

    private final SiteStore store;
    private final ToLongFunction<DeviceSlot> ordered;

    Trials(SiteStore store, ToLongFunction<DeviceSlot> ordered) {
        this.store = store;
        this.ordered = ordered;
    }

    /** The answer to an order this look carries out; empty if none waits. */
    Optional<SiteWord.CredentialsTried> looked(DeviceSlot slot, Sighting sighting) {
        long order = ordered.applyAsLong(slot);
        if (order <= answered(slot)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (sighting) {
                    case Sighting.Configured _ -> word(slot, order, "REACHED", "");
                    case Sighting.Inventoried() -> word(slot, order, "REACHED", "");
                    case Sighting.KeyShown(var key) ->
                            word(slot, order, "HOST_KEY_TO_CONFIRM", key);
                    case Sighting.KeyChanged(_, var shown) ->
                            word(slot, order, "HOST_KEY_CHANGED", shown);
                    case Sighting.Silent(var reason) when reason.startsWith("login refused") ->
                            word(slot, order, "LOGIN_REFUSED", reason);
                    case Sighting.Silent(var reason) -> word(slot, order, "SILENT", reason);
                });
    }

    private static SiteWord.CredentialsTried word(
            DeviceSlot slot, long order, String result, String reason) {
        return new SiteWord.CredentialsTried(
                slot, order, result, Printable.cut(reason, LONGEST_REASON));
    }

    private long answered(DeviceSlot slot) {
        return store.kept(NAME + slot).map(bytes -> Long.parseLong(bytes.text())).orElse(0L);
    }

    /** This order is answered; called once its answer is kept. */
    void answered(SiteWord.CredentialsTried tried) {
        store.write(
                List.of(),
                Map.of(NAME + tried.slot(), Bytes.utf8(String.valueOf(tried.order()))),
                List.of());
    }
}
