package io.holdfast.controller.rollouts;

import io.holdfast.core.Bytes;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import java.util.List;

/**
 * What a released change brings to one site.
 *
 * @param leaf index of the content's digest in the release's tree
 * @param proof inclusion proof, hex hashes
 * @param changed the devices it changes
 */
public record SiteBundle(
        SiteId site,
        int leaf,
        List<String> proof,
        Bytes content,
        String contentDigest,
        List<DeviceSlot> changed) {

    public SiteBundle {
        proof = List.copyOf(proof);
        changed = List.copyOf(changed);
    }
}
