package io.holdfast.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.observe.Neighbour.Protocol;
import io.holdfast.core.observe.Port.AdminStatus;
import io.holdfast.core.observe.Port.OperStatus;
import io.holdfast.core.observe.SensorReading.Kind;
import io.holdfast.core.observe.VlanSighting.Member;
import io.holdfast.core.observe.WirelessClient;
import io.holdfast.snmp.mib.Walk;
import io.holdfast.snmp.table.Bridge;
import io.holdfast.snmp.table.Clients;
import io.holdfast.snmp.table.Health;
import io.holdfast.snmp.table.Neighbours;
import io.holdfast.snmp.table.Ports;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Tables as a device might answer them, read into what core knows. */
class TableTest {

    private final Walk walk = new Walk();

    private void text(String oid, String text) {
        walk.put(new OID(oid), new OctetString(text));
    }

    private void bytes(String oid, String hex) {
        walk.put(new OID(oid), new OctetString(HexFormat.of().parseHex(hex)));
    }

    private void number(String oid, int number) {
        walk.put(new OID(oid), new Integer32(number));
    }

    @Test
    void a_port_has_what_the_device_tells_of_it_and_nothing_made_up() {
        text("1.3.6.1.2.1.2.2.1.2.7", " Port 7\0");
        number("1.3.6.1.2.1.2.2.1.3.7", 6);
        number("1.3.6.1.2.1.2.2.1.4.7", 9000);
        walk.put(new OID("1.3.6.1.2.1.2.2.1.5.7"), new Gauge32(4_294_967_295L));
        bytes("1.3.6.1.2.1.2.2.1.6.7", "0200005e1001");
        number("1.3.6.1.2.1.2.2.1.7.7", 1);
        number("1.3.6.1.2.1.2.2.1.8.7", 7);
        text("1.3.6.1.2.1.31.1.1.1.1.7", "ge7");
        walk.put(new OID("1.3.6.1.2.1.31.1.1.1.15.7"), new Gauge32(10_000));

        assertThat(Ports.of(walk, Map.of()))
                .singleElement()
                .satisfies(port -> {
                    assertThat(port.index()).isEqualTo(7);
                    assertThat(port.descr()).isEqualTo("Port 7");
                    assertThat(port.alias()).isEmpty();
                    assertThat(port.speed()).isEqualTo(10_000_000_000L);
                    assertThat(port.mac()).isEqualTo("02:00:00:5e:10:01");
                    assertThat(port.admin()).isEqualTo(AdminStatus.UP);
                    assertThat(port.oper()).isEqualTo(OperStatus.LOWER_LAYER_DOWN);
                });
    }

    @Test
    void an_alias_that_the_vendor_keeps_apart_fills_an_empty_one() {
        number("1.3.6.1.2.1.2.2.1.3.1", 6);
        var own = Map.of(new OID("1"), (org.snmp4j.smi.Variable) new OctetString("to pump 3"));

        assertThat(Ports.of(walk, own).getFirst().alias()).isEqualTo("to pump 3");

        text("1.3.6.1.2.1.31.1.1.1.18.1", "ring A");
        assertThat(Ports.of(walk, own).getFirst().alias()).isEqualTo("ring A");
    }

    @Test
    void vlans_carry_the_ports_of_the_bit_list_with_the_interfaces_behind_them() {
        text("1.3.6.1.2.1.17.7.1.4.3.1.1.30", "ot-dmz");
        bytes("1.3.6.1.2.1.17.7.1.4.3.1.2.30", "ff");
        bytes("1.3.6.1.2.1.17.7.1.4.2.1.4.0.30", "8040");
        bytes("1.3.6.1.2.1.17.7.1.4.2.1.5.0.30", "8000");
        number("1.3.6.1.2.1.17.1.4.1.2.1", 101);

        var vlan = Bridge.vlans(walk).getFirst();

        assertThat(vlan.id()).isEqualTo(30);
        assertThat(vlan.name()).isEqualTo("ot-dmz");
        assertThat(vlan.members())
                .containsExactly(new Member(1, 101, true), new Member(10, 0, false));
    }

    @Test
    void a_bridge_that_lists_ports_as_text_is_understood() {
        text("1.3.6.1.2.1.17.7.1.4.3.1.2.8", "513,520");
        text("1.3.6.1.2.1.17.7.1.4.3.1.4.8", "520");

        assertThat(Bridge.vlans(walk).getFirst().members())
                .containsExactly(new Member(513, 0, false), new Member(520, 0, true));
    }

    @Test
    void a_bridge_without_vlan_table_tells_its_vlans_by_its_ports() {
        number("1.3.6.1.2.1.17.7.1.4.5.1.1.1", 12);
        number("1.3.6.1.2.1.17.7.1.2.2.1.2.13.0.1.2.3.4.5", 1);

        assertThat(Bridge.vlans(walk)).extracting(v -> v.id()).containsExactly(12, 13);
    }

    @Test
    void ciscos_tables_give_access_ports_and_trunks() {
        text("1.3.6.1.4.1.9.9.46.1.3.1.1.4.1.1", "default");
        text("1.3.6.1.4.1.9.9.46.1.3.1.1.4.1.2", "cameras");
        text("1.3.6.1.4.1.9.9.46.1.3.1.1.4.1.1002", "fddi-default");
        number("1.3.6.1.4.1.9.9.68.1.2.2.1.2.10101", 2);
        number("1.3.6.1.4.1.9.9.46.1.6.1.1.5.10148", 1);
        number("1.3.6.1.4.1.9.9.46.1.6.1.1.14.10148", 1);
        bytes("1.3.6.1.4.1.9.9.46.1.6.1.1.4.10148", "60");
        number("1.3.6.1.4.1.9.9.46.1.6.1.1.5.10149", 1);
        number("1.3.6.1.4.1.9.9.46.1.6.1.1.14.10149", 2);

        var vlans = Bridge.vlans(walk);

        assertThat(vlans).extracting(v -> v.name()).containsExactly("default", "cameras");
        assertThat(vlans.get(0).members()).containsExactly(new Member(0, 10148, true));
        assertThat(vlans.get(1).members())
                .containsExactly(new Member(0, 10101, true), new Member(0, 10148, false));
    }

    @Test
    void learned_stations_have_their_vlan_and_port() {
        number("1.3.6.1.2.1.17.7.1.2.2.1.2.30.2.0.94.16.0.1", 4);
        number("1.3.6.1.2.1.17.1.4.1.2.4", 104);

        assertThat(Bridge.stations(walk))
                .singleElement()
                .satisfies(station -> {
                    assertThat(station.vlan()).isEqualTo(30);
                    assertThat(station.mac()).isEqualTo("02:00:5e:10:00:01");
                    assertThat(station.ifIndex()).isEqualTo(104);
                });
    }

    @Test
    void a_neighbour_heard_by_lldp_has_its_port_ours_and_its_address() {
        number("1.3.6.1.2.1.2.2.1.3.9", 6);
        text("1.3.6.1.2.1.31.1.1.1.1.9", "1/9");
        text("1.0.8802.1.1.2.1.3.7.1.3.2", "1/9");
        number("1.0.8802.1.1.2.1.4.1.1.4.0.2.1", 4);
        bytes("1.0.8802.1.1.2.1.4.1.1.5.0.2.1", "02005e100009");
        number("1.0.8802.1.1.2.1.4.1.1.6.0.2.1", 5);
        text("1.0.8802.1.1.2.1.4.1.1.7.0.2.1", "uplink1");
        text("1.0.8802.1.1.2.1.4.1.1.9.0.2.1", "substation-sw");
        number("1.0.8802.1.1.2.1.4.2.1.3.0.2.1.1.4.192.0.2.9", 2);

        assertThat(Neighbours.of(walk, Ports.of(walk, Map.of())))
                .singleElement()
                .satisfies(neighbour -> {
                    assertThat(neighbour.protocol()).isEqualTo(Protocol.LLDP);
                    assertThat(neighbour.localIfIndex()).isEqualTo(9);
                    assertThat(neighbour.chassisId()).isEqualTo("02:00:5e:10:00:09");
                    assertThat(neighbour.portId()).isEqualTo("uplink1");
                    assertThat(neighbour.sysName()).isEqualTo("substation-sw");
                    assertThat(neighbour.addresses()).containsExactly("192.0.2.9");
                });
    }

    @Test
    void a_neighbour_heard_by_cdp_is_told_too() {
        bytes("1.3.6.1.4.1.9.9.23.1.2.1.1.4.3.1", "c0000203");
        text("1.3.6.1.4.1.9.9.23.1.2.1.1.6.3.1", "core-1.example");
        text("1.3.6.1.4.1.9.9.23.1.2.1.1.7.3.1", "GigabitEthernet0/1");

        assertThat(Neighbours.of(walk, List.of()))
                .singleElement()
                .satisfies(neighbour -> {
                    assertThat(neighbour.protocol()).isEqualTo(Protocol.CDP);
                    assertThat(neighbour.localIfIndex()).isEqualTo(3);
                    assertThat(neighbour.sysName()).isEqualTo("core-1.example");
                    assertThat(neighbour.addresses()).containsExactly("192.0.2.3");
                });
    }

    @Test
    void a_sensor_is_read_with_its_scale_and_precision() {
        number("1.3.6.1.2.1.99.1.1.1.1.5", 4);
        number("1.3.6.1.2.1.99.1.1.1.2.5", 8);
        number("1.3.6.1.2.1.99.1.1.1.3.5", 1);
        number("1.3.6.1.2.1.99.1.1.1.4.5", 33012);
        number("1.3.6.1.2.1.99.1.1.1.5.5", 1);

        assertThat(Health.sensors(walk))
                .singleElement()
                .satisfies(sensor -> {
                    assertThat(sensor.kind()).isEqualTo(Kind.VOLTS_DC);
                    assertThat(sensor.value())
                            .isCloseTo(3.3012, org.assertj.core.data.Offset.offset(1e-9));
                    assertThat(sensor.working()).isTrue();
                });
    }

    @Test
    void load_comes_from_the_host_table_and_else_from_the_vendors() {
        number("1.3.6.1.4.1.12356.101.4.1.3.0", 17);
        number("1.3.6.1.4.1.12356.101.4.1.4.0", 50);
        number("1.3.6.1.4.1.12356.101.4.1.5.0", 2048);
        assertThat(Health.load(walk).processors()).containsExactly(17);
        assertThat(Health.load(walk).memory().orElseThrow().used()).isEqualTo(1_048_576);

        number("1.3.6.1.2.1.25.3.3.1.2.1", 3);
        number("1.3.6.1.2.1.25.3.3.1.2.2", 5);
        assertThat(Health.load(walk).processors()).containsExactly(3, 5);
    }

    @Test
    void stations_at_an_access_point_are_told_where_the_vendor_tells() {
        number("1.3.6.1.4.1.14988.1.1.1.2.1.3.2.0.94.16.0.7.3", -61);

        assertThat(Clients.of(walk))
                .singleElement()
                .satisfies(client -> {
                    assertThat(client.mac()).isEqualTo("02:00:5e:10:00:07");
                    assertThat(client.signal()).isEqualTo(-61);
                });
    }

    @Test
    void a_lancom_tells_its_stations_with_network_and_signal() {
        bytes("1.3.6.1.4.1.2356.11.1.3.32.1.4.1", "02005e100008");
        text("1.3.6.1.4.1.2356.11.1.3.32.1.15.1", "WLAN-1-2");
        number("1.3.6.1.4.1.2356.11.1.3.32.1.26.1", -58);
        text("1.3.6.1.4.1.2356.11.1.3.56.1.1.8.87", "WLAN-1-2");
        text("1.3.6.1.4.1.2356.11.1.3.56.1.3.8.87", "maintenance");

        assertThat(Clients.of(walk))
                .containsExactly(
                        new WirelessClient("02:00:5e:10:00:08", "maintenance", "WLAN-1-2", -58));
    }
}
