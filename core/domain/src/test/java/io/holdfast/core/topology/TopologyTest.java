package io.holdfast.core.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.topology.OwnDevice.OwnPort;
import io.holdfast.core.topology.SeenLink.Standing;
import io.holdfast.core.zone.ZoneName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:42:00Z");
    private static final Duration FADING = Duration.ofHours(6);
    private static final DeviceSlot FW = new DeviceSlot("fw-1");
    private static final DeviceSlot SW = new DeviceSlot("sw-1");
    private static final List<OwnDevice> DEVICES =
            List.of(
                    own(FW, "02:00:00:00:00:01", "192.0.2.1", "eth0", "eth1"),
                    own(SW, "02:00:00:00:00:02", "2001:db8::2", "ge-0/0/0", "ge-0/0/1"));

    private static OwnDevice own(DeviceSlot slot, String mac, String address, String... ports) {
        return new OwnDevice(
                slot,
                List.of(ChassisId.mac(mac)),
                List.of(IpAddress.of(address)),
                java.util.Arrays.stream(ports)
                        .map(p -> new OwnPort(p, "", "", String.valueOf(p.length())))
                        .toList());
    }

    private static NeighbourClaim lldp(
            String port, String chassis, String remotePort, String name) {
        return new NeighbourClaim(
                port, Evidence.LLDP, ChassisId.mac(chassis), remotePort, name, List.of());
    }

    private static final String FW_MAC = "02:00:00:00:00:01";

    private static NeighbourClaim toSwitch() {
        return lldp("eth1", "02:00:00:00:00:02", "ge-0/0/0", "hall-switch");
    }

    private static LinkBook after(Look... looks) {
        var book = LinkBook.EMPTY;
        for (var look : looks) {
            book = book.learn(look, FADING);
        }
        return book;
    }

    private static Look look(DeviceSlot slot, Instant at, NeighbourClaim... claims) {
        return new Look(slot, at, List.of(claims));
    }

    private static List<SeenLink> links(LinkBook book) {
        return Topology.links(book, DEVICES, NOW);
    }

    private static LinkEnd.Own end(DeviceSlot slot, String port) {
        return new LinkEnd.Own(slot, port);
    }

    @Test
    void two_ends_that_tell_of_each_other_are_one_certain_link() {
        var book =
                after(
                        look(FW, NOW, toSwitch()),
                        look(SW, NOW, lldp("ge-0/0/0", "02:00:00:00:00:01", "eth1", "fw")));

        assertThat(links(book))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.near()).isEqualTo(end(FW, "eth1"));
                    assertThat(link.far()).isEqualTo(end(SW, "ge-0/0/0"));
                    assertThat(link.confidence()).isEqualTo(Confidence.CERTAIN);
                    assertThat(link.standing()).isEqualTo(Standing.PRESENT);
                });
    }

    @Test
    void one_end_makes_a_link_likely_and_an_address_table_only_possible() {
        var hint =
                new NeighbourClaim(
                        "ge-0/0/1",
                        Evidence.MAC_TABLE,
                        ChassisId.mac("02:00:00:00:00:01"),
                        "",
                        "",
                        List.of());

        assertThat(links(after(look(FW, NOW, toSwitch()))))
                .extracting(SeenLink::confidence)
                .containsExactly(Confidence.LIKELY);
        assertThat(links(after(look(SW, NOW, hint))))
                .extracting(SeenLink::confidence)
                .containsExactly(Confidence.POSSIBLE);
    }

    @Test
    void a_hint_without_a_port_joins_the_link_it_is_of() {
        var hint =
                new NeighbourClaim(
                        "ge-0/0/0",
                        Evidence.MAC_TABLE,
                        ChassisId.mac("02:00:00:00:00:01"),
                        "",
                        "",
                        List.of());

        assertThat(links(after(look(FW, NOW, toSwitch()), look(SW, NOW, hint))))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.far()).isEqualTo(end(SW, "ge-0/0/0"));
                    assertThat(link.evidence()).containsExactly(Evidence.LLDP, Evidence.MAC_TABLE);
                });
    }

    @Test
    void hosts_in_an_address_table_are_no_neighbours() {
        var host =
                new NeighbourClaim(
                        "ge-0/0/1",
                        Evidence.MAC_TABLE,
                        ChassisId.mac("02:aa:00:00:00:09"),
                        "",
                        "",
                        List.of());

        assertThat(links(after(look(SW, NOW, host)))).isEmpty();
    }

    @Test
    void two_strangers_of_one_name_stay_two_and_a_renamed_one_stays_one() {
        var one = lldp("eth0", "02:bb:00:00:00:01", "1", "cam");
        var other = lldp("eth0", "02:bb:00:00:00:02", "1", "cam");
        var renamed = lldp("eth0", "02:bb:00:00:00:01", "1", "camera-north");
        var before = NOW.minus(Duration.ofHours(1));

        assertThat(links(after(look(FW, NOW, one, other)))).hasSize(2);
        assertThat(links(after(look(FW, before, one), look(FW, NOW, renamed))))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.announcedName()).isEqualTo("camera-north");
                    assertThat(link.firstSeen()).isEqualTo(before);
                });
    }

    @Test
    void a_name_that_is_ours_makes_no_stranger_a_device_of_ours() {
        var pretender = lldp("eth0", "02:bb:00:00:00:03", "ge-0/0/0", "sw-1");

        assertThat(links(after(look(FW, NOW, pretender))))
                .singleElement()
                .satisfies(l -> assertThat(l.far()).isInstanceOf(LinkEnd.Foreign.class));
    }

    @Test
    void a_link_the_device_does_not_tell_any_more_fades_and_goes() {
        var start = NOW.minus(Duration.ofHours(8));
        var faded = after(look(FW, start, toSwitch()), look(FW, start.plus(FADING)));

        assertThat(Topology.links(faded, DEVICES, start.plus(FADING)))
                .extracting(SeenLink::standing)
                .containsExactly(Standing.FADING);
        assertThat(links(faded.learn(look(FW, NOW), FADING))).isEmpty();
    }

    @Test
    void links_of_a_device_nobody_can_read_are_unknown_and_stay() {
        var book = after(look(FW, NOW.minus(Duration.ofDays(3)), toSwitch()));

        assertThat(links(book)).extracting(SeenLink::standing).containsExactly(Standing.UNKNOWN);
    }

    @Test
    void an_older_look_that_comes_late_changes_nothing() {
        var book = after(look(FW, NOW, toSwitch()));

        assertThat(book.learn(look(FW, NOW.minusSeconds(60)), FADING)).isEqualTo(book);
    }

    @Test
    void a_device_that_invents_neighbours_is_cut() {
        var many =
                java.util.stream.IntStream.range(0, 5000)
                        .mapToObj(i ->
                                lldp(
                                        "eth0",
                                        "02:cc:00:00:%02x:%02x".formatted(i / 256, i % 256),
                                        "1",
                                        ""))
                        .toList();

        assertThat(after(new Look(FW, NOW, many)).entries()).hasSize(Look.MOST_CLAIMS);
    }

    private static SitePlan plan() {
        return new SitePlan(
                new SiteId("ww-01"),
                "Waterworks",
                "Europe/Berlin",
                List.of(),
                List.of(
                        device(
                                FW,
                                new Port("eth0", new PortUse.Unused()),
                                new Port("eth1", new PortUse.Trunk(SW, "ge-0/0/0"))),
                        device(SW, new Port("ge-0/0/0", new PortUse.Trunk(FW, "eth1")))),
                List.of(),
                List.of());
    }

    private static Device device(DeviceSlot slot, Port... ports) {
        return new Device(
                slot, DeviceRole.SWITCH, "model", IpAddress.of("192.0.2.9"), true, List.of(ports));
    }

    @Test
    void a_planned_cable_is_there_missing_elsewhere_or_unknown() {
        var present = after(look(FW, NOW, toSwitch()), look(SW, NOW));
        var missing = after(look(FW, NOW), look(SW, NOW));
        var elsewhere =
                after(
                        look(FW, NOW, lldp("eth1", "02:00:00:00:00:02", "ge-0/0/1", "")),
                        look(SW, NOW));
        var old = NOW.minus(Duration.ofDays(1));
        var unknown = after(look(FW, NOW), look(SW, old));

        assertThat(findings(present)).singleElement().isInstanceOf(Cabling.Finding.AsPlanned.class);
        assertThat(findings(missing)).singleElement().isInstanceOf(Cabling.Finding.Missing.class);
        assertThat(findings(elsewhere))
                .singleElement()
                .isInstanceOf(Cabling.Finding.Elsewhere.class);
        assertThat(findings(unknown))
                .containsExactly(new Cabling.Finding.Unknown(Cabling.of(plan()).getFirst(), old));
    }

    @Test
    void a_cable_in_a_port_that_should_be_unused_is_found() {
        var book =
                after(
                        look(FW, NOW, toSwitch(), lldp("eth0", "02:dd:00:00:00:01", "7", "rogue")),
                        look(SW, NOW));

        assertThat(findings(book))
                .filteredOn(f -> f instanceof Cabling.Finding.NotInThePlan)
                .singleElement()
                .satisfies(f ->
                        assertThat(((Cabling.Finding.NotInThePlan) f).portShouldBeUnused())
                                .isTrue());
    }

    @Test
    void an_access_point_on_an_access_port_of_its_own_zone_is_as_planned_and_of_another_is_not() {
        var book =
                after(
                        look(FW, NOW, toSwitch()),
                        look(SW, NOW, lldp("ge-0/0/0", FW_MAC, "eth1", "")));
        for (var zone : List.of("cells", "office")) {
            var plan =
                    plan().with(
                                    List.of(),
                                    List.of(
                                            device(FW, access("eth1", "cells")),
                                            device(SW, access("ge-0/0/0", zone))));
            assertThat(Cabling.compare(plan, links(book), book, NOW))
                    .hasSize(zone.equals("cells") ? 0 : 1);
        }
    }

    private static Port access(String port, String zone) {
        return new Port(port, new PortUse.Access(new ZoneName(zone)));
    }

    private static List<Cabling.Finding> findings(LinkBook book) {
        return Cabling.compare(plan(), links(book), book, NOW);
    }

    @Test
    void every_stranger_is_nobodys_until_someone_answers_for_it_and_overdue_after_that() {
        var id = ChassisId.mac("02:dd:00:00:00:01");
        var seen = links(after(look(FW, NOW, lldp("eth0", id.value(), "7", "printer"))));
        var charge = new Stranger.Charge("plant IT", NOW.plusSeconds(60), "being replaced");

        assertThat(Stranger.ledger(seen, Map.of(), NOW))
                .extracting(Stranger::state)
                .containsExactly(Stranger.State.NOBODYS);
        assertThat(Stranger.ledger(seen, Map.of(id, charge), NOW))
                .extracting(Stranger::state)
                .containsExactly(Stranger.State.ASSIGNED);
        assertThat(Stranger.ledger(seen, Map.of(id, charge), NOW.plusSeconds(61)))
                .extracting(Stranger::state)
                .containsExactly(Stranger.State.OVERDUE);
    }
}
