package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.netconf.NetconfTransport;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.peers.NetconfdPeer;
import java.time.Duration;

/** Somebody beside the site node who speaks to a netconfd too. */
final class NetconfdByHand {

    private NetconfdByHand() {}

    /** As a person enters the host of {@link OneHost}. */
    static Onboarded onboarded(NetconfdPeer netconfd, int snmp, DeviceAccess.DeviceSecret secret)
            throws Exception {
        return new Onboarded(
                OneHost.SLOT,
                netconfd.address().host(),
                netconfd.address().port(),
                snmp,
                netconfd.hostKey(),
                secret);
    }

    /** A server that has nothing at all looks like one that lets nobody read. */
    static void installed(NetconfdPeer peer) throws Exception {
        try (var transport = new NetconfTransport();
                var session = open(transport, peer)) {
            var told =
                    new IetfDialect()
                            .render(
                                    OneHost.host("as the installer left it"),
                                    session.facts().capabilities());
            assertThat(session.stage(told)).isEqualTo(new Outcome.Done());
            assertThat(session.apply(Duration.ofSeconds(30), "installer"))
                    .isEqualTo(new Outcome.Done());
            assertThat(session.confirm("installer")).isEqualTo(new Outcome.Done());
        }
    }

    private static DeviceSession open(NetconfTransport transport, NetconfdPeer peer)
            throws Exception {
        for (int attempt = 1; ; attempt++) {
            var opened =
                    transport.open(
                            peer.address(),
                            peer.user(),
                            peer.password().toCharArray(),
                            peer.hostKey(),
                            Duration.ofSeconds(20));
            if (opened instanceof OpenResult.Open(var session)) {
                return session;
            }
            assertThat(attempt).as(opened + "\n" + peer.log()).isLessThan(3);
        }
    }

    /** By a session of its own, beside the node. */
    static String reads(NetconfdPeer peer) throws Exception {
        try (var transport = new NetconfTransport();
                var session = open(transport, peer)) {
            var read = session.readRunning(new IetfDialect().owns(session.facts().capabilities()));
            assertThat(read).isInstanceOf(RunningResult.Running.class);
            return ((RunningResult.Running) read).text();
        }
    }
}
