package io.holdfast.core.zone;

import io.holdfast.core.network.InterfaceAddress;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.network.Prefix;
import io.holdfast.core.network.Service;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.site.Ssid;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference architecture: WAN, IT, IT DMZ, OT DMZ, productive OT, a remote-access segment and a
 * management zone, with the three pathways (data, changes, access) built in from the start, and a
 * numbering plan for sites of one firewall and one switch. A place to begin, not a limit: what
 * stands at a site is edited afterwards like everything else of its plan.
 */
public final class Blueprint {

    public static final ZoneName WAN = new ZoneName("wan");
    public static final ZoneName IT = new ZoneName("it");
    public static final ZoneName IT_DMZ = new ZoneName("it-dmz");
    public static final ZoneName OT_DMZ = new ZoneName("ot-dmz");
    public static final ZoneName OT = new ZoneName("ot");
    public static final ZoneName REMOTE_ACCESS = new ZoneName("remote-access");
    public static final ZoneName MANAGEMENT = new ZoneName("management");

    private static final DeviceSlot SWITCH = new DeviceSlot("sw-1");
    private static final DeviceSlot ACCESS_POINT = new DeviceSlot("ap-1");

    private static final GroupName JUMP_HOST = new GroupName("jump-host");
    private static final GroupName HISTORIAN = new GroupName("historian");

    /**
     * Sites are numbered up to here: the number is an octet of their addresses, and .254 is the
     * provider.
     */
    public static final int LAST_SITE_NUMBER = 250;

    /** A client's own ports (RFC 6056): replies from the internet then reach no well-known port. */
    private static final String HTTPS_FROM_HIGH_PORTS = "tcp/1024-65535>443";

    /** Within a year of the blueprint's making; a task for people (rulings P5). */
    private static final LocalDate FIRST_REVIEW = LocalDate.of(2027, 5, 31);

    private Blueprint() {}

    /** Zones, guardrails and the conduits of the three pathways. */
    public static ZoneModel reference() {
        return new ZoneModel(zones(), conduits(), guardrails());
    }

    private static List<Zone> zones() {
        return List.of(
                zone(WAN, ZoneKind.WAN, "network-operations", false, 0, 0, 0, 0, 0, 0, 0),
                zone(IT, ZoneKind.IT, "it-operations", false, 2, 2, 2, 2, 2, 2, 1),
                zone(IT_DMZ, ZoneKind.IT_DMZ, "it-operations", false, 2, 2, 2, 2, 3, 2, 2),
                zone(OT_DMZ, ZoneKind.OT_DMZ, "plant-operations", false, 3, 3, 3, 2, 3, 2, 2),
                zone(OT, ZoneKind.OT, "plant-operations", true, 3, 3, 3, 1, 3, 2, 3),
                zone(
                        REMOTE_ACCESS,
                        ZoneKind.REMOTE_ACCESS,
                        "security-office",
                        false,
                        3,
                        3,
                        2,
                        3,
                        3,
                        3,
                        1),
                zone(
                        MANAGEMENT,
                        ZoneKind.MANAGEMENT,
                        "network-operations",
                        false,
                        3,
                        3,
                        3,
                        3,
                        3,
                        3,
                        2));
    }

    private static List<Guardrail> guardrails() {
        return List.of(
                new Guardrail.NeverDirect("no-direct-it-ot", ZoneKind.IT, ZoneKind.OT),
                new Guardrail.NeverDirect("no-direct-ot-it", ZoneKind.OT, ZoneKind.IT),
                new Guardrail.NeverDirect("no-direct-it-dmz-ot", ZoneKind.IT_DMZ, ZoneKind.OT),
                new Guardrail.NeverDirect(
                        "no-remote-access-ot", ZoneKind.REMOTE_ACCESS, ZoneKind.OT),
                new Guardrail.NeverDirect(
                        "no-ot-remote-access", ZoneKind.OT, ZoneKind.REMOTE_ACCESS),
                new Guardrail.NeverDirect("no-wan-ot", ZoneKind.WAN, ZoneKind.OT),
                new Guardrail.NeverDirect("no-ot-wan", ZoneKind.OT, ZoneKind.WAN),
                new Guardrail.NeverDirect("no-management-ot", ZoneKind.MANAGEMENT, ZoneKind.OT),
                new Guardrail.OnlyReads(
                        "it-reads-historian",
                        ZoneKind.IT,
                        ZoneKind.OT_DMZ,
                        HISTORIAN,
                        List.of(Service.tcp(443), Service.tcp(8443), new Service.Icmp(8, 8))),
                new Guardrail.OnlyThrough(
                        "ot-only-by-jump-host", ZoneKind.OT_DMZ, ZoneKind.OT, JUMP_HOST),
                new Guardrail.ManagementOnlyFromSiteNode("management-only-site-node"));
    }

    private static List<Conduit> conduits() {
        return List.of(
                conduit(
                        "historian-write",
                        "Process data to the historian",
                        "ot/scada",
                        "ot-dmz/historian",
                        "Data pathway: OT hands process values out by itself (OPC UA), so that nobody asks OT.",
                        "plant-operations",
                        "tcp/4840"),
                conduit(
                        "historian-read",
                        "Reports from the historian",
                        "it/reporting",
                        "ot-dmz/historian",
                        "Data pathway: reporting reads the replica in the OT DMZ and never the plant.",
                        "it-operations",
                        "tcp/443"),
                conduit(
                        "updates-fetch",
                        "OT fetches approved updates",
                        "ot",
                        "ot-dmz/patch-server",
                        "Changes pathway: the patch server in the OT DMZ is OT's only source of updates.",
                        "plant-operations",
                        "tcp/8530"),
                conduit(
                        "updates-relay",
                        "Patch server fetches from the mirror",
                        "ot-dmz/patch-server",
                        "it-dmz/update-mirror",
                        "Changes pathway: the OT DMZ never speaks to the internet; it asks the checked mirror.",
                        "plant-operations",
                        "tcp/443"),
                conduit(
                        "updates-source",
                        "Mirror fetches from vendors",
                        "it-dmz/update-mirror",
                        "wan",
                        "Changes pathway: vendors publish signed updates on the internet; one host fetches them.",
                        "it-operations",
                        HTTPS_FROM_HIGH_PORTS),
                conduit(
                        "jump-host-access",
                        "Maintenance through the jump host",
                        "ot-dmz/jump-host",
                        "ot",
                        "Access pathway: every session to the plant breaks at the jump host and is recorded.",
                        "plant-operations",
                        "tcp/22",
                        "tcp/3389"));
    }

    /**
     * A site of the numbering plan: IPv4 10.SITE.VLAN.0/24, IPv6 2001:db8:SITE:VLAN::/64, one
     * firewall fw-1, one switch sw-1, one access point ap-1, which is only inventoried where the
     * equipment offers no wireless network.
     *
     * @param siteNumber 1 to {@link #LAST_SITE_NUMBER}, unique in the organisation
     */
    public static SitePlan sitePlan(SiteId site, String name, String timeZone, int siteNumber) {
        return sitePlan(site, name, timeZone, siteNumber, Equipment.OPEN_NETWORK);
    }

    /** As above, with these makes of devices. */
    public static SitePlan sitePlan(
            SiteId site, String name, String timeZone, int siteNumber, Equipment equipment) {
        if (siteNumber < 1 || siteNumber > LAST_SITE_NUMBER) {
            throw new IllegalArgumentException(
                    "a site number is 1 to " + LAST_SITE_NUMBER + ", not " + siteNumber);
        }
        var numbers = new Numbers(siteNumber);
        return new SitePlan(
                site,
                name,
                timeZone,
                equipment.offersWireless()
                        ? wireless(site, siteZones(numbers))
                        : siteZones(numbers),
                devices(numbers, equipment),
                List.of(numbers.v4(99, 10), numbers.v6(99, 10)),
                List.of(IpAddress.of("198.51.100.254"), IpAddress.of("2001:db8:ffff::fe")));
    }

    private static List<SiteZone> siteZones(Numbers n) {
        return List.of(
                new SiteZone(WAN, 0, List.of(), n.uplink(), List.of()),
                n.zone(IT, 10, n.group("reporting", 10, 20)),
                n.zone(IT_DMZ, 20, n.group("update-mirror", 20, 10)),
                n.zone(
                        OT_DMZ,
                        30,
                        n.group("jump-host", 30, 10),
                        n.group("patch-server", 30, 11),
                        n.group("historian", 30, 12)),
                n.zone(OT, 40, n.group("scada", 40, 20), n.group("plc", 40, 31, 32, 33)),
                n.zone(REMOTE_ACCESS, 50, n.group("vendor-gateway", 50, 10)),
                n.zone(MANAGEMENT, 99, n.group("site-node", 99, 10)));
    }

    /** The office network by air; whoever joins logs in at the site's RADIUS servers. */
    private static List<SiteZone> wireless(SiteId site, List<SiteZone> zones) {
        return zones.stream()
                .map(z ->
                        z.zone().equals(IT)
                                ? z.with(
                                        new Ssid(
                                                site.value() + "-office",
                                                new Ssid.Admission.Logins("radius")))
                                : z)
                .toList();
    }

    private static Device accessPoint(Numbers n, Equipment equipment) {
        boolean offers = equipment.offersWireless();
        return new Device(
                ACCESS_POINT,
                DeviceRole.ACCESS_POINT,
                equipment.accessPoint(),
                n.v4(99, 3),
                offers,
                List.of(
                        new Port(
                                "eth0",
                                offers
                                        ? new PortUse.Trunk(SWITCH, "ge-0/0/8")
                                        : new PortUse.Access(MANAGEMENT))));
    }

    private static List<Device> devices(Numbers n, Equipment equipment) {
        var firewall = new DeviceSlot("fw-1");
        return List.of(
                new Device(
                        firewall,
                        DeviceRole.FIREWALL,
                        equipment.firewall(),
                        n.v4(99, 1),
                        true,
                        List.of(
                                new Port(equipment.wan(), new PortUse.Routed(WAN)),
                                new Port(equipment.lan(), new PortUse.Trunk(SWITCH, "ge-0/0/1")),
                                new Port(equipment.spare(), new PortUse.Unused()))),
                new Device(
                        SWITCH,
                        DeviceRole.SWITCH,
                        "Simulated switch",
                        n.v4(99, 2),
                        true,
                        List.of(
                                new Port("ge-0/0/1", new PortUse.Trunk(firewall, equipment.lan())),
                                new Port("ge-0/0/2", new PortUse.Access(MANAGEMENT)),
                                new Port("ge-0/0/3", new PortUse.Access(IT)),
                                new Port("ge-0/0/4", new PortUse.Access(IT_DMZ)),
                                new Port("ge-0/0/5", new PortUse.Access(OT_DMZ)),
                                new Port("ge-0/0/6", new PortUse.Access(OT)),
                                new Port("ge-0/0/7", new PortUse.Access(REMOTE_ACCESS)),
                                new Port(
                                        "ge-0/0/8",
                                        equipment.offersWireless()
                                                ? new PortUse.Trunk(ACCESS_POINT, "eth0")
                                                : new PortUse.Access(MANAGEMENT)),
                                new Port("ge-0/0/9", new PortUse.Unused()),
                                new Port("ge-0/0/10", new PortUse.Unused()))),
                accessPoint(n, equipment));
    }

    private static Zone zone(
            ZoneName name, ZoneKind kind, String owner, boolean essential, Integer... levels) {
        return new Zone(name, kind, new SecurityLevel(List.of(levels)), owner, essential);
    }

    private static Conduit conduit(
            String id,
            String name,
            String from,
            String to,
            String justification,
            String owner,
            String... services) {
        return new Conduit(
                new ConduitId(id),
                name,
                Endpoint.of(from),
                Endpoint.of(to),
                List.of(services).stream().map(Service::of).toList(),
                justification,
                owner,
                FIRST_REVIEW,
                new Scope.EverySite());
    }

    /** The addresses of one numbered site. */
    private record Numbers(int site) {

        IpAddress v4(int vlan, int host) {
            return IpAddress.of("10." + site + "." + vlan + "." + host);
        }

        IpAddress v6(int vlan, int host) {
            return IpAddress.of("2001:db8:" + site + ":" + vlan + "::" + host);
        }

        List<InterfaceAddress> uplink() {
            return List.of(
                    InterfaceAddress.of("198.51.100." + site + "/24"),
                    InterfaceAddress.of("2001:db8:ffff::" + site + "/64"));
        }

        SiteZone zone(ZoneName name, int vlan, SiteZone.SiteGroup... groups) {
            return new SiteZone(
                    name,
                    vlan,
                    List.of(Prefix.around(v4(vlan, 0), 24), Prefix.around(v6(vlan, 0), 64)),
                    List.of(
                            new InterfaceAddress(v4(vlan, 1), 24),
                            new InterfaceAddress(v6(vlan, 1), 64)),
                    List.of(groups));
        }

        SiteZone.SiteGroup group(String name, int vlan, int... hosts) {
            var prefixes = new ArrayList<Prefix>();
            for (int host : hosts) {
                prefixes.add(Prefix.host(v4(vlan, host)));
                prefixes.add(Prefix.host(v6(vlan, host)));
            }
            return new SiteZone.SiteGroup(new GroupName(name), prefixes);
        }
    }
}
