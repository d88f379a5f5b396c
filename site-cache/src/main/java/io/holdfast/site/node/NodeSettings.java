package io.holdfast.site.node;

import io.holdfast.site.devices.DeviceLimits;
import io.holdfast.site.link.LinkLimits;
import io.holdfast.sitelink.site.Pace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * How a site node was started.
 *
 * @param token the enrolment token's file; none after the first start
 * @param connectProxy an HTTP proxy on the way to the centre; none or one
 * @param syslog where devices' logs are heard over UDP, each one address; none to hear none
 * @param traps where devices' SNMP notifications are heard over UDP, each one address
 * @param sshCalls where devices call home over SSH; none or one
 * @param tlsCalls the same over TLS
 * @param statusPort on loopback, 0 for any free one
 */
public record NodeSettings(
        Path directory,
        List<Path> token,
        List<InetSocketAddress> connectProxy,
        int statusPort,
        Pace pace,
        LinkLimits linkLimits,
        DeviceLimits deviceLimits,
        List<InetSocketAddress> syslog,
        List<InetSocketAddress> traps,
        List<InetSocketAddress> sshCalls,
        List<InetSocketAddress> tlsCalls) {

    public NodeSettings {
        token = List.copyOf(token);
        connectProxy = List.copyOf(connectProxy);
        syslog = List.copyOf(syslog);
        traps = List.copyOf(traps);
        sshCalls = List.copyOf(sshCalls);
        tlsCalls = List.copyOf(tlsCalls);
    }

    /** A node that hears no syslog and no notifications. */
    public NodeSettings(
            Path directory,
            List<Path> token,
            List<InetSocketAddress> connectProxy,
            int statusPort,
            Pace pace,
            LinkLimits linkLimits,
            DeviceLimits deviceLimits) {
        this(
                directory,
                token,
                connectProxy,
                statusPort,
                pace,
                linkLimits,
                deviceLimits,
                List.of(),
                List.of());
    }

    /** A node that no device calls. */
    public NodeSettings(
            Path directory,
            List<Path> token,
            List<InetSocketAddress> connectProxy,
            int statusPort,
            Pace pace,
            LinkLimits linkLimits,
            DeviceLimits deviceLimits,
            List<InetSocketAddress> syslog,
            List<InetSocketAddress> traps) {
        this(
                directory,
                token,
                connectProxy,
                statusPort,
                pace,
                linkLimits,
                deviceLimits,
                syslog,
                traps,
                List.of(),
                List.of());
    }

    /** The same node, called home by devices. */
    public NodeSettings hearingCalls(List<InetSocketAddress> ssh, List<InetSocketAddress> tls) {
        return new NodeSettings(
                directory,
                token,
                connectProxy,
                statusPort,
                pace,
                linkLimits,
                deviceLimits,
                syslog,
                traps,
                ssh,
                tls);
    }
}
