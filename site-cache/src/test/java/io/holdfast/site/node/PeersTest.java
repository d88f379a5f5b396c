package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.config.AccessList;
import io.holdfast.core.config.AclName;
import io.holdfast.core.config.DeviceConfig;
import io.holdfast.core.config.FilterRule;
import io.holdfast.core.config.Verdict;
import io.holdfast.core.network.Family;
import io.holdfast.core.network.PacketMatch;
import io.holdfast.core.observe.DeviceBehaviour;
import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.dialect.ietf.IetfDialect;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.spi.peers.NetconfdPeer;
import io.holdfast.spi.peers.SnmpdPeer;
import java.nio.file.Files;
import java.nio.file.Path;
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
            NetconfdByHand.installed(netconfd);
            centre.onboard(List.of(onboarded(netconfd, snmpd)));
            await().atMost(LONG)
                    .untilAsserted(() -> {
                        assertThat(centre.reports()).containsKey(OneHost.SLOT);
                        var report = centre.reports().get(OneHost.SLOT);
                        assertThat(report.running()).isNotNull();
                        assertThat(report.inventory()).isNotNull();
                        assertThat(report.inventory().sysName()).isEqualTo("pump-house-switch");
                        assertThat(report.inventory().interfaces())
                                .anyMatch(i -> i.name().equals("lo"));
                    });

            centre.release(content(OneHost.host("as it was")));
            awaitReport("host-1", "KEPT 1");
            centre.release(content(OneHost.host("changed by Holdfast <&> Wasserwerk")));
            awaitReport("host-1", "KEPT 2");

            assertThat(NetconfdByHand.reads(netconfd))
                    .contains("changed by Holdfast &lt;&amp;&gt; Wasserwerk");
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
            assertThat(NetconfdByHand.reads(netconfd))
                    .contains("changed by Holdfast")
                    .doesNotContain("acl");
        }
        assertThat(behaviours().rows().stream().map(DeviceBehaviour::kind))
                .as("known by name, and gone round")
                .containsExactly(Kind.VALIDATE_LOSES_THE_CHANGE, Kind.LOCKS_STOP_THE_REVERT);
    }

    private static Onboarded onboarded(NetconfdPeer netconfd, SnmpdPeer snmpd) throws Exception {
        var snmp = SnmpdPeer.USER;
        return NetconfdByHand.onboarded(
                netconfd,
                snmpd.address().port(),
                new DeviceAccess.DeviceSecret(
                        netconfd.user(),
                        netconfd.password(),
                        snmp.name(),
                        snmp.authPassword(),
                        snmp.privPassword()));
    }

    /** As the node saw them. */
    private DeviceCapabilities capabilities() {
        return new DeviceCapabilities(
                true,
                ConfirmedCommit.V1_1,
                true,
                true,
                false,
                centre.reports().get(OneHost.SLOT).modules());
    }

    private SiteContent content(DeviceConfig config) {
        var told =
                new IetfDialect().blockers(config, capabilities()).isEmpty()
                        ? capabilities()
                        : new DeviceCapabilities(
                                true, ConfirmedCommit.V1_1, true, true, false, withLists());
        return OneHost.content(config, told);
    }

    private List<String> withLists() {
        var modules = new java.util.ArrayList<>(centre.reports().get(OneHost.SLOT).modules());
        modules.add("ietf-access-control-list");
        return modules;
    }

    private static DeviceConfig filtered() {
        var name = new AclName("in-management-v4");
        var every = new FilterRule("every", PacketMatch.every(Family.IPV4), Verdict.PERMIT, false);
        return new DeviceConfig(
                List.of(OneHost.eth0("filtered", List.of(name))),
                List.of(),
                List.of(new AccessList(name, Family.IPV4, List.of(every))),
                List.of());
    }
}
