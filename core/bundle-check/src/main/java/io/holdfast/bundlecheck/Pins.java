package io.holdfast.bundlecheck;

import io.holdfast.core.Bytes;
import java.util.List;

/** The keys a site was given when it was enrolled, by its trust root file. */
public record Pins(
        String organization,
        List<Bytes> releaseKeys,
        List<Bytes> deliveryKeys,
        List<Integer> releaseThresholds) {

    public Pins {
        releaseKeys = List.copyOf(releaseKeys);
        deliveryKeys = List.copyOf(deliveryKeys);
        releaseThresholds = List.copyOf(releaseThresholds);
    }

    /**
     * Reads a trust root.
     *
     * @throws IllegalArgumentException saying why it is none
     */
    public static Pins read(byte[] file) {
        try {
            var fields = Fields.of("a trust root", JsonText.read(file));
            if (fields.small("schema") != 1) {
                throw new NotThisForm("a trust root of a schema that is not known here");
            }
            var pins =
                    new Pins(
                            fields.text("organization"),
                            fields.list("releaseKeys", Pins::key),
                            fields.list("deliveryKeys", Pins::key),
                            fields.list("releaseThresholds", n -> Fields.small("a threshold", n)));
            fields.end();
            return pins;
        } catch (NotThisForm e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    private static Bytes key(Json json) {
        return Bytes.of(Fields.base64("a key", json));
    }

    static List<byte[]> raw(List<Bytes> keys) {
        return keys.stream().map(Bytes::toArray).toList();
    }

    /** How many release keys a class needs: every key where nothing is said, and never none. */
    int needed(Risk risk) {
        int said =
                risk.number() < releaseThresholds.size()
                        ? releaseThresholds.get(risk.number())
                        : releaseKeys.size();
        return Math.max(said, 1);
    }
}
