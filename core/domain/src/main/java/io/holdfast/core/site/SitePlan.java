package io.holdfast.core.site;

import io.holdfast.core.AddedLater;
import io.holdfast.core.Names;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.window.SiteWindows;
import io.holdfast.core.window.Window;
import io.holdfast.core.zone.ZoneName;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What stands at one site: its zones with prefixes and VLANs, its devices with their ports.
 *
 * @param timeZone IANA zone id, for windows and for people
 * @param siteNode addresses of the site node in the management zone, at most one per family
 * @param defaultRoutes next hops of the perimeter firewall into the WAN, at most one per family
 * @param transits networks between the routing devices, where there are several
 * @param tunnels ways to zones of other sites; worked out from the conduits, nobody types them
 * @param windows when changes may start and when not, in the site's time zone; none is always
 */
public record SitePlan(
        SiteId site,
        String name,
        String timeZone,
        List<SiteZone> zones,
        List<Device> devices,
        List<IpAddress> siteNode,
        List<IpAddress> defaultRoutes,
        @AddedLater List<Transit> transits,
        @AddedLater List<Window> windows,
        @AddedLater List<TunnelEnd> tunnels) {

    public SitePlan {
        Names.text("a site name", name, 100);
        Names.text("a time zone", timeZone, 64);
        zones = List.copyOf(zones);
        devices = List.copyOf(devices);
        siteNode = List.copyOf(siteNode);
        defaultRoutes = List.copyOf(defaultRoutes);
        transits = List.copyOf(transits);
        windows = List.copyOf(windows);
        tunnels = List.copyOf(tunnels);
    }

    /** A site without networks between routing devices and without windows. */
    public SitePlan(
            SiteId site,
            String name,
            String timeZone,
            List<SiteZone> zones,
            List<Device> devices,
            List<IpAddress> siteNode,
            List<IpAddress> defaultRoutes) {
        this(
                site,
                name,
                timeZone,
                zones,
                devices,
                siteNode,
                defaultRoutes,
                List.of(),
                List.of(),
                List.of());
    }

    /** The same site with other zones and devices. */
    public SitePlan with(List<SiteZone> otherZones, List<Device> otherDevices) {
        return new SitePlan(
                site,
                name,
                timeZone,
                otherZones,
                otherDevices,
                siteNode,
                defaultRoutes,
                transits,
                windows,
                tunnels);
    }

    /** The same site with these networks between its routing devices. */
    public SitePlan with(List<Transit> networks) {
        return with(siteNode, defaultRoutes, networks);
    }

    /** The same site, joined in another way. */
    public SitePlan with(
            List<IpAddress> otherNode, List<IpAddress> otherRoutes, List<Transit> networks) {
        return new SitePlan(
                site,
                name,
                timeZone,
                zones,
                devices,
                otherNode,
                otherRoutes,
                networks,
                windows,
                tunnels);
    }

    /** The same site with these windows. */
    public SitePlan within(List<Window> others) {
        return new SitePlan(
                site,
                name,
                timeZone,
                zones,
                devices,
                siteNode,
                defaultRoutes,
                transits,
                others,
                tunnels);
    }

    /** The same site with these zones, some of other sites behind these tunnels. */
    public SitePlan joined(List<SiteZone> otherZones, List<TunnelEnd> ends) {
        return new SitePlan(
                site,
                name,
                timeZone,
                otherZones,
                devices,
                siteNode,
                defaultRoutes,
                transits,
                windows,
                ends);
    }

    /**
     * When changes may start here.
     *
     * @throws java.time.DateTimeException if its time zone is not known to this program
     */
    public SiteWindows siteWindows() {
        return new SiteWindows(ZoneId.of(timeZone), windows);
    }

    public Optional<SiteZone> zone(ZoneName name) {
        // Asked thousands of times for one site: a loop.
        for (var zone : zones) {
            if (zone.zone().equals(name)) {
                return Optional.of(zone);
            }
        }
        return Optional.empty();
    }

    public Optional<Device> device(DeviceSlot slot) {
        return devices.stream().filter(d -> d.slot().equals(slot)).findFirst();
    }
}
