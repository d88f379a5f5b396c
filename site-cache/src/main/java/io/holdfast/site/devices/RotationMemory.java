package io.holdfast.site.devices;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.telemetry.SiteWord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rotation of each device was tried last and what came of it, over restarts. It holds no
 * secret: those stay sealed in the access list.
 */
public final class RotationMemory {

    private static final String NAME = "rotation/";

    private final SiteStore store;

    public RotationMemory(SiteStore store) {
        this.store = store;
    }

    private record Answer(long number, long attempt, boolean proved) {

        static Answer read(String text) {
            var words = text.split(" ", 3);
            return new Answer(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    words[2].equals(SiteWord.RotationTried.PROVED));
        }
    }

    /** Whether this very attempt was told. */
    boolean answered(DeviceAccess.Rotation rotation) {
        return newest(rotation.slot())
                .filter(a -> a.number() == rotation.number() && a.attempt() >= rotation.attempt())
                .isPresent();
    }

    /** Whether what the rotation brings opened the device: from then on it is taken first. */
    boolean proved(DeviceAccess.Rotation rotation) {
        return newest(rotation.slot())
                .filter(a -> a.number() == rotation.number() && a.proved())
                .isPresent();
    }

    private Optional<Answer> newest(DeviceSlot slot) {
        return store.kept(NAME + slot).map(Bytes::text).map(Answer::read);
    }

    /** This attempt was told; called once the word is kept. */
    void answered(SiteWord.RotationTried tried) {
        store.write(
                List.of(),
                Map.of(
                        NAME + tried.slot(),
                        Bytes.utf8(tried.number() + " " + tried.attempt() + " " + tried.result())),
                List.of());
    }
}
