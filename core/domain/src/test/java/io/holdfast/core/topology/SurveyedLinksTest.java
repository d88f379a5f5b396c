package io.holdfast.core.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.DeviceIdentity;
import io.holdfast.core.observe.Inventory;
import io.holdfast.core.observe.Load;
import io.holdfast.core.observe.MacSighting;
import io.holdfast.core.observe.Neighbour;
import io.holdfast.core.observe.Port;
import io.holdfast.core.observe.SpoiledTable;
import io.holdfast.core.observe.SpoiledTable.Part;
import io.holdfast.core.observe.Survey;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.topology.SeenLink.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurveyedLinksTest {

    private static final Instant NOW = Instant.parse("2026-03-17T09:00:00Z");
    private static final DeviceSlot SW = new DeviceSlot("sw-1");
    private static final DeviceSlot FW = new DeviceSlot("fw-1");
    private static final DeviceSlot AP = new DeviceSlot("ap-1");
    private static final String FW_MAC = "02:00:5e:00:00:01";
    private static final String SW_MAC = "02:00:5e:00:00:02";
    private static final String AP_MAC = "02:00:5e:00:00:03";

    private static Survey survey(
            String mac, List<Neighbour> neighbours, List<MacSighting> macs, Part... spoiled) {
        var ports = new ArrayList<Port>();
        for (int i = 1; i <= 4; i++) {
            ports.add(
                    new Port(
                            i,
                            "port" + i,
                            "",
                            "",
                            6,
                            1500,
                            0,
                            mac.substring(0, 15) + "a" + i,
                            Port.AdminStatus.UP,
                            Port.OperStatus.UP));
        }
        return new Survey(
                new Inventory("", "", "", "", 0, "", "", "", "", List.of()),
                "",
                new DeviceIdentity("", "", mac, ""),
                ports,
                List.of(),
                macs,
                neighbours,
                List.of(),
                List.of(),
                new Load(List.of(), Optional.empty()),
                List.of(),
                List.of(),
                List.of(spoiled).stream().map(p -> new SpoiledTable(p, "t", "backwards")).toList());
    }

    private static Neighbour heard(int port, String chassis, String remotePort) {
        return new Neighbour(
                Neighbour.Protocol.LLDP,
                port,
                "",
                chassis,
                remotePort,
                "",
                "some-name",
                "",
                "",
                List.of("not an address", "192.0.2.9"));
    }

    private static LinkBook learn(LinkBook book, DeviceSlot slot, Survey survey, Instant at) {
        return SurveyedLinks.look(slot, at, survey, List.of())
                .map(look -> book.learn(look, Duration.ofHours(24)))
                .orElse(book);
    }

    @Test
    void two_devices_that_hear_each_other_are_one_certain_link() {
        var fw = survey(FW_MAC, List.of(heard(2, SW_MAC, "port1")), List.of());
        var sw = survey(SW_MAC, List.of(heard(1, FW_MAC, "port2")), List.of());
        var book = learn(learn(LinkBook.EMPTY, FW, fw, NOW), SW, sw, NOW);
        var devices = List.of(SurveyedLinks.device(FW, fw), SurveyedLinks.device(SW, sw));

        assertThat(Topology.links(book, devices, NOW))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.near()).isEqualTo(new LinkEnd.Own(FW, "port2"));
                    assertThat(link.far()).isEqualTo(new LinkEnd.Own(SW, "port1"));
                    assertThat(link.confidence()).isEqualTo(Confidence.CERTAIN);
                });
    }

    @Test
    void neighbour_tables_that_were_spoiled_are_no_look_and_take_nothing_away() {
        var whole = survey(SW_MAC, List.of(heard(1, FW_MAC, "port2")), List.of());
        var spoiled = survey(SW_MAC, List.of(), List.of(), Part.NEIGHBOURS);
        var book = learn(LinkBook.EMPTY, SW, whole, NOW);

        assertThat(learn(book, SW, spoiled, NOW.plusSeconds(300))).isEqualTo(book);
        assertThat(SurveyedLinks.look(SW, NOW, survey(SW_MAC, List.of(), List.of()), List.of()))
                .contains(new Look(SW, NOW, List.of()));
    }

    @Test
    void an_address_hints_at_a_cable_only_where_one_device_of_ours_and_no_protocol_is() {
        var fw = SurveyedLinks.device(FW, survey(FW_MAC, List.of(), List.of()));
        var ap = SurveyedLinks.device(AP, survey(AP_MAC, List.of(), List.of()));
        var stations =
                List.of(
                        new MacSighting(10, AP_MAC, 1, 1),
                        new MacSighting(10, AP_MAC, 2, 2),
                        new MacSighting(10, FW_MAC, 2, 2),
                        new MacSighting(10, AP_MAC, 3, 3),
                        new MacSighting(10, "02:00:5e:00:00:99", 4, 4));
        var sw = survey(SW_MAC, List.of(heard(1, FW_MAC, "port2")), stations);

        assertThat(SurveyedLinks.look(SW, NOW, sw, List.of(fw, ap)).orElseThrow().claims())
                .extracting(c -> c.port() + " " + c.evidence() + " " + c.chassis())
                .containsExactly("port1 LLDP " + FW_MAC, "port3 MAC_TABLE " + AP_MAC);
    }

    @Test
    void a_device_read_again_keeps_its_links_present_and_brings_back_none_that_went() {
        var both =
                survey(
                        SW_MAC,
                        List.of(heard(1, FW_MAC, "port2"), heard(2, AP_MAC, "eth0")),
                        List.of());
        var one = survey(SW_MAC, List.of(heard(1, FW_MAC, "port2")), List.of());
        var later = NOW.plus(Duration.ofMinutes(10));
        var book = learn(learn(LinkBook.EMPTY, SW, both, NOW), SW, one, NOW.plusSeconds(60));

        var again = book.again(SW, later);

        assertThat(Topology.links(again, List.of(), later))
                .extracting(SeenLink::standing)
                .containsExactlyInAnyOrder(Standing.PRESENT, Standing.FADING);
        assertThat(again.lookedAt(SW)).isEqualTo(later);
        assertThat(again.again(SW, NOW)).isEqualTo(again);
        assertThat(LinkBook.EMPTY.again(SW, NOW)).isEqualTo(LinkBook.EMPTY);
    }
}
