package io.holdfast.controller.web;

import io.holdfast.api.model.ChassisBox;
import io.holdfast.api.model.ChassisCable;
import io.holdfast.api.model.Edit;
import io.holdfast.api.model.PlannedDevice;
import io.holdfast.api.model.PlannedPort;
import io.holdfast.api.model.SiteNetwork;
import io.holdfast.api.model.TransitEnd;
import io.holdfast.api.model.TransitNetwork;
import io.holdfast.core.change.PolicyEdit;
import io.holdfast.core.network.IpAddress;
import io.holdfast.core.site.Chassis;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.Perimeter;
import io.holdfast.core.site.Port;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SiteId;
import io.holdfast.core.site.Transit;
import io.holdfast.core.zone.FieldReader;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands at a site, as the interface writes it, and back; each fault with its pointer. */
public final class PlanForms {

    private PlanForms() {}

    /** A device for reading. */
    public static PlannedDevice form(Device device) {
        return new PlannedDevice(
                        device.slot().value(),
                        device.role().name(),
                        device.model(),
                        device.managementAddress().toString(),
                        device.configured(),
                        device.ports().stream().map(PlanForms::form).toList())
                .perimeters(device.perimeters().stream().map(Perimeter::name).toList())
                .chassis(device.chassis().stream().map(PlanForms::form).toList());
    }

    private static PlannedPort form(Port port) {
        return switch (port.use()) {
            case PortUse.Routed(var zone) ->
                    new PlannedPort(port.name(), "ROUTED").zone(zone.value());
            case PortUse.Access(var zone) ->
                    new PlannedPort(port.name(), "ACCESS").zone(zone.value());
            case PortUse.Trunk(var peer, var peerPort) ->
                    new PlannedPort(port.name(), "TRUNK").peer(peer.value()).peerPort(peerPort);
            case PortUse.Unused _ -> new PlannedPort(port.name(), "UNUSED");
        };
    }

    private static ChassisBox form(Chassis chassis) {
        return new ChassisBox(chassis.name())
                .cables(
                        chassis.cables().stream()
                                .map(c ->
                                        new ChassisCable(c.port(), c.peer().value(), c.peerPort()))
                                .toList());
    }

    /** What joins a site's zones and devices, for reading. */
    public static SiteNetwork form(
            List<IpAddress> siteNode, List<IpAddress> defaultRoutes, List<Transit> transits) {
        return new SiteNetwork(PolicyForms.texts(siteNode), PolicyForms.texts(defaultRoutes))
                .transits(
                        transits.stream()
                                .map(t ->
                                        new TransitNetwork(
                                                t.name(),
                                                t.vlan(),
                                                t.ends().stream()
                                                        .map(e ->
                                                                new TransitEnd(
                                                                        e.device().value(),
                                                                        PolicyForms.texts(
                                                                                e.addresses())))
                                                        .toList()))
                                .toList());
    }

    /** Reads an edit of one site. */
    static void edit(Edit form, FormReader at, List<PolicyEdit> edits) {
        if (!at.present("site", form.getSite())) {
            return;
        }
        var site = at.one("site", () -> new SiteId(String.valueOf(form.getSite())));
        if (site == null) {
            return;
        }
        switch (form.getType()) {
            case "REMOVE_SITE_ZONE" ->
                    PolicyForms.named(
                            form.getZoneName(),
                            "zoneName",
                            at,
                            n -> new PolicyEdit.RemoveSiteZone(site, new ZoneName(n)),
                            edits);
            case "REMOVE_DEVICE" ->
                    PolicyForms.named(
                            form.getSlot(),
                            "slot",
                            at,
                            n -> new PolicyEdit.RemoveDevice(site, new DeviceSlot(n)),
                            edits);
            case "PUT_DEVICE" -> {
                var device = form.getDevice();
                if (at.present("device", device) && device != null) {
                    device(site, device, at.in("device"), edits);
                }
            }
            case "PUT_SITE_WINDOWS" -> {
                var windows = form.getWindows();
                if (at.present("windows", windows) && windows != null) {
                    WindowForms.read(site, windows, at, edits);
                }
            }
            default -> {
                var network = form.getNetwork();
                if (at.present("network", network) && network != null) {
                    network(site, network, at.in("network"), edits);
                }
            }
        }
    }

    private static void device(
            SiteId site, PlannedDevice form, FormReader at, List<PolicyEdit> edits) {
        int before = at.faults().size();
        var slot = at.one("slot", () -> new DeviceSlot(form.getSlot()));
        var role = at.one("role", () -> DeviceRole.valueOf(form.getRole()));
        var address =
                at.field("managementAddress", form.getManagementAddress(), FieldReader::address);
        var perimeters = at.each("perimeters", orNone(form.getPerimeters()), Perimeter::valueOf);
        var ports = new ArrayList<Port>();
        for (int i = 0; i < form.getPorts().size(); i++) {
            var read = port(form.getPorts().get(i), at.in("ports/" + i));
            if (read != null) {
                ports.add(read);
            }
        }
        var chassis = new ArrayList<Chassis>();
        var boxes = orNone(form.getChassis());
        for (int i = 0; i < boxes.size(); i++) {
            var box = boxes.get(i);
            var read = at.one("chassis/" + i, () -> chassis(box));
            if (read != null) {
                chassis.add(read);
            }
        }
        if (at.faults().size() > before || slot == null || role == null || address == null) {
            return;
        }
        at.read(
                "model",
                () ->
                        new Device(
                                slot,
                                role,
                                form.getModel(),
                                address,
                                form.getConfigured(),
                                ports,
                                perimeters,
                                chassis),
                edits,
                d -> new PolicyEdit.PutDevice(site, d));
    }

    private static @Nullable Port port(PlannedPort form, FormReader at) {
        var use =
                switch (form.getUse()) {
                    case "ROUTED" -> zone(form, at, PortUse.Routed::new);
                    case "ACCESS" -> zone(form, at, PortUse.Access::new);
                    case "TRUNK" -> {
                        boolean peer = at.present("peer", form.getPeer());
                        boolean port = at.present("peerPort", form.getPeerPort());
                        yield peer && port
                                ? at.<PortUse>one(
                                        "peer",
                                        () ->
                                                new PortUse.Trunk(
                                                        new DeviceSlot(
                                                                String.valueOf(form.getPeer())),
                                                        String.valueOf(form.getPeerPort())))
                                : null;
                    }
                    case "UNUSED" -> new PortUse.Unused();
                    default -> {
                        at.fault(
                                "use",
                                "PORT_USE_UNKNOWN",
                                "A port is ROUTED, ACCESS, TRUNK or UNUSED.");
                        yield null;
                    }
                };
        return use == null ? null : at.one("name", () -> new Port(form.getName(), use));
    }

    private static @Nullable PortUse zone(
            PlannedPort form, FormReader at, Function<ZoneName, PortUse> make) {
        return at.present("zone", form.getZone())
                ? at.one("zone", () -> make.apply(new ZoneName(String.valueOf(form.getZone()))))
                : null;
    }

    private static Chassis chassis(ChassisBox form) {
        return new Chassis(
                form.getName(),
                orNone(form.getCables()).stream()
                        .map(c ->
                                new Chassis.Cable(
                                        c.getPort(), new DeviceSlot(c.getPeer()), c.getPeerPort()))
                        .toList());
    }

    private static void network(
            SiteId site, SiteNetwork form, FormReader at, List<PolicyEdit> edits) {
        int before = at.faults().size();
        var node = at.fields("siteNode", form.getSiteNode(), FieldReader::address);
        var routes = at.fields("defaultRoutes", form.getDefaultRoutes(), FieldReader::address);
        var transits = new ArrayList<Transit>();
        var forms = orNone(form.getTransits());
        for (int i = 0; i < forms.size(); i++) {
            var transit = forms.get(i);
            var in = at.in("transits/" + i);
            var ends = new ArrayList<Transit.End>();
            for (int j = 0; j < transit.getEnds().size(); j++) {
                var end = transit.getEnds().get(j);
                var place = in.in("ends/" + j);
                var device = place.one("device", () -> new DeviceSlot(end.getDevice()));
                var addresses =
                        place.fields(
                                "addresses", end.getAddresses(), FieldReader::interfaceAddress);
                if (device != null) {
                    ends.add(new Transit.End(device, addresses));
                }
            }
            var read =
                    in.one("name", () -> new Transit(transit.getName(), transit.getVlan(), ends));
            if (read != null) {
                transits.add(read);
            }
        }
        if (at.faults().size() == before) {
            edits.add(new PolicyEdit.PutSiteNetwork(site, node, routes, transits));
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return Objects.requireNonNullElse(list, List.of());
    }
}
