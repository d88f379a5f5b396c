package io.holdfast.site.node;

import io.holdfast.site.devices.DeviceLimits;
import io.holdfast.site.link.LinkLimits;
import io.holdfast.sitelink.site.Pace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a site node was started.
 *
 * @param token the enrolment token's file; none after the first start
 * @param connectProxy an HTTP proxy on the way to the centre; none or one
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
        Listening listening) {

    public NodeSettings {
        token = List.copyOf(token);
        connectProxy = List.copyOf(connectProxy);
    }

    /**
     * Where devices reach the node by themselves, each an address of this machine.
     *
     * @param syslog their logs, over UDP
     * @param traps their SNMP notifications, over UDP
     * @param sshCalls those that call home over SSH; none or one
     * @param tlsCalls the same over TLS
     */
    public record Listening(
            List<InetSocketAddress> syslog,
            List<InetSocketAddress> traps,
            List<InetSocketAddress> sshCalls,
            List<InetSocketAddress> tlsCalls) {

        /** No device speaks first. */
        public static final Listening TO_NOBODY =
                new Listening(List.of(), List.of(), List.of(), List.of());

        public Listening {
            syslog = List.copyOf(syslog);
            traps = List.copyOf(traps);
            sshCalls = List.copyOf(sshCalls);
            tlsCalls = List.copyOf(tlsCalls);
            Stream.of(syslog, traps, sshCalls, tlsCalls)
                    .flatMap(List::stream)
                    .filter(InetSocketAddress::isUnresolved)
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw new IllegalArgumentException(
                                "devices cannot reach the node at "
                                        + unknown.getHostString()
                                        + ": no address of that name");
                    });
        }
    }

    /** The same node, reached by devices here. */
    public NodeSettings listening(Listening at) {
        return new NodeSettings(
                directory, token, connectProxy, statusPort, pace, linkLimits, deviceLimits, at);
    }
}
