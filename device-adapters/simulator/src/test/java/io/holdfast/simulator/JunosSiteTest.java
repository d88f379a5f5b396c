package io.holdfast.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Packet;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.zone.ZoneName;
import io.holdfast.simulator.SiteDescription.Plug;
import io.holdfast.simulator.clock.TickClock;
import io.holdfast.simulator.datastore.Datastores.Store;
import io.holdfast.simulator.datastore.Refused;
import io.holdfast.simulator.datastore.Who;
import io.holdfast.simulator.plane.Fate;
import io.holdfast.simulator.xml.MalformedXml;
import io.holdfast.simulator.xml.XmlReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A site of a zone firewall, a switch and an access point, as packets see it. */
class JunosSiteTest {

    private static final ZoneName IT = new ZoneName("it");
    private static final ZoneName MANAGEMENT = new ZoneName("management");
    private static final String XNM = " xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\"";

    private final SimulatedSite site =
            new SimulatedSite(description(), new TickClock(Instant.parse("2026-11-23T08:00:00Z")));

    private static SiteDescription description() {
        var firewall = new DeviceSlot("fw-1");
        var access = new DeviceSlot("sw-1");
        var point = new DeviceSlot("ap-1");
        var plan =
                new SitePlan(
                        new SiteId("ww-01"),
                        "Waterworks",
                        "Europe/Berlin",
                        List.of(zone(IT, 10), zone(MANAGEMENT, 99)),
                        List.of(
                                new Device(
                                        firewall,
                                        DeviceRole.FIREWALL,
                                        "Simulated Junos firewall",
                                        IpAddress.of("10.1.99.1"),
                                        true,
                                        List.of(
                                                new Port(
                                                        "ge-0/0/0",
                                                        new PortUse.Trunk(access, "ge-0/0/0")))),
                                new Device(
                                        access,
                                        DeviceRole.SWITCH,
                                        "Simulated Junos switch",
                                        IpAddress.of("10.1.99.2"),
                                        true,
                                        List.of(
                                                new Port(
                                                        "ge-0/0/0",
                                                        new PortUse.Trunk(firewall, "ge-0/0/0")),
                                                new Port(
                                                        "ge-0/0/1", new PortUse.Access(MANAGEMENT)),
                                                new Port(
                                                        "ge-0/0/2",
                                                        new PortUse.Trunk(point, "eth0")))),
                                new Device(
                                        point,
                                        DeviceRole.ACCESS_POINT,
                                        "Simulated OpenConfig access point",
                                        IpAddress.of("10.1.99.3"),
                                        true,
                                        List.of(
                                                new Port(
                                                        "eth0",
                                                        new PortUse.Trunk(access, "ge-0/0/2"))))),
                        List.of(IpAddress.of("10.1.99.10")),
                        List.of());
        var described = PlanDescription.of(plan, _ -> DemoPlan.LOGIN);
        var stations = new ArrayList<>(described.stations());
        stations.add(new Plug("it", "ap-1", "ssid:Office"));
        return new SiteDescription(
                described.site(),
                described.devices(),
                described.cables(),
                described.zones(),
                stations,
                described.siteNode(),
                described.siteNodeAt());
    }

    private static SiteZone zone(ZoneName name, int vlan) {
        return new SiteZone(
                name,
                vlan,
                List.of(Prefix.of("10.1." + vlan + ".0/24")),
                List.of(InterfaceAddress.of("10.1." + vlan + ".1/24")),
                List.of());
    }

    private void commit(String slot, String edit) {
        var device = site.device(slot).orElseThrow();
        var who = new Who(device.newSession(), "test");
        try {
            device.datastores()
                    .edit(
                            who,
                            XmlReader.read("<config>" + edit + "</config>"),
                            "merge",
                            true,
                            true);
            device.datastores().validate(Store.CANDIDATE);
            device.datastores().commit(who, "");
        } catch (Refused e) {
            throw new IllegalStateException(e.error().message() + " " + e.error().path(), e);
        } catch (MalformedXml e) {
            throw new AssertionError(e);
        }
    }

    private void connectOffice() {
        commit(
                "ap-1",
                "<access-points xmlns=\"http://openconfig.net/yang/wifi/access-points\">"
                        + "<access-point><hostname>ap</hostname><ssids><ssid><name>Office</name>"
                        + "<config><name>Office</name><enabled>true</enabled><default-vlan>10"
                        + "</default-vlan><opmode>OPEN</opmode></config></ssid></ssids>"
                        + "</access-point></access-points>"
                        + "<interfaces xmlns=\"http://openconfig.net/yang/interfaces\"><interface>"
                        + "<name>eth0</name><ethernet"
                        + " xmlns=\"http://openconfig.net/yang/interfaces/ethernet\"><switched-vlan"
                        + " xmlns=\"http://openconfig.net/yang/vlan\"><config><trunk-vlans>10"
                        + "</trunk-vlans></config></switched-vlan></ethernet></interface>"
                        + "</interfaces>");
        var member =
                "<unit><name>0</name><family><ethernet-switching><vlan><members>office</members>"
                        + "</vlan></ethernet-switching></family></unit></interface>";
        commit(
                "sw-1",
                "<configuration"
                        + XNM
                        + "><vlans><vlan><name>office</name><vlan-id>10</vlan-id></vlan></vlans>"
                        + "<interfaces><interface><name>ge-0/0/0</name>"
                        + member
                        + "<interface><name>ge-0/0/2</name>"
                        + member
                        + "</interfaces></configuration>");
        commit(
                "fw-1",
                "<configuration"
                        + XNM
                        + "><interfaces><interface><name>ge-0/0/0</name><unit><name>10</name>"
                        + "<vlan-id>10</vlan-id><family><inet><address><name>10.1.10.1/24</name>"
                        + "</address></inet></family></unit></interface></interfaces><security>"
                        + "<zones><security-zone><name>it</name><interfaces><name>ge-0/0/0.10"
                        + "</name></interfaces></security-zone></zones></security>"
                        + "</configuration>");
    }

    private void permitHttps() {
        commit(
                "fw-1",
                "<configuration"
                        + XNM
                        + "><security><policies><policy><from-zone-name>it</from-zone-name>"
                        + "<to-zone-name>management</to-zone-name><policy><name>p</name><match>"
                        + "<source-address>any</source-address><destination-address>any"
                        + "</destination-address><application>junos-https</application></match>"
                        + "<then><permit/></then></policy></policy></policies></security>"
                        + "</configuration>");
    }

    private static Packet tcp(String from, String to, int source, int destination) {
        return new Packet(IpAddress.of(from), IpAddress.of(to), 6, source, destination);
    }

    @Test
    void out_of_the_box_every_device_is_managed_and_nothing_else_passes() {
        for (var device : site.devices()) {
            assertThat(device.reachability(6, 830))
                    .as(device.slot())
                    .isInstanceOf(Fate.Passed.class);
        }
        assertThat(site.device("fw-1").orElseThrow().reachability(6, 22))
                .isInstanceOf(Fate.Dropped.class);
        assertThat(site.probe("it", tcp("10.1.10.7", "10.1.99.10", 50000, 443)))
                .isInstanceOf(Fate.Dropped.class);
    }

    @Test
    void wireless_clients_land_in_the_vlan_of_their_network_and_meet_the_firewall() {
        connectOffice();
        var opening = tcp("10.1.10.7", "10.1.99.10", 50000, 443);
        var reply = tcp("10.1.99.10", "10.1.10.7", 443, 50000);
        assertThat(site.probe("it", opening).why()).contains("fw-1 ge-0/0/0.10");
        assertThat(site.probe("it", opening)).isInstanceOf(Fate.Dropped.class);
        permitHttps();
        assertThat(site.probe("management", reply)).isInstanceOf(Fate.Dropped.class);
        assertThat(site.probe("it", opening)).isInstanceOf(Fate.Passed.class);
        assertThat(site.probe("management", reply)).isInstanceOf(Fate.Passed.class);
    }

    @Test
    void a_network_that_is_off_or_a_vlan_that_ends_at_the_switch_reaches_nobody() {
        connectOffice();
        permitHttps();
        var opening = tcp("10.1.10.7", "10.1.99.10", 50000, 443);
        assertThat(site.probe("it", opening)).isInstanceOf(Fate.Passed.class);
        commit(
                "ap-1",
                "<access-points xmlns=\"http://openconfig.net/yang/wifi/access-points\">"
                        + "<access-point><hostname>ap</hostname><ssids><ssid><name>Office</name>"
                        + "<config><enabled>false</enabled></config></ssid></ssids></access-point>"
                        + "</access-points>");
        assertThat(site.probe("it", opening)).isInstanceOf(Fate.Dropped.class);
    }

    @Test
    void a_change_that_shuts_the_management_zone_cuts_the_path() {
        commit(
                "fw-1",
                "<configuration"
                        + XNM
                        + " xmlns:nc=\"urn:ietf:params:xml:ns:netconf:base:1.0\"><security><zones>"
                        + "<security-zone><name>management</name><host-inbound-traffic"
                        + " nc:operation=\"remove\"/></security-zone></zones></security>"
                        + "</configuration>");
        assertThat(site.device("fw-1").orElseThrow().reachability(6, 830))
                .isInstanceOf(Fate.Dropped.class);
        assertThat(site.device("sw-1").orElseThrow().reachability(6, 830))
                .isInstanceOf(Fate.Passed.class);
    }

    @Test
    void names_of_nothing_are_refused_as_a_device_refuses_them() {
        for (var wrong :
                List.of(
                        "<security><zones><security-zone><name>x</name><interfaces><name>ge-9/0/0.0"
                                + "</name></interfaces></security-zone></zones></security>",
                        "<security><policies><policy><from-zone-name>nowhere</from-zone-name>"
                                + "<to-zone-name>management</to-zone-name></policy></policies>"
                                + "</security>",
                        "<security><policies><global><policy><name>p</name><match>"
                                + "<source-address>nobody</source-address><application>any"
                                + "</application></match><then><permit/></then></policy></global>"
                                + "</policies></security>")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                            commit(
                                    "fw-1",
                                    "<configuration" + XNM + ">" + wrong + "</configuration>"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("/configuration");
        }
    }
}
