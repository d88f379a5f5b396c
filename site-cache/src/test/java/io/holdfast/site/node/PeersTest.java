package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.InterfaceConfig;
import io.holdfast.core.config.InterfaceMode;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.Blueprint;
import io.holdfast.core.zone.ZoneModel;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.netconf.NetconfTransport;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.Digests;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.spi.DeviceSession;
import io.holdfast.spi.OpenResult;
import io.holdfast.spi.Outcome;
import io.holdfast.spi.RunningResult;
import io.holdfast.spi.peers.NetconfdPeer;
import io.holdfast.spi.peers.SnmpdPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole site node, as it is shipped, with a device that nobody here wrote: Debian's netconfd
 * behind OpenSSH for its configuration and Debian's snmpd for its inventory.
 */
@Tag("peers")
class PeersTest extends WholeNode {

    private static final DeviceSlot HOST = new DeviceSlot("host-1");

    /** netconfd alone: its socket stands in it, and the peer's user has to come in. */
    @TempDir Path peers;

    @BeforeAll
    static void the_peers_are_installed() {
        var missing = NetconfdPeer.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        assumeTrue(SnmpdPeer.installed(), "snmpd is not installed; ./holdfast peers installs it");
    }

    @Test
    void an_interface_change_is_confirmed_on_netconfd_and_an_access_list_never_reaches_it()
            throws Exception {
        try (var netconfd = NetconfdPeer.start(peers);
                var snmpd = SnmpdPeer.start(Files.createDirectory(folder.resolve("snmpd")));
                var node = node(List.of(centre.token(folder)))) {
            await().atMost(LONG)
                    .until(() ->
                            node.site().status().link()
                                    instanceof io.holdfast.site.console.Status.Link.Connected);
            installed(netconfd);
            centre.onboard(List.of(onboarded(netconfd, snmpd)));
            await().atMost(LONG)
                    .untilAsserted(() -> {
                        assertThat(centre.reports()).containsKey(HOST);
                        var report = centre.reports().get(HOST);
                        assertThat(report.running()).isNotNull();
                        assertThat(report.inventory()).isNotNull();
                        assertThat(report.inventory().sysName()).isEqualTo("pump-house-switch");
                        assertThat(report.inventory().interfaces())
                                .anyMatch(i -> i.name().equals("lo"));
                    });

            centre.release(content(host("as it was")));
            awaitReport("host-1", "KEPT 1");
            centre.release(content(host("changed by Holdfast <&> Wasserwerk")));
            awaitReport("host-1", "KEPT 2");

            assertThat(readBy(netconfd)).contains("changed by Holdfast &lt;&amp;&gt; Wasserwerk");
            assertThat(centre.entries().stream().map(e -> e.type()).toList())
                    .containsSubsequence(
                            "FIRST_READ",
                            "BUNDLE_ACCEPTED",
                            "INTENT",
                            "DECISION",
                            "OUTCOME",
                            "BUNDLE_ACCEPTED",
                            "INTENT",
                            "DECISION",
                            "OUTCOME");
            journalIsWholeAtTheCentre();

            assertThat(new IetfDialect().blockers(filtered(), capabilities()))
                    .containsExactly(
                            "access list in-management-v4 cannot be told: the device does not list"
                                    + " module ietf-access-control-list");
            centre.release(content(filtered()));
            awaitReport("host-1", "TAKEN_BACK 3");
            assertThat(centre.reason("host-1"))
                    .contains("not-renderable", "ietf-access-control-list");
            assertThat(readBy(netconfd)).contains("changed by Holdfast").doesNotContain("acl");
        }
    }

    private static Onboarded onboarded(NetconfdPeer netconfd, SnmpdPeer snmpd) throws Exception {
        var snmp = SnmpdPeer.USER;
        return new Onboarded(
                HOST,
                netconfd.address().host(),
                netconfd.address().port(),
                snmpd.address().port(),
                netconfd.hostKey(),
                new DeviceAccess.DeviceSecret(
                        netconfd.user(),
                        netconfd.password(),
                        snmp.name(),
                        snmp.authPassword(),
                        snmp.privPassword()));
    }

    /** A server that has nothing at all looks like one that lets nobody read. */
    private static void installed(NetconfdPeer peer) throws Exception {
        try (var transport = new NetconfTransport();
                var session = open(transport, peer)) {
            var told =
                    new IetfDialect()
                            .render(
                                    host("as the installer left it"),
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
    private String readBy(NetconfdPeer peer) throws Exception {
        try (var transport = new NetconfTransport();
                var session = open(transport, peer)) {
            var read = session.readRunning(new IetfDialect().owns(capabilities()));
            assertThat(read).isInstanceOf(RunningResult.Running.class);
            return ((RunningResult.Running) read).text();
        }
    }

    /** As the node saw them. */
    private DeviceCapabilities capabilities() {
        return new DeviceCapabilities(
                true,
                ConfirmedCommit.V1_1,
                true,
                true,
                false,
                centre.reports().get(HOST).modules());
    }

    private SiteContent content(DeviceConfig config) {
        var dialect = new IetfDialect();
        var told =
                dialect.blockers(config, capabilities()).isEmpty()
                        ? capabilities()
                        : new DeviceCapabilities(
                                true, ConfirmedCommit.V1_1, true, true, false, withLists());
        var text = dialect.render(config, told).text();
        return new SiteContent(
                SiteContent.SCHEMA,
                SimulatedPlant.ORGANIZATION,
                plan(),
                model(),
                List.of(
                        new SiteContent.DeviceContent(
                                HOST, 1, IetfDialect.NAME, config, text, Digests.of(text))));
    }

    private List<String> withLists() {
        var modules = new java.util.ArrayList<>(centre.reports().get(HOST).modules());
        modules.add("ietf-access-control-list");
        return modules;
    }

    /** One host in the management zone, beside the site node. */
    private static SitePlan plan() {
        var management =
                Blueprint.reference().zones().stream()
                        .filter(zone -> zone.name().value().equals("management"))
                        .findFirst()
                        .orElseThrow();
        return new SitePlan(
                SimulatedPlant.SITE,
                "Waterworks",
                "Europe/Berlin",
                List.of(
                        new SiteZone(
                                management.name(),
                                99,
                                List.of(Prefix.of("10.1.99.0/24")),
                                List.of(),
                                List.of())),
                List.of(
                        new Device(
                                HOST,
                                DeviceRole.SWITCH,
                                "netconfd",
                                IpAddress.of("10.1.99.7"),
                                true,
                                List.of(new Port("eth0", new PortUse.Routed(management.name()))))),
                List.of(IpAddress.of("10.1.99.10")),
                List.of());
    }

    private static ZoneModel model() {
        var reference = Blueprint.reference();
        return new ZoneModel(
                reference.zones().stream()
                        .filter(zone -> zone.name().value().equals("management"))
                        .toList(),
                List.of(),
                reference.guardrails());
    }

    private static DeviceConfig host(String description) {
        return new DeviceConfig(
                List.of(eth0(description, List.of())), List.of(), List.of(), List.of());
    }

    private static InterfaceConfig eth0(String description, List<AclName> ingress) {
        return new InterfaceConfig(
                "eth0",
                description,
                true,
                new InterfaceMode.Routed(),
                List.of(InterfaceAddress.of("10.1.99.7/24")),
                ingress);
    }

    private static DeviceConfig filtered() {
        var name = new AclName("in-management-v4");
        var every = new FilterRule("every", PacketMatch.every(Family.IPV4), Verdict.PERMIT, false);
        return new DeviceConfig(
                List.of(eth0("filtered", List.of(name))),
                List.of(),
                List.of(new AccessList(name, Family.IPV4, List.of(every))),
                List.of());
    }
}
