package io.holdfast.site.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.core.observe.DeviceBehaviour.Kind;
import io.holdfast.core.observe.DeviceCapabilities;
import io.holdfast.core.observe.DeviceCapabilities.ConfirmedCommit;
import io.holdfast.netconf.NetconfTransport;
import io.holdfast.site.console.Status;
import io.holdfast.site.devices.Drivers;
import io.holdfast.sitelink.DeviceAccess;
import io.holdfast.sitelink.SiteContent;
import io.holdfast.spi.peers.NetconfdPeer;
import io.holdfast.spi.peers.TestToolPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers nobody here wrote that answer ok to what they do not do, through a whole site node: the
 * lie is seen, it has a name in the device's behaviour table, and nothing ends in Kept.
 */
@Tag("peers")
class LyingPeersTest extends WholeNode {

    @TempDir Path peers;

    private static void needs(Optional<String> missing) {
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    /** Waits until the node has read the device. */
    private void onboard(Node node, Onboarded device) {
        await().atMost(LONG)
                .until(() -> node.site().status().link() instanceof Status.Link.Connected);
        centre.onboard(List.of(device));
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(centre.reports().get(OneHost.SLOT))
                                .as(centre.journalText())
                                .matches(report -> report != null && report.running() != null));
    }

    private SiteContent content(String description) {
        var capabilities =
                new DeviceCapabilities(
                        true,
                        ConfirmedCommit.V1_1,
                        true,
                        true,
                        false,
                        centre.reports().get(OneHost.SLOT).modules());
        return OneHost.content(OneHost.host(description), capabilities);
    }

    private void isNotKept(int revision, String words) {
        await().atMost(LONG)
                .untilAsserted(() -> {
                    assertThat(centre.slotState("host-1"))
                            .as(centre.journalText())
                            .endsWith(" " + revision)
                            .doesNotContain("WAITING")
                            .doesNotContain("ON_TRIAL");
                    assertThat(centre.reason("host-1")).contains(words);
                });
        assertThat(centre.slotState("host-1")).doesNotContain("KEPT");
        assertThat(centre.entries("OUTCOME"))
                .noneMatch(e -> e.payload().contains("\"end\":\"KEPT\""));
        assertThat(centre.entries("DECISION")).isEmpty();
    }

    /**
     * netconfd under a name that no list of known servers has: a validate before the commit makes
     * the commit do nothing, and all is answered ok.
     */
    @Test
    void a_netconfd_nobody_knows_by_name_loses_the_change_and_that_is_seen() throws Exception {
        needs(NetconfdPeer.missing());
        try (var netconfd = NetconfdPeer.startUnderAnotherName(peers);
                var node = node(hasty(), Drivers.installed())) {
            NetconfdByHand.installed(netconfd);
            var secret =
                    new DeviceAccess.DeviceSecret(netconfd.user(), netconfd.password(), "", "", "");
            onboard(node, NetconfdByHand.onboarded(netconfd, 0, secret));
            assertThat(centre.reports().get(OneHost.SLOT).modules())
                    .doesNotContain("yuma123-system");

            centre.release(content("lost"));
            isNotKept(1, Kind.COMMIT_WITHOUT_EFFECT.words());
            assertThat(NetconfdByHand.reads(netconfd))
                    .contains("as the installer left it")
                    .doesNotContain("lost");

            centre.release(content("lost again"));
            isNotKept(2, "known-lie");
        }
        assertThat(behaviours().has(Kind.COMMIT_WITHOUT_EFFECT))
                .as(behaviours().toString())
                .isTrue();
    }

    /** netconf-testtool takes a confirmed commit for done and any token for the right one. */
    @Test
    void a_testtool_that_promises_confirmed_commits_does_none_and_that_is_seen() throws Exception {
        needs(TestToolPeer.missing());
        needs(TestToolPeer.missingModules());
        var running =
                """
                <interfaces xmlns="urn:ietf:params:xml:ns:yang:ietf-interfaces"><interface>
                <name>eth0</name><description>as the installer left it</description>
                <type xmlns:t="urn:ietf:params:xml:ns:yang:iana-if-type">t:ethernetCsmacd</type>
                <enabled>true</enabled>
                <ipv4 xmlns="urn:ietf:params:xml:ns:yang:ietf-ip"><address><ip>10.1.99.7</ip>
                <prefix-length>24</prefix-length></address></ipv4>
                </interface></interfaces>\
                """;
        try (var testtool = TestToolPeer.startPromising(peers, running);
                var node = node(hasty(), Drivers.installed())) {
            onboard(node, onboarded(testtool));
            assertThat(centre.reports().get(OneHost.SLOT).modules()).contains("ietf-interfaces");

            centre.release(content("never runs"));
            isNotKept(1, Kind.CONFIRMS_ANY_TOKEN.words());
            centre.release(content("never runs either"));
            isNotKept(2, "known-lie");
        }
        assertThat(behaviours().has(Kind.CONFIRMS_ANY_TOKEN)).as(behaviours().toString()).isTrue();
    }

    private static Onboarded onboarded(TestToolPeer testtool) throws Exception {
        try (var transport = new NetconfTransport()) {
            return new Onboarded(
                    OneHost.SLOT,
                    testtool.address().host(),
                    testtool.address().port(),
                    0,
                    transport.hostKey(testtool.address(), Duration.ofSeconds(60)).orElseThrow(),
                    new DeviceAccess.DeviceSecret(
                            testtool.user(), testtool.password(), "", "", ""));
        }
    }
}
