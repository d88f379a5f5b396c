package io.holdfast.core.compile;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.zone.ConduitId;
import java.util.List;

/**
 * A tunnel that one end has to bring up (IPsec, RFC 4301, with IKEv2, RFC 7296), in no vendor's
 * words. The other end has the same with local and remote exchanged. A device whose dialect cannot
 * say it must not be told the conduits that need it.
 *
 * @param device who ends the tunnel here: the device that holds the border to the WAN
 * @param localAddress its address in the WAN
 * @param remoteAddress the other end's
 * @param local what is behind this end, sorted
 * @param remote what is behind the other end, sorted
 * @param conduits whom the tunnel is for, sorted
 */
public record VpnRequirement(
        DeviceSlot device,
        SiteId remoteSite,
        IpAddress localAddress,
        IpAddress remoteAddress,
        List<Prefix> local,
        List<Prefix> remote,
        List<ConduitId> conduits,
        Proposal proposal) {

    public VpnRequirement {
        local = local.stream().distinct().sorted().toList();
        remote = remote.stream().distinct().sorted().toList();
        conduits = conduits.stream().distinct().sorted().toList();
    }

    /**
     * What both ends agree to, one of each so that none can be talked down (RFC 8221, RFC 8247).
     */
    public enum Proposal {
        /** AES-256-GCM with 16 octets, PRF HMAC-SHA-384, ECP group 20; certificates, no secrets. */
        AES_256_GCM_SHA_384_ECP_384
    }
}
