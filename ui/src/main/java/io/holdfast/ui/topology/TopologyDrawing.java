package io.holdfast.ui.topology;

import io.holdfast.controller.observations.Topologies.SiteTopology;
import io.holdfast.core.site.Device;
import io.holdfast.core.site.DeviceRole;
import io.holdfast.core.site.DeviceSlot;
import io.holdfast.core.site.PortUse;
import io.holdfast.core.site.SitePlan;
import io.holdfast.core.site.SiteZone;
import io.holdfast.core.topology.Cabling.Finding;
import io.holdfast.core.topology.LinkEnd;
import io.holdfast.core.topology.SeenLink;
import io.holdfast.core.zone.ZoneName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A site drawn from its plan and from what its devices told: the WAN left, then what routes, what
 * switches and the access points, the zones right. A link is drawn by how surely it is there. Pure:
 * the same site is drawn the same.
 */
final class TopologyDrawing {

    private static final int WIDTH = 1202;
    private static final int WAN_WIDTH = 150;
    private static final int ROUTING_X = 228;
    private static final int SWITCHING_X = 468;
    private static final int DEVICE_WIDTH = 140;
    private static final int DEVICE_HEIGHT = 30;
    private static final int DEVICE_STEP = 62;
    private static final int ZONES_X = 720;
    private static final int ZONE_HEIGHT = 52;
    private static final int ZONE_STEP = 62;
    private static final int STRANGER_STEP = 24;

    /** The words and marks that the page gives. */
    interface Labels {
        /** The state of a device: glyph as SVG drawing, and the class of its colour. */
        String mark(DeviceSlot slot);

        String vlan(int vlan);

        String ports(String device, List<String> ports);

        String stranger(String name, String port);

        String title();
    }

    private record Place(int x, int y) {}

    private final SitePlan plan;
    private final SiteTopology topology;
    private final Labels labels;
    private final StringBuilder boxes = new StringBuilder();
    private final StringBuilder lines = new StringBuilder();
    private final Map<DeviceSlot, Place> places = new HashMap<>();
    private int height;
    private int lane;

    TopologyDrawing(SitePlan plan, SiteTopology topology, Labels labels) {
        this.plan = plan;
        this.topology = topology;
        this.labels = labels;
    }

    /** One SVG element; the table beside it holds the same links for who does not see it. */
    String svg() {
        var outside = outside();
        var zones = plan.zones().stream().filter(z -> !outside.contains(z.zone())).toList();
        int strangers = topology.strangers().size();
        height =
                Math.max(
                        zones.size() * ZONE_STEP + strangers * STRANGER_STEP,
                        Math.max(count(false), count(true)) * DEVICE_STEP + 20);
        column(false, ROUTING_X);
        column(true, SWITCHING_X);
        wan(outside);
        zones(zones);
        links();
        strangers(zones.size() * ZONE_STEP);
        return "<svg class='hf-topology' viewBox='0 0 "
                + WIDTH
                + " "
                + (height + 12)
                + "' role='img' aria-label='"
                + Svg.escaped(labels.title())
                + "'>"
                + lines
                + boxes
                + "</svg>";
    }

    /** Zones behind a port that routes: the WAN, and what else is not switched here. */
    private List<ZoneName> outside() {
        return plan.devices().stream()
                .flatMap(d -> d.ports().stream())
                .flatMap(p ->
                        p.use() instanceof PortUse.Routed(var zone)
                                ? java.util.stream.Stream.of(zone)
                                : java.util.stream.Stream.empty())
                .distinct()
                .toList();
    }

    private int count(boolean switching) {
        return devices(switching).size();
    }

    /** Firewalls in one column; switches and below them access points in the other. */
    private List<Device> devices(boolean switching) {
        var devices = new ArrayList<Device>();
        for (var role : DeviceRole.values()) {
            if ((role != DeviceRole.FIREWALL) == switching) {
                plan.devices().stream().filter(d -> d.role() == role).forEach(devices::add);
            }
        }
        return devices;
    }

    private void column(boolean switching, int x) {
        var devices = devices(switching);
        int y = (height - devices.size() * DEVICE_STEP) / 2 + (DEVICE_STEP - DEVICE_HEIGHT) / 2;
        for (var device : devices) {
            places.put(device.slot(), new Place(x, y));
            boxes.append(Svg.rect(x, y, DEVICE_WIDTH, DEVICE_HEIGHT, "hf-device"))
                    .append("<g transform='translate(")
                    .append(x + 9)
                    .append(' ')
                    .append(y + 10)
                    .append(")'>")
                    .append(labels.mark(device.slot()))
                    .append("</g>")
                    .append(Svg.text(x + 28, y + 20, "b", device.slot().value()));
            y += DEVICE_STEP;
        }
    }

    private void wan(List<ZoneName> outside) {
        if (outside.isEmpty()) {
            return;
        }
        int tall = 24 + 22 * outside.size();
        int top = (height - tall) / 2;
        boxes.append(Svg.rect(0, top, WAN_WIDTH, tall, "hf-zone"));
        for (int i = 0; i < outside.size(); i++) {
            boxes.append(Svg.text(12, top + 26 + 22 * i, "b", outside.get(i).value()));
        }
        for (var device : plan.devices()) {
            boolean routes =
                    device.ports().stream().anyMatch(p -> p.use() instanceof PortUse.Routed);
            var place = places.get(device.slot());
            if (routes && place != null && place.x() == ROUTING_X) {
                int y = place.y() + DEVICE_HEIGHT / 2;
                lines.append(
                        Svg.path(
                                "hf-host-line",
                                WAN_WIDTH,
                                height / 2,
                                WAN_WIDTH + 39,
                                y,
                                ROUTING_X));
            }
        }
    }

    private void zones(List<SiteZone> zones) {
        for (int i = 0; i < zones.size(); i++) {
            var zone = zones.get(i);
            int y = i * ZONE_STEP;
            boxes.append(Svg.rect(ZONES_X, y, WIDTH - ZONES_X - 1, ZONE_HEIGHT, "hf-zone"))
                    .append(Svg.text(ZONES_X + 12, y + 20, "b", zone.zone().value()))
                    .append(Svg.text(WIDTH - 13, y + 20, "end", labels.vlan(zone.vlan())));
            var said = new ArrayList<String>();
            for (var device : devices(true)) {
                var ports = accessPorts(device, zone.zone());
                if (!ports.isEmpty() && device.role() == DeviceRole.SWITCH) {
                    said.add(labels.ports(device.slot().value(), ports));
                    hosts(device, y + ZONE_HEIGHT / 2, i);
                }
            }
            boxes.append(Svg.text(ZONES_X + 12, y + 40, "", String.join("; ", said)));
        }
    }

    private static List<String> accessPorts(Device device, ZoneName zone) {
        return device.ports().stream()
                .filter(p -> p.use() instanceof PortUse.Access(var its) && its.equals(zone))
                .map(p -> p.name())
                .toList();
    }

    private void hosts(Device device, int y, int row) {
        var place = places.get(device.slot());
        if (place != null) {
            int from = place.y() + 6 + row * 18 / Math.max(1, plan.zones().size() - 1);
            int turn = place.x() + DEVICE_WIDTH + 20 + row * 8;
            lines.append(
                    Svg.path("hf-host-line", place.x() + DEVICE_WIDTH, from, turn, y, ZONES_X));
        }
    }

    /** The links that were seen, and the cables of the plan that were not. */
    private void links() {
        var wrong = new ArrayList<SeenLink>();
        for (var finding : topology.cabling()) {
            switch (finding) {
                case Finding.AsPlanned _, Finding.Unknown _ -> {}
                case Finding.Missing(var planned) ->
                        link(planned.one().slot(), planned.other().slot(), "hf-link missing");
                case Finding.Elsewhere(_, var seen) -> wrong.add(seen);
                case Finding.NotInThePlan(var seen, _) -> wrong.add(seen);
            }
        }
        for (var seen : topology.links()) {
            if (seen.far() instanceof LinkEnd.Own far) {
                link(seen.near().slot(), far.slot(), style(seen, wrong.contains(seen)));
            }
        }
    }

    /** The class of a link's line: how surely, how fresh, and whether it is as planned. */
    static String style(SeenLink link, boolean wrong) {
        var sure =
                switch (link.confidence()) {
                    case CERTAIN -> " certain";
                    case LIKELY -> " likely";
                    case POSSIBLE -> " possible";
                };
        var fresh =
                switch (link.standing()) {
                    case PRESENT -> "";
                    case FADING -> " fading";
                    case UNKNOWN -> " unknown";
                };
        return "hf-link" + sure + fresh + (wrong ? " wrong" : "");
    }

    private void link(DeviceSlot one, DeviceSlot other, String style) {
        var from = places.get(one);
        var to = places.get(other);
        if (from == null || to == null) {
            return;
        }
        int step = lane++ % 5 * 9;
        int y1 = from.y() + DEVICE_HEIGHT / 2;
        int y2 = to.y() + DEVICE_HEIGHT / 2;
        if (from.x() == to.x()) {
            int turn = from.x() - 18 - step;
            lines.append(Svg.path(style, from.x(), y1 + 7, turn, y2 - 7, to.x()));
            return;
        }
        var left = from.x() < to.x() ? from : to;
        var right = from.x() < to.x() ? to : from;
        lines.append(
                Svg.path(
                        style,
                        left.x() + DEVICE_WIDTH,
                        left.y() + DEVICE_HEIGHT / 2,
                        left.x() + DEVICE_WIDTH + 24 + step,
                        right.y() + DEVICE_HEIGHT / 2,
                        right.x()));
    }

    private void strangers(int top) {
        int y = top + 16;
        for (var stranger : topology.strangers()) {
            var seenAt = stranger.seenAt().getFirst();
            var name =
                    stranger.announcedName().isBlank()
                            ? stranger.chassis().value()
                            : stranger.announcedName();
            boxes.append(
                    Svg.text(
                            ZONES_X + 12, y, "stranger", labels.stranger(name, seenAt.toString())));
            var place = places.get(seenAt.slot());
            if (place != null) {
                lines.append(
                        Svg.path(
                                "hf-link possible wrong",
                                place.x() + DEVICE_WIDTH,
                                place.y() + DEVICE_HEIGHT - 3,
                                ZONES_X - 24,
                                y - 4,
                                ZONES_X));
            }
            y += STRANGER_STEP;
        }
    }
}
