package io.holdfast.controller.drifts;

import io.holdfast.core.site.DeviceSlot;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What each device means by a content, as the digest that sites tell. Remembered by the content's
 * own digest, so that most sites are seen to run what was approved without reading it again. A
 * content that ends something by itself means another thing later and is read each time.
 */
final class ApprovedDigests {

    private static final int REMEMBERED = 20_000;

    private final Map<String, Map<DeviceSlot, String>> known = new LinkedHashMap<>();

    synchronized Optional<Map<DeviceSlot, String>> of(String contentDigest) {
        return Optional.ofNullable(known.get(contentDigest));
    }

    synchronized void learn(String contentDigest, SiteContent content) {
        if (known.containsKey(contentDigest) || !content.ends().isEmpty()) {
            return;
        }
        if (known.size() >= REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
        var digests = new TreeMap<DeviceSlot, String>();
        content.devices().forEach(d -> digests.put(d.slot(), Digests.of(d.config())));
        known.put(contentDigest, digests);
    }
}
