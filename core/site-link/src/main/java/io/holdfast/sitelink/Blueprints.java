package io.holdfast.sitelink;

import io.holdfast.core.zone.BlueprintRevision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The blueprint files that come with Holdfast: packs for autonomous networks, each added to the
 * reference architecture. Read as strictly as everything else that is stored.
 */
public final class Blueprints {

    private static final List<String> PACKS =
            List.of("security-technology", "building-automation", "traffic-control");

    /** A pack is a few kilobytes; nobody writes one of a megabyte. */
    private static final int LIMIT = 1024 * 1024;

    private Blueprints() {}

    /** Every pack, in the order people read about them. */
    public static List<BlueprintRevision> packs() {
        return PACKS.stream().map(Blueprints::pack).toList();
    }

    private static BlueprintRevision pack(String name) {
        try (var file = Blueprints.class.getResourceAsStream("/blueprints/" + name + ".json")) {
            if (file == null) {
                throw new IllegalStateException("the blueprint file " + name + " is not there");
            }
            return read(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a blueprint file.
     *
     * @throws MalformedMessage if it is anything else than exactly one blueprint
     */
    public static BlueprintRevision read(byte[] file) {
        return WireJson.read(BlueprintRevision.class, file, LIMIT);
    }
}
