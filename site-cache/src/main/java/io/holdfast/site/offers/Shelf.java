package io.holdfast.site.offers;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.site.ledger.SiteStore;
import io.holdfast.sitelink.Bundle;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.Envelope;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.sitelink.SiteContent.DeviceContent;
import io.holdfast.sitelink.WireJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Accepted bundles by their content digest, and the newest accepted device access. */
public final class Shelf {

    private static final String BUNDLE = "bundle/";
    private static final String ACCESS = "access";

    private final SiteStore store;

    public Shelf(SiteStore store) {
        this.store = store;
    }

    /** Makes an accepted bundle durable and lets go of those nobody needs. */
    void keep(String contentDigest, Bundle bundle, Set<String> stillNeeded) {
        var removed =
                store.names().stream()
                        .filter(name -> name.startsWith(BUNDLE))
                        .filter(name -> !name.equals(BUNDLE + contentDigest))
                        .filter(name -> !stillNeeded.contains(name.substring(BUNDLE.length())))
                        .toList();
        store.write(List.of(), Map.of(BUNDLE + contentDigest, WireJson.write(bundle)), removed);
    }

    /** The content of that digest. */
    public Optional<SiteContent> content(String contentDigest) {
        return store.kept(BUNDLE + contentDigest)
                .map(bytes -> WireJson.read(Bundle.class, bytes))
                .map(bundle -> WireJson.read(SiteContent.class, bundle.content()));
    }

    /** What that content, now or after one of its hard ends, means by this configuration. */
    public Optional<DeviceContent> device(
            String contentDigest, DeviceSlot slot, String configDigest) {
        return content(contentDigest).stream()
                .flatMap(content -> content.of(slot).stream())
                .filter(device -> Digests.of(device.config()).equals(configDigest))
                .findFirst();
    }

    void keep(Envelope access) {
        store.write(List.of(), Map.of(ACCESS, WireJson.write(access)), List.of());
    }

    /** The newest accepted device access. */
    public Optional<DeviceAccess> access() {
        return store.kept(ACCESS)
                .map(bytes -> WireJson.read(Envelope.class, bytes))
                .map(envelope -> WireJson.read(DeviceAccess.class, envelope.payload()));
    }
}
